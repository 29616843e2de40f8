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

/** With whom, as far as a report tells it apart: none with a colleague, none of a queue. */
export const scopes = ["customers", "direct"] as const;
export type RowScope = (typeof scopes)[number];

/** What a call has beside its ending. */
export const havings = ["hold", "wrapUp", "transfer", "outcome", "rating"] as const;
export type Having = (typeof havings)[number];

const has: Readonly<
  Record<Having, (row: Pick<HistoryRow, "heldMs" | "work" | "answeredAt" | "endReason">) => boolean>
> = {
  hold: ({ heldMs }) => heldMs > 0,
  wrapUp: ({ work }) => work.wrapUpMs > 0,
  transfer: ({ answeredAt, endReason }) => answeredAt !== null && endReason === "transferred",
  outcome: ({ work }) => work.outcome !== null,
  rating: ({ work }) => (work.survey?.csat ?? work.survey?.nps ?? null) !== null,
};

/** A call longer than this is found where it ended only by chance. */
const longestCallMs = 86_400_000;

/** The moments at which a call that was over in a stretch of time can have begun. */
export function beganFor(booked: BookedIn): Pick<RowConditions, "from" | "to"> {
  return { from: booked.from - longestCallMs, to: booked.to };
}

/** Its work was over at `from` or later and before `to`: where a report counts the call. */
export interface BookedIn {
  readonly from: number;
  readonly to: number;
}

/** What rows must be like; `null`: it does not matter. */
export interface RowConditions {
  /** Began at this moment or later, milliseconds since 1970. */
  readonly from: number | null;
  /** Began before this moment. */
  readonly to: number | null;
  readonly booked: BookedIn | null;
  readonly direction: Direction | null;
  readonly scope: RowScope | null;
  readonly having: Having | null;
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
  booked: null,
  direction: null,
  scope: null,
  having: null,
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
  const wanted = { ...anyRow, ...where };
  const { from, to, direction, queue, ending, outcomes, agent, key } = wanted;
  return (
    (!missedOnly || row.missed === 1) &&
    (from === null || row.startedAt >= from) &&
    (to === null || row.startedAt < to) &&
    (wanted.booked === null || isBookedIn(wanted.booked, row)) &&
    (direction === null || row.direction === direction) &&
    (wanted.scope === null || isIn(wanted.scope, row)) &&
    (wanted.having === null || has[wanted.having](row)) &&
    (queue === null || row.queue === queue) &&
    (outcomes.length === 0 || outcomes.includes(row.work.outcome ?? "")) &&
    (agent === null || row.agent === agent) &&
    (key === null || row.key === key) &&
    (ending === null || endingOf(row) === ending) &&
    (after === null || compareRows(after, row) < 0)
  );
}

function isBookedIn({ from, to }: BookedIn, row: Pick<HistoryRow, "endedAt" | "work">): boolean {
  if (row.endedAt === null) return false;
  const at = row.endedAt + row.work.wrapUpMs;
  return at >= from && at < to;
}

function isIn(scope: RowScope, row: Pick<HistoryRow, "isInternal" | "queue">): boolean {
  return scope === "customers" ? !row.isInternal : row.queue === null;
}
