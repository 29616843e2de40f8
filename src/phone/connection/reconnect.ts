/**
 * How long to wait before each attempt to come back: at once, then ever longer, up to 30 s. The last one repeats.
 */
export const reconnectDelaysMs: readonly number[] = [
  0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000,
];

/** Up to this share is added to a delay, so that a restarted server is not met by everybody at once. */
const jitterShare = 0.3;

/** The delay before attempt `attempt` (0 is the first), with `random` in [0, 1) as jitter. */
export function chooseDelayMs(
  attempt: number,
  random: number,
  delaysMs: readonly number[] = reconnectDelaysMs,
): number {
  const delayMs = delaysMs[Math.min(attempt, delaysMs.length - 1)] ?? 0;
  return Math.round(delayMs * (1 + jitterShare * random));
}

/** Whoever is asked to come again after so long comes a little later, and not all at once. */
export function spreadMs(delayMs: number, random: number): number {
  return Math.round(delayMs * (1 + 0.1 * random)) + 1;
}
