import { createStore } from "zustand/vanilla";

import type { ReadonlyStore, Stop } from "@/phone/store";

export interface WakefulnessState {
  /** When this page did not run while somebody was signed in, until it is dismissed; milliseconds since 1970. */
  readonly slept: {
    readonly from: number;
    readonly until: number;
    /** How long in all: it may have been awake in between. */
    readonly ms: number;
  } | null;
}

export type WakefulnessCommand = { readonly type: "dismiss" };

export interface Wakefulness {
  readonly store: ReadonlyStore<WakefulnessState>;
  do(command: WakefulnessCommand): void;
  /** Somebody is signed in from now on. */
  begin(): void;
  /** Nobody is any more. */
  end(): void;
  /** Told when it has woken. */
  watch(listener: () => void): Stop;
}

export interface WakefulnessOptions {
  /** Seconds that come on time in a hidden page too. */
  readonly watchSeconds: (listener: (at: number) => void) => Stop;
  readonly now: () => number;
}

/** A page that was merely busy for a moment was not asleep. */
const leastMs = 15_000;

/**
 * Notices that the page did not run: the computer slept, or the browser put the tab to sleep. Timers say nothing then, so
 * it shows when they go on: more time has passed than between two seconds.
 */
export function createWakefulness({ watchSeconds, now }: WakefulnessOptions): Wakefulness {
  const store = createStore<WakefulnessState>(() => ({ slept: null }));
  const listeners = new Set<() => void>();
  let last = 0;
  let stop: Stop | null = null;

  function second(at: number): void {
    const from = last;
    last = at;
    if (at - from < leastMs) return;
    // Who has not seen the first gap yet is told of both.
    const { slept } = store.getState();
    const ms = (slept?.ms ?? 0) + at - from;
    store.setState({ slept: { from: slept?.from ?? from, until: at, ms } });
    for (const woken of listeners) woken();
  }

  return {
    store,
    do: () => store.setState({ slept: null }),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin() {
      if (stop !== null) return;
      last = now();
      stop = watchSeconds(second);
    },
    end() {
      stop?.();
      stop = null;
      store.setState({ slept: null });
    },
  };
}
