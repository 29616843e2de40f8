import {
  type ListedResource,
  type ListReading,
  readResourceList,
} from "@/phone/dialects/read-resource-list";
import type { Stop } from "@/phone/store";

import { isFinal, type WatchesOptions } from "./watches";

export interface ListListener {
  /** Those who are new or have changed; without a body, nothing is known of them any more. */
  told(resources: readonly ListedResource[]): void;
  /** The phone system has no such list, or not for us. */
  refused(): void;
}

const leastRetryMs = 5_000;
const spreadMs = 5_000;

export type WatchList = typeof watchList;

/**
 * A resource list on the line there is: to be watched anew after each connection, and by one who keeps what was told,
 * since only changes come after the first news.
 */
export function watchList(
  { subscribe, random = Math.random }: WatchesOptions,
  list: string,
  listener: ListListener,
): Stop {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: Stop | null = null;
  let isOver = false;
  let members = new Set<string>();

  /** Who is missing in news of everybody is not in the list any more. */
  function hear({ isFull, resources }: ListReading): void {
    const named = new Set(resources.map(({ resource }) => resource));
    const left = isFull ? [...members].filter((member) => !named.has(member)) : [];
    members = isFull ? named : new Set([...members, ...named]);
    listener.told([...resources, ...left.map((resource) => ({ resource, body: null }))]);
  }

  function open(): void {
    stop = subscribe(list, "presenceList", (news) => {
      if (isOver) return;
      if (news.kind === "state") {
        const reading = readResourceList(news.type ?? "", news.body);
        if (reading !== null) hear(reading);
        return;
      }
      hear({ isFull: true, resources: [] });
      if (isFinal(news.status)) listener.refused();
      else timer = setTimeout(open, leastRetryMs + random() * spreadMs);
    });
  }

  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stop?.();
  };
}
