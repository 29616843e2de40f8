import { lazily } from "@/lib/lazily";
import type { Stop } from "@/phone/store";

import { forwardTables, type Tables } from "./forward-tables";

interface Closable extends Tables {
  close(): void;
}

export interface FollowedTables {
  readonly tables: Tables;
  /** The tables that are open or being opened. */
  current(): Promise<Closable>;
  /** Other tables take their place; those of before are closed when what is being asked of them is answered. */
  switchTo(next: () => Promise<Closable>): void;
}

/** Tables that are exchanged for others while they are in use. */
export function followTables(first: () => Promise<Closable>): FollowedTables {
  let source = opening(first);
  let isWanted = false;
  /** Those that are open: they can be asked at once. */
  let opened: Closable | null = null;
  const watchers = new Set<() => void>();
  const asked = new Set<Promise<unknown>>();

  function opening(open: () => Promise<Closable>): () => Promise<Closable> {
    const own = lazily(async () => {
      const tables = await open();
      if (source === own) opened = tables;
      return tables;
    });
    return own;
  }

  function current(): Promise<Closable> {
    isWanted = true;
    return source();
  }

  /** Closing waits for what is being written: the end of the last call is written as the agent signs out. */
  function ask<Answer>(
    question: (open: Tables) => Promise<Answer>,
    isUrgent = false,
  ): Promise<Answer> {
    const answer = opened === null || !isUrgent ? current().then(question) : question(opened);
    asked.add(answer);
    void answer.catch(() => undefined).finally(() => asked.delete(answer));
    return answer;
  }

  function watch(subscribe: (open: Tables) => Stop): Stop {
    let stop: Stop = () => undefined;
    let round = 0;
    const resubscribe = (): void => {
      stop();
      stop = () => undefined;
      round += 1;
      const mine = round;
      void current().then((opened) => {
        if (mine === round) stop = subscribe(opened);
      });
    };
    watchers.add(resubscribe);
    resubscribe();
    return () => {
      round += 1;
      watchers.delete(resubscribe);
      stop();
    };
  }

  return {
    tables: forwardTables({ ask, watch }),
    current,
    switchTo(next) {
      const before = isWanted ? source : null;
      source = opening(next);
      opened = null;
      isWanted = false;
      void Promise.allSettled(asked)
        .then(before)
        .then((old) => old?.close())
        .catch(() => undefined);
      for (const resubscribe of watchers) resubscribe();
    },
  };
}
