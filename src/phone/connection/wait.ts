/** A wait that may be cut short. */
export interface Wait {
  /** Ends after so long, when it is hurried, when `isOver` says so (asked each second), or with the signal. */
  begin(waitMs: number, isOver: () => boolean): Promise<"over" | "aborted">;
  hurry(): void;
  /** Ends it if it is over by the clock: a timer may be put off in a hidden page. */
  look(at: number): void;
}

const lookMs = 1_000;

export function createWait(signal: AbortSignal, now: () => number): Wait {
  let hurry = (): void => undefined;
  let endsAt = Number.POSITIVE_INFINITY;
  return {
    begin: (waitMs, isOver) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          clearInterval(look);
          signal.removeEventListener("abort", done);
          hurry = () => undefined;
          endsAt = Number.POSITIVE_INFINITY;
          resolve(signal.aborted ? "aborted" : "over");
        };
        const timer = setTimeout(done, waitMs);
        const look = setInterval(() => (isOver() ? done() : undefined), lookMs);
        hurry = done;
        endsAt = now() + waitMs;
        signal.addEventListener("abort", done);
      }),
    hurry: () => hurry(),
    look(at) {
      if (at >= endsAt) hurry();
    },
  };
}
