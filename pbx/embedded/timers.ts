/** Timers that can be counted and stopped together: a closed switch leaves none behind. */
export interface Timers {
  after(delayMs: number, action: () => void): Cancel;
  every(intervalMs: number, action: () => void): Cancel;
  readonly size: number;
  clear(): void;
}

/** Stops the timer; harmless when it has run already. */
export type Cancel = () => void;

export function createTimers(): Timers {
  const running = new Set<NodeJS.Timeout>();

  function cancelOf(timer: NodeJS.Timeout): Cancel {
    running.add(timer);
    return () => {
      clearTimeout(timer);
      running.delete(timer);
    };
  }

  return {
    after(delayMs, action) {
      const timer = setTimeout(() => {
        running.delete(timer);
        action();
      }, delayMs);
      return cancelOf(timer);
    },
    every: (intervalMs, action) => cancelOf(setInterval(action, intervalMs)),
    get size() {
      return running.size;
    },
    clear() {
      for (const timer of running) clearTimeout(timer);
      running.clear();
    },
  };
}
