import { log } from "@/lib/log";

import type { Ports } from "./ports";
import type { Stop } from "./store";

/** Tells each second, with the time, for as long as anybody listens; in a hidden page too. */
export type WatchSeconds = (listener: (at: number) => void) => Stop;

/** One worker for whoever needs time to go on: timers of a hidden page are put off for up to a minute (Chromium 156). */
export function createSeconds({ loadTicks, now }: Pick<Ports, "loadTicks" | "now">): WatchSeconds {
  const listeners = new Set<(at: number) => void>();
  let stop: Stop | null = null;
  let isLoading = false;

  async function begin(): Promise<void> {
    if (isLoading || stop !== null) return;
    isLoading = true;
    try {
      const watchTicks = await loadTicks();
      stop = watchTicks(({ type }) => {
        if (type === "second") for (const listener of listeners) listener(now());
      });
      endWhenUnheard();
    } catch (error) {
      // The page's own timers go on all the same.
      log("warn", "seconds", "no seconds", { error: String(error) });
    } finally {
      isLoading = false;
    }
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
