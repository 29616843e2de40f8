import { foldNumber } from "@/lib/fold-number";
import type { ShiftRow } from "@/phone/agent/shift-row";
import type { Direction, EndReason } from "@/phone/calls/call";
import type { HistoryRow } from "@/phone/history/history-row";

/** What became of a call. Each call has one: they add up to what was offered. */
export type Result =
  | "answered"
  | "missed"
  /** It could not be heard ringing: the caller gave up before anybody knew. */
  | "unheard"
  | "declined"
  /** It rang here and was sent to somebody else. */
  | "sentOn"
  | "elsewhere"
  /** Outgoing, and nobody answered: busy, no answer, given up. */
  | "unanswered"
  | "failed";

/** Whether the same number had to call again. */
export type FirstContact =
  | "resolved"
  | "repeated"
  /** The days are not over. */
  | "tooYoung"
  /** Nobody knows who it was. */
  | "withheld"
  /** It is no customer's call that was answered. */
  | "none";

/** A call that is over, as the figures see it. */
export interface CallFacts {
  readonly row: HistoryRow;
  /** When its work was over: the interval it belongs to. */
  readonly bookedAt: number;
  /** `null`: our own way into a conference, whose members are counted as the calls they were. Its time counts. */
  readonly result: Result | null;
  readonly talkMs: number;
  readonly holdMs: number;
  readonly wrapUpMs: number;
  /** In the queue and ringing; `null`: not known, or nobody waited for us. */
  readonly waitMs: number | null;
  readonly isTransfer: boolean;
  readonly firstContact: FirstContact;
}

const unansweredReasons: ReadonlySet<EndReason> = new Set([
  "hungUp",
  "cancelled",
  "busy",
  "declinedThere",
  "noAnswer",
  "unavailable",
  "unknownNumber",
  "hungUpThere",
  "tooLate",
  "forbidden",
]);

const incomingResults: Partial<Readonly<Record<EndReason, Result>>> = {
  missed: "missed",
  busyHere: "missed",
  missedUnheard: "unheard",
  declined: "declined",
  redirected: "sentOn",
  answeredElsewhere: "elsewhere",
  movedElsewhere: "elsewhere",
};

function resultOf(row: Pick<HistoryRow, "direction" | "answeredAt" | "endReason">): Result {
  if (row.answeredAt !== null) return "answered";
  if (row.endReason === null) return "failed";
  if (row.direction === "in") return incomingResults[row.endReason] ?? "failed";
  return unansweredReasons.has(row.endReason) ? "unanswered" : "failed";
}

export function isOf(facts: CallFacts, direction: Direction, result?: Result): boolean {
  return (
    facts.result !== null &&
    facts.row.direction === direction &&
    (result === undefined || facts.result === result)
  );
}

export interface FactsOptions {
  readonly resolvedDays: number;
  readonly now: number;
}

/**
 * The calls that are over, in the order in which they are booked. `rows`: all that are known, also those after the range
 * that is asked for, since they tell whether somebody called again. A call whose wrap-up still lasts is not over.
 */
export function readFacts(
  rows: readonly HistoryRow[],
  shifts: readonly ShiftRow[],
  options: FactsOptions,
): readonly CallFacts[] {
  const inWrapUp = callsInWrapUp(shifts);
  const repeats = findRepeats(rows, options);
  const consultations = findConsultations(rows);
  const facts: CallFacts[] = [];
  for (const row of rows) {
    if (row.endedAt === null || inWrapUp.has(row.id)) continue;
    const isConference = row.members !== null;
    const answeredMs = row.answeredAt === null ? 0 : Math.max(0, row.endedAt - row.answeredAt);
    const holdMs = Math.min(row.heldMs, answeredMs);
    facts.push({
      row,
      bookedAt: row.endedAt + row.work.wrapUpMs,
      result: isConference ? null : resultOf(row),
      talkMs: answeredMs - holdMs,
      holdMs,
      wrapUpMs: row.work.wrapUpMs,
      waitMs: waitOf(row),
      isTransfer: isTransferred(row) && !consultations.has(row.id),
      firstContact: repeats(row),
    });
  }
  return facts.toSorted((one, other) => one.bookedAt - other.bookedAt);
}

/** An agent does one thing at a time: only the last stretch of each can still last. */
function callsInWrapUp(shifts: readonly ShiftRow[]): ReadonlySet<string> {
  const last = new Map<string, ShiftRow>();
  for (const shift of shifts) {
    const before = last.get(shift.agent);
    if (before === undefined || shift.startedAt >= before.startedAt) last.set(shift.agent, shift);
  }
  const lasting = [...last.values()].filter(
    ({ state, endedAt }) => state === "wrapUp" && endedAt === null,
  );
  return new Set(lasting.flatMap(({ callId }) => callId ?? []));
}

/** A direct call has waited for no longer than it rang; how long one of a queue waited, only the phone system knows. */
function waitOf(row: HistoryRow): number | null {
  if (row.direction === "out" || row.answeredAt === null || row.members !== null) return null;
  if (row.queue !== null && row.waitedSeconds === null) return null;
  return (row.waitedSeconds ?? 0) * 1_000 + (row.answeredAt - row.startedAt);
}

function isTransferred({ answeredAt, endReason }: HistoryRow): boolean {
  return answeredAt !== null && endReason === "transferred";
}

/** Both ends of an attended transfer are told at about the same time. */
const togetherMs = 5_000;

/**
 * Calls in which somebody was asked before a transfer: they end as transferred too, and are no transfer of their own.
 * They began while the other one was up, and ended with it.
 */
function findConsultations(rows: readonly HistoryRow[]): ReadonlySet<string> {
  const transferred = rows
    .filter(isTransferred)
    .toSorted((one, other) => (one.endedAt ?? 0) - (other.endedAt ?? 0));
  const found = new Set<string>();
  transferred.forEach((row, index) => {
    for (let next = index + 1; next < transferred.length; next += 1) {
      const other = transferred[next];
      if (other === undefined || (other.endedAt ?? 0) - (row.endedAt ?? 0) > togetherMs) break;
      if (other.agent !== row.agent || other.startedAt === row.startedAt) continue;
      const later = other.startedAt > row.startedAt ? other : row;
      if (later.direction === "out") found.add(later.id);
    }
  });
  return found;
}

const dayMs = 86_400_000;

const keyOf = ({ formatted, number }: HistoryRow): string => foldNumber(formatted ?? number);

const isOfCustomer = (row: HistoryRow): boolean =>
  row.direction === "in" && !row.isInternal && row.members === null;

/**
 * Whether the same number called again, whoever took it and whether it was answered. All calls whose days are not over
 * are left out, also those that were already repeated: to count these alone would make every young day look bad.
 */
function findRepeats(
  rows: readonly HistoryRow[],
  { resolvedDays, now }: FactsOptions,
): (row: HistoryRow) => FirstContact {
  const windowMs = resolvedDays * dayMs;
  const byKey = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!isOfCustomer(row) || key === "") continue;
    const same = byKey.get(key);
    if (same === undefined) byKey.set(key, [row]);
    else same.push(row);
  }
  for (const same of byKey.values()) same.sort((one, other) => one.startedAt - other.startedAt);
  return (row) => {
    if (!isOfCustomer(row) || row.answeredAt === null || row.endedAt === null) return "none";
    const key = keyOf(row);
    if (key === "") return "withheld";
    const until = row.endedAt + windowMs;
    if (until > now) return "tooYoung";
    return nextCall(byKey.get(key) ?? [], row, until) ? "repeated" : "resolved";
  };
}

/** Whether another call of the same number begins after this one, up to a moment. One that comes back is the same. */
function nextCall(same: readonly HistoryRow[], row: HistoryRow, until: number): boolean {
  let [low, high] = [0, same.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((same[middle]?.startedAt ?? 0) <= row.startedAt) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < same.length; index += 1) {
    const other = same[index];
    if (other === undefined || other.startedAt > until) return false;
    if (other.callUuid === null || other.callUuid !== row.callUuid) return true;
  }
  return false;
}
