import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import type { Call, CallId } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { SipLine } from "@/phone/sip/line";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { QualitySummary, QualityState } from "./call-quality";
import type { WatchTicks } from "./ticks";
import type { CallWatches } from "./watch-calls";

export interface QualityOptions {
  readonly calls: ReadonlyStore<CallsState>;
  readonly line: () => Pick<SipLine, "mediaOf" | "restartPath"> | null;
  readonly checkConnection: () => void;
  /** The label of the microphone that is open, or `null`. */
  readonly microphone: () => string | null;
  readonly watchLevel: (listener: (level: number) => void) => Stop;
  readonly loadTicks: () => Promise<WatchTicks>;
  readonly now: () => number;
}

export type QualityCommand = { readonly type: "restartPath"; readonly id: CallId };

export interface Quality {
  readonly store: ReadonlyStore<QualityState>;
  do(command: QualityCommand): void;
  /** Begins to watch with the first call that is up; nothing of it is loaded before. */
  follow(call: Call): void;
  summaryOf(id: CallId): QualitySummary | null;
}

/** How each call sounds, and why not better. */
export function createQuality(options: QualityOptions): Quality {
  const store = createStore<QualityState>(() => ({ byId: {} }));
  let watches: Promise<CallWatches> | null = null;

  function load(): void {
    const loaded = Promise.all([import("./watch-calls"), options.loadTicks()]);
    watches = loaded.then(([{ createCallWatches }, watchTicks]) =>
      createCallWatches({ ...options, store, watchTicks }),
    );
    watches.catch((error: unknown) => {
      log("warn", "quality", "calls are not watched", { error: String(error) });
      watches = null;
    });
  }

  return {
    store,
    do: (command) => void watches?.then((all) => all.do(command)).catch(() => undefined),
    follow({ phase }) {
      if (phase !== "ended" && watches === null) load();
    },
    summaryOf: (id) => store.getState().byId[id]?.summary ?? null,
  };
}
