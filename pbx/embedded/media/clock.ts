import { frameMs } from "./leg";

/** Beats once per 20 ms of sound. One per switch. */
export interface Clock {
  start(beat: () => void): void;
  stop(): void;
}

/** A stall longer than this is skipped, not caught up: sending a second of sound at once helps nobody. */
const mostFramesAtOnce = 10;

/**
 * Follows the wall clock, so that late timers are made up for: a browser's jitter buffer copes with a
 * few frames at once, but a clock that loses frames starves it.
 */
export function createRealClock(): Clock {
  let stopRunning: (() => void) | null = null;

  function run(beat: () => void): () => void {
    const state = { isRunning: true };
    let dueAtMs = performance.now() + frameMs;
    let timer = setTimeout(catchUp, frameMs);

    function catchUp(): void {
      const nowMs = performance.now();
      if (nowMs - dueAtMs > mostFramesAtOnce * frameMs) dueAtMs = nowMs;
      for (; state.isRunning && dueAtMs <= nowMs; dueAtMs += frameMs) beat();
      if (state.isRunning) timer = setTimeout(catchUp, Math.max(1, dueAtMs - performance.now()));
    }

    return () => {
      state.isRunning = false;
      clearTimeout(timer);
    };
  }

  return {
    start(beat) {
      stopRunning ??= run(beat);
    },
    stop() {
      stopRunning?.();
      stopRunning = null;
    },
  };
}
