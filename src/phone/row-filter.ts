import type { Direction, EndReason } from "./calls/call";
import type { HistoryRow, KeptRow } from "./history/history-row";

/** How a call came out, as it is told apart in a list of calls. */
export const endings = [
  "answered",
  "missed",
  "notHeard",
  "declined",
  "answeredElsewhere",
  "sentOn",
  "notReached",
  "failed",
] as const;
export type Ending = (typeof endings)[number];

/** End reasons of calls that nobody answered, by what they come to; an answered call is `answered`, however it ended. */
export const reasonsOf: Readonly<Record<Exclude<Ending, "answered">, readonly EndReason[]>> = {
  missed: ["missed", "busyHere"],
  notHeard: ["missedUnheard"],
  declined: ["declined"],
  answeredElsewhere: ["answeredElsewhere", "movedElsewhere"],
  sentOn: ["redirected", "transferred", "parked", "joined", "comingBack"],
  notReached: [
    "hungUp",
    "hungUpThere",
    "cancelled",
    "busy",
    "declinedThere",
    "noAnswer",
    "unavailable",
    "unknownNumber",
    "tooLate",
    "forbidden",
  ],
  failed: ["connectionLost", "endedWhileAway", "endedWhileCut", "serverError", "failed"],
};

/** `null` while the call is up and not answered. */
export function endingOf(row: Pick<HistoryRow, "answeredAt" | "endReason">): Ending | null {
  if (row.answeredAt !== null) return "answered";
  const { endReason } = row;
  if (endReason === null) return null;
  return endings.find((each) => each !== "answered" && reasonsOf[each].includes(endReason)) ?? null;
}

/** What rows must be like; `null`: it does not matter. */
export interface RowConditions {
  /** Began at this moment or later, milliseconds since 1970. */
  readonly from: number | null;
  /** Began before this moment. */
  readonly to: number | null;
  readonly direction: Direction | null;
  readonly queue: string | null;
  readonly ending: Ending | null;
  /** Ids of outcomes of the configuration, one of which it has; empty: it does not matter. */
  readonly outcomes: readonly string[];
  readonly agent: string | null;
  /** `KeptRow.key`. */
  readonly key: string | null;
}

const anyRow: RowConditions = {
  from: null,
  to: null,
  direction: null,
  queue: null,
  ending: null,
  outcomes: [],
  agent: null,
  key: null,
};

/** A filter as the table understands it: folded words that must each begin a token of the row. */
export interface RowFilter {
  readonly words: readonly string[];
  readonly missedOnly: boolean;
  readonly limit: number;
  readonly where?: Partial<RowConditions>;
  /** Only rows after this one, in the order of the answer: the last row of the page before. */
  readonly after?: Pick<KeptRow, "id" | "startedAt"> | null;
}

/** Newest first; rows of one moment by their ids, so that a page has a clear end. */
export function compareRows(
  one: Pick<KeptRow, "id" | "startedAt">,
  other: Pick<KeptRow, "id" | "startedAt">,
): number {
  return other.startedAt - one.startedAt || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
}

/** The moments between which rows are looked for: [from, to], both included. */
export function spanOf({ where = {}, after = null }: RowFilter): readonly [number, number] {
  const to = where.to == null ? Infinity : where.to - 1;
  return [where.from ?? -Infinity, after === null ? to : Math.min(to, after.startedAt)];
}

/** Whether a row meets everything of a filter but its words. */
export function meetsConditions(
  row: Omit<KeptRow, "tokens">,
  { missedOnly, where = {}, after = null }: RowFilter,
): boolean {
  const { from, to, direction, queue, ending, outcomes, agent, key } = { ...anyRow, ...where };
  return (
    (!missedOnly || row.missed === 1) &&
    (from === null || row.startedAt >= from) &&
    (to === null || row.startedAt < to) &&
    (direction === null || row.direction === direction) &&
    (queue === null || row.queue === queue) &&
    (outcomes.length === 0 || outcomes.includes(row.work.outcome ?? "")) &&
    (agent === null || row.agent === agent) &&
    (key === null || row.key === key) &&
    (ending === null || endingOf(row) === ending) &&
    (after === null || compareRows(after, row) < 0)
  );
}
