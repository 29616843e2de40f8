import type { Clock } from "../media/clock";

/** Beats when told to. */
export interface ManualClock extends Clock {
  advance(frames: number): void;
}

export function createManualClock(): ManualClock {
  let beat: (() => void) | null = null;
  return {
    start(given) {
      beat = given;
    },
    stop() {
      beat = null;
    },
    advance(frames) {
      for (let i = 0; i < frames; i++) beat?.();
    },
  };
}
