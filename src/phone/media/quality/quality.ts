import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";
import type { Call, CallId } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { SipLine } from "@/phone/sip/line";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { QualitySummary, QualityState } from "./call-quality";
import type { WatchTicks } from "./ticks";

export interface QualityOptions {
  readonly calls: ReadonlyStore<CallsState>;
  readonly line: () => Pick<SipLine, "mediaOf" | "restartPath"> | null;
  readonly checkConnection: () => void;
  /** The label of the microphone that is open, or `null`. */
  readonly microphone: () => string | null;
  readonly watchLevel: (listener: (level: number) => void) => Stop;
  readonly watchTicks: WatchTicks;
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
  const load = lazily(async () =>
    (await import("./watch-calls")).createCallWatches({ ...options, store }),
  );

  return {
    store,
    do: (command) => void load().then((all) => all.do(command), failed),
    follow({ phase }) {
      if (phase !== "ended") load().catch(failed);
    },
    summaryOf: (id) => store.getState().byId[id]?.summary ?? null,
  };
}

function failed(error: unknown): void {
  log("warn", "quality", "calls are not watched", { error: String(error) });
}
