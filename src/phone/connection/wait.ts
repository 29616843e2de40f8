/** A wait that may be cut short. */
export interface Wait {
  /** Ends after so long, when it is hurried, when `isOver` says so (asked each second), or with the signal. */
  begin(waitMs: number, isOver: () => boolean): Promise<"over" | "aborted">;
  hurry(): void;
}

const lookMs = 1_000;

export function createWait(signal: AbortSignal): Wait {
  let hurry = (): void => undefined;
  return {
    begin: (waitMs, isOver) =>
      new Promise((resolve) => {
        const done = (): void => {
          clearTimeout(timer);
          clearInterval(look);
          signal.removeEventListener("abort", done);
          hurry = () => undefined;
          resolve(signal.aborted ? "aborted" : "over");
        };
        const timer = setTimeout(done, waitMs);
        const look = setInterval(() => (isOver() ? done() : undefined), lookMs);
        hurry = done;
        signal.addEventListener("abort", done);
      }),
    hurry: () => hurry(),
  };
}
