import { log } from "@/lib/log";

import type { Tick, WatchTicks } from "./media/quality/ticks";
import type { Ports } from "./ports";
import type { Stop } from "./store";

const secondMs = 1_000;

/**
 * One worker for whoever needs time to go on in a hidden page, for as long as there is anybody: timers of the page are put
 * off for up to a minute there (Chromium 156). What cannot be loaded is stood in for by them.
 */
export function shareTicks(loadTicks: Ports["loadTicks"]): WatchTicks {
  const listeners = new Set<(tick: Tick) => void>();
  let stop: Stop | null = null;
  let isLoading = false;

  const tell = (tick: Tick): void => {
    for (const listener of listeners) listener(tick);
  };

  function standIn(error: unknown): WatchTicks {
    log("warn", "ticks", "the page's own timers stand in", { error: String(error) });
    return (listener) => {
      const timer = setInterval(() => listener({ type: "second", lateMs: 0 }), secondMs);
      return () => clearInterval(timer);
    };
  }

  async function begin(): Promise<void> {
    if (isLoading || stop !== null) return;
    isLoading = true;
    const watchTicks = await loadTicks().catch(standIn);
    isLoading = false;
    stop = watchTicks(tell);
    endWhenUnheard();
  }

  function endWhenUnheard(): void {
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  }

  return (listener) => {
    listeners.add(listener);
    void begin();
    return () => {
      listeners.delete(listener);
      endWhenUnheard();
    };
  };
}

/** Told each second, with the time. */
export type WatchSeconds = (listener: (at: number) => void) => Stop;

export function secondsOf(watchTicks: WatchTicks, now: () => number): WatchSeconds {
  return (listener) =>
    watchTicks(({ type }) => {
      if (type === "second") listener(now());
    });
}
