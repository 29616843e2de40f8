/** Median and range, in words. */
export function describeTimes(timesMs: readonly number[]): string {
  const sorted = timesMs.map(Math.round).toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return `${at(0.5)} ms (median of ${sorted.length}; ${at(0)} to ${at(1)})`;
}
