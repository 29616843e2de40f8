import { pause } from "@/lib/pause";

export interface ReturnOptions {
  /** About how often it is looked for. */
  readonly intervalMs: number;
  /** [0, 1) */
  readonly random: () => number;
  readonly signal: AbortSignal;
  /** Another server than the first is in use. */
  readonly isAway: () => boolean;
  /** No call is up: a call cannot come along. */
  readonly isFree: () => boolean;
  /** Whether the first server answers. */
  readonly answers: () => Promise<boolean>;
  /** Resolves with whether the first server is in use now. */
  readonly goBack: () => Promise<boolean>;
}

/** Up to this share is added to each wait: not everybody comes back in the same second. */
const jitterShare = 0.5;
/** Looked at again so soon when only a call was in the way. */
const busyMs = 5_000;
const mostBackOff = 16;

/** Goes back to the first server once that answers again and no call is up. Ends with the signal. */
export async function returnToFirst(options: ReturnOptions): Promise<void> {
  const { intervalMs, signal } = options;
  /** One that answers and does not take us is asked ever less often. */
  let backOff = 1;
  let waitMs = intervalMs;
  try {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
      await pause(waitMs * (1 + jitterShare * options.random()), signal);
      waitMs = intervalMs * backOff;
      if (!options.isAway()) backOff = 1;
      else if (!options.isFree()) waitMs = Math.min(busyMs, waitMs);
      else if (await options.answers()) {
        signal.throwIfAborted();
        backOff = (await options.goBack()) ? 1 : Math.min(backOff * 2, mostBackOff);
      }
    }
  } catch {
    // The shift is over.
  }
}
