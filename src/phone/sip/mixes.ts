import type { CallId } from "@/phone/calls/call";

import { mediaOf } from "./description-handler";
import type { Leg } from "./leg";

/** Who hears whom in conferences that are mixed here. */
export interface Mixes {
  /** Calls that hear each other from now on; nobody else's other parties do. */
  set(groups: readonly (readonly CallId[])[]): void;
  /** A call has got its sound only now. */
  apply(): void;
}

export function createMixes(legs: ReadonlyMap<CallId, Leg>): Mixes {
  let groups: readonly (readonly CallId[])[] = [];

  function apply(): void {
    const sounds = new Map([...legs].map(([id, leg]) => [id, mediaOf(leg.session)]));
    for (const [id, media] of sounds) {
      const group = groups.find((ids) => ids.includes(id)) ?? [];
      media?.hear(group.flatMap((other) => (other === id ? [] : (sounds.get(other) ?? []))));
    }
  }

  return {
    set(next) {
      groups = next;
      apply();
    },
    apply,
  };
}
