/** A wait that may be cut short. */
export interface Wait {
  /** Ends after so long, when it is hurried, when `isOver` says so (asked each second), or with the signal. */
  begin(waitMs: number, isOver: () => boolean): Promise<"over" | "aborted">;
  hurry(): void;
  /** Each second: ends it if `isOver`, or by the clock, since a timer may be put off in a hidden page. */
  second(at: number): void;
}

export function createWait(signal: AbortSignal, now: () => number): Wait {
  let hurry = (): void => undefined;
  let isDue: (at: number) => boolean = () => false;
  return {
    begin: (waitMs, isOver) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          hurry = () => undefined;
          isDue = () => false;
          resolve(signal.aborted ? "aborted" : "over");
        };
        const timer = setTimeout(done, waitMs);
        hurry = done;
        const endsAt = now() + waitMs;
        isDue = (at) => at >= endsAt || isOver();
        signal.addEventListener("abort", done);
      }),
    hurry: () => hurry(),
    second(at) {
      if (isDue(at)) hurry();
    },
  };
}
