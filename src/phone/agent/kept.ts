import type { KnownState } from "./agent-state";

/** The row of `facts` in which an agent's state outlives the page. */
export const keptId = "agent";

export interface KeptState {
  readonly version: 1;
  /** When it was known to be so. */
  readonly savedAt: number;
  /** The agent has signed out since. */
  readonly isOver: boolean;
  readonly state: KnownState;
}

/** Of a page of another version, or of nobody: `null`. */
export function readKept(value: unknown): KeptState | null {
  if (typeof value !== "object" || value === null) return null;
  const kept = value as Partial<KeptState>;
  const isWhole =
    kept.version === 1 && typeof kept.savedAt === "number" && kept.state?.phase === "known";
  return isWhole ? (kept as KeptState) : null;
}
