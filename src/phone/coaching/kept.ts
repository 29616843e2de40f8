import type { CoachingState } from "./coaching-state";

/** The row of `facts` in which it outlives the page. */
export const keptId = "coaching";

export interface KeptCoaching {
  readonly version: 1;
  readonly savedAt: number;
  readonly state: CoachingState;
}

const longestMs = 12 * 3_600_000;

/** Of another version, of another day, or of nobody: `null`. */
export function readKept(value: unknown, now: number): CoachingState | null {
  if (typeof value !== "object" || value === null) return null;
  const { version, savedAt, state } = value as Partial<KeptCoaching>;
  const isFresh = typeof savedAt === "number" && now - savedAt < longestMs;
  const isWhole =
    version === 1 && Array.isArray(state?.cues) && Array.isArray(state.supervised) && isFresh;
  return isWhole ? (state ?? null) : null;
}
