import { createFinderCore, type FinderCore } from "./finder-core";
import type { FinderAnswer, FinderOrder } from "./finder-messages";
import { openRowSource } from "./row-source.dom";

const tell = (answer: FinderAnswer): void => self.postMessage(answer);
const failed = (error: unknown): void => tell({ type: "failed", error: String(error) });

/** So long nothing is read after somebody has begun to ring. */
const wayMs = 2_000;
let freeAt = 0;

/** The disk is asked for no more than half of the time: the page has questions too. */
const rest = (tookMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(tookMs, freeAt - performance.now())));

let core: Promise<FinderCore> | null = null;

async function open(name: string): Promise<FinderCore> {
  const source = await openRowSource(name, () => failed("closed"));
  return createFinderCore({
    source,
    told: (table, isKnown) => tell({ type: "told", table, isKnown }),
    failed,
    rest,
    signal: new AbortController().signal,
  });
}

async function obey(order: FinderOrder): Promise<void> {
  switch (order.type) {
    case "open":
      core = open(order.name);
      return (await core).build();
    case "wrote":
      return (await core)?.changed(order.table, order.change);
    case "giveWay":
      freeAt = performance.now() + wayMs;
      return;
    case "find": {
      const ids = (await (await core)?.find(order.question)) ?? null;
      return tell({ type: "found", id: order.id, ids });
    }
  }
}

self.addEventListener("message", ({ data }: MessageEvent<FinderOrder>) => {
  obey(data).catch(failed);
});
