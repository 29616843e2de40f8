import type { ReadonlyStore } from "./store";

/** Resolves when a condition on these stores holds, or after `mostMs` without it, if that is given. */
export function reached(
  stores: readonly Pick<ReadonlyStore<unknown>, "subscribe">[],
  condition: () => boolean,
  mostMs?: number,
): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(limit);
      for (const stop of stops) stop();
      resolve();
    };
    const look = (): void => {
      if (condition()) done();
    };
    const limit = mostMs === undefined ? undefined : setTimeout(done, mostMs);
    const stops = stores.map((store) => store.subscribe(look));
    look();
  });
}
