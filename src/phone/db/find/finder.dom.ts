import { log } from "@/lib/log";

import type { FindQuestion, Finder, FoundTable } from "./finder";
import { type FinderAnswer, type FinderOrder, type Written } from "./finder-messages";

/** The page comes first: nothing is read before it has had so long, unless somebody searches. */
const firstMs = 2_000;

/** Finds rows in a worker. Where there is none, or it fails, it knows nothing, and tables are asked themselves. */
export function openFinder(name: string): Finder {
  const openedAt = performance.now();
  const known = new Set<FoundTable>();
  const asked = new Map<number, (ids: readonly string[] | null) => void>();
  const watchers = new Set<{ readonly table: FoundTable; readonly listener: () => void }>();
  /** What tabs tell each other of what they write. */
  const channel = new BroadcastChannel(`find ${name}`);
  let worker: Worker | null = null;
  let isOver = false;
  let count = 0;

  const post = (order: FinderOrder): void => worker?.postMessage(order);

  function tell(table: FoundTable): void {
    for (const watcher of watchers) if (watcher.table === table) watcher.listener();
  }

  function end(): void {
    isOver = true;
    worker?.terminate();
    worker = null;
    const unknown = [...known];
    known.clear();
    for (const resolve of asked.values()) resolve(null);
    asked.clear();
    for (const table of unknown) tell(table);
  }

  function hear(answer: FinderAnswer): void {
    switch (answer.type) {
      case "found":
        asked.get(answer.id)?.(answer.ids);
        asked.delete(answer.id);
        return;
      case "told":
        if (!answer.isKnown) known.delete(answer.table);
        else if (!known.has(answer.table)) {
          known.add(answer.table);
          const afterMs = Math.round(performance.now() - openedAt);
          log("info", "storage", "words are found", { table: answer.table, afterMs });
        }
        return tell(answer.table);
      case "failed":
        log("warn", "storage", "rows are not found by a worker", { error: answer.error });
        end();
    }
  }

  function begin(): void {
    clearTimeout(first);
    if (worker !== null || isOver) return;
    worker = new Worker(new URL("./finder.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<FinderAnswer>) => hear(data));
    worker.addEventListener("error", ({ message }) => hear({ type: "failed", error: message }));
    post({ type: "open", name });
  }
  const first = setTimeout(begin, firstMs);

  channel.addEventListener("message", ({ data }: MessageEvent<Written>) =>
    post({ type: "wrote", ...data }),
  );

  return {
    find(question: FindQuestion) {
      begin();
      // Before it is known the tables are quicker.
      if (!known.has(question.table)) return Promise.resolve(null);
      return new Promise((resolve) => {
        count += 1;
        asked.set(count, resolve);
        post({ type: "find", id: count, question });
      });
    },
    knows: (table) => known.has(table),
    wrote(table, change) {
      post({ type: "wrote", table, change });
      channel.postMessage({ table, change } satisfies Written);
    },
    watch(table, listener) {
      const watcher = { table, listener };
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    giveWay: () => post({ type: "giveWay" }),
    close() {
      clearTimeout(first);
      watchers.clear();
      channel.close();
      end();
    },
  };
}
