import type { StoreApi } from "zustand/vanilla";

/**
 * A module's state as others see it: a snapshot to read and a way to hear of the next one. Snapshots are plain data
 * (`structuredClone` works on every one), so that a second tab can hold a copy.
 */
export type ReadonlyStore<State> = Pick<
  StoreApi<State>,
  "getState" | "getInitialState" | "subscribe"
>;

/** Ends a subscription or a watch. Calling it twice is harmless. */
export type Stop = () => void;

/** One end for several. */
export function stopAll(stops: readonly Stop[]): Stop {
  return () => {
    for (const stop of stops) stop();
  };
}
