/** One piece of work after another; a failed piece rejects its own promise and does not stop the rest. */
export type Queue = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Serialises asynchronous work. Once `signal` is aborted nothing that has not begun yet is begun: its promise
 * rejects with the signal's reason.
 */
export function createQueue(signal: AbortSignal): Queue {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = tail.then(() => {
      signal.throwIfAborted();
      return work();
    });
    tail = turn.catch(() => undefined);
    return turn;
  };
}
