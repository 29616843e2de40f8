import { createFinderCore, type FinderCore } from "./finder-core";
import type { FinderAnswer, FinderOrder } from "./finder-messages";
import { openRowSource } from "./row-source.dom";

const tell = (answer: FinderAnswer): void => self.postMessage(answer);
const failed = (error: unknown): void => tell({ type: "failed", error: String(error) });

/** The disk is asked for no more than half of the time: who calls is to be read from it too. */
const rest = (tookMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, tookMs));

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
    case "find": {
      const ids = (await (await core)?.find(order.question)) ?? null;
      return tell({ type: "found", id: order.id, ids });
    }
  }
}

self.addEventListener("message", ({ data }: MessageEvent<FinderOrder>) => {
  obey(data).catch(failed);
});
