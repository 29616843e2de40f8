import type { Range, SlotSize } from "@/phone/reports/days";
import type { Scope } from "@/phone/reports/figures";
import type { Span } from "@/phone/reports/reports";

/** What somebody has chosen to see. */
export interface Wishes {
  readonly span: Span;
  readonly scope: Scope;
  /** `null`: what suits the range. */
  readonly slots: SlotSize | null;
}

const dayMs = 86_400_000;

/** Parts that a range may be cut into, the best first: enough to see a course, and no table of thousands of lines. */
export function sizesFor({ from, to }: Range): readonly SlotSize[] {
  const days = (to - from) / dayMs;
  // A day of 25 hours is one day.
  if (days < 1.5) return ["hour", "halfHour"];
  if (days < 7.5) return ["day", "hour"];
  if (days < 62.5) return ["day", "week"];
  return ["week"];
}
