import type { EndReason } from "@/phone/calls/call";
import type { HistoryRow } from "@/phone/history/history-row";

import type { CallbackAttempt, CallbackRow, MissedCall } from "./callback-row";

/** What a callback learns from a call with its number. */
export type PastCall = Pick<
  HistoryRow,
  "id" | "agent" | "direction" | "startedAt" | "answeredAt" | "endedAt" | "endReason"
>;

const minuteMs = 60_000;
export const dayMs = 24 * 60 * minuteMs;
const overdueAfterMs = 15 * minuteMs;
/** A call closes what was promised for up to so much later. */
const sameMatterMs = dayMs;
/** A call that was made from a row begins at once. */
const ownCallMs = 30_000;
const shownDoneMs = 7 * dayMs;
const mostKept = 50;

/** Nothing rang there, so nobody was tried. */
const neverSent: readonly (EndReason | null)[] = ["connectionLost", "serverError", "failed"];

/**
 * A callback after the calls with its number, whatever their order and however often they are told: several tabs and
 * the page after a reload tell the same calls. Unchanged, it is the same object.
 */
export function settle(row: CallbackRow, calls: readonly PastCall[]): CallbackRow {
  if (row.done !== null) return row;
  const later = calls
    .filter((call) => call.id !== row.callId && call.startedAt >= openedAt(row))
    .toSorted((one, other) => one.startedAt - other.startedAt);
  const closing = later.find((call) => closes(row, call)) ?? null;
  const tried = later.filter(
    (call) => call.direction === "out" && isOver(call) && !neverSent.includes(call.endReason),
  );
  const attempts = withAttempts(row.attempts, closing === null ? tried : [...tried, closing]);
  if (closing === null) return attempts === row.attempts ? row : { ...row, attempts };
  return {
    ...row,
    attempts,
    done: {
      at: closing.answeredAt ?? closing.startedAt,
      by: closing.agent,
      how: closing.direction === "out" ? "answered" : "calledAgain",
      why: "",
    },
  };
}

function isOver({ answeredAt, endedAt }: PastCall): boolean {
  return answeredAt !== null || endedAt !== null;
}

/** From when on a call counts: a lost call is open since they last called in vain. */
function openedAt({ kind, createdAt, missed }: CallbackRow): number {
  return kind === "lost" ? (missed.at(-1)?.at ?? createdAt) : createdAt;
}

/** Only an answered call closes a row, and not one about another matter: a promise for next week stays one. */
function closes(row: CallbackRow, call: PastCall): boolean {
  if (call.answeredAt === null || call.answeredAt <= openedAt(row)) return false;
  if (row.kind !== "promised" || isOwnCall(row, call)) return true;
  return row.dueAt <= call.answeredAt + sameMatterMs;
}

/** Whether the call was made from this row of the list. */
export function isOwnCall({ calledAt }: CallbackRow, call: PastCall): boolean {
  if (calledAt === null || call.direction !== "out") return false;
  return call.startedAt >= calledAt && call.startedAt <= calledAt + ownCallMs;
}

function withAttempts(
  before: readonly CallbackAttempt[],
  calls: readonly PastCall[],
): readonly CallbackAttempt[] {
  const after = new Map(before.map((attempt) => [attempt.callId, attempt]));
  for (const { id, direction, startedAt, answeredAt } of calls) {
    if (direction === "out")
      after.set(id, { at: startedAt, callId: id, answered: answeredAt !== null });
  }
  const attempts = [...after.values()].toSorted((one, other) => one.at - other.at).slice(-mostKept);
  const isSame =
    attempts.length === before.length &&
    attempts.every(({ callId, answered }, index) => {
      const was = before[index];
      return was?.callId === callId && was.answered === answered;
    });
  return isSame ? before : attempts;
}

/** They have called in vain again. */
export function addMissed(row: CallbackRow, missed: MissedCall): CallbackRow {
  const all = [...row.missed, missed].toSorted((one, other) => one.at - other.at).slice(-mostKept);
  return { ...row, missed: all, dueAt: all.at(-1)?.at ?? row.dueAt };
}

/** A colleague has talked with them; our own calls are read from the history. */
export function doneByColleague(row: CallbackRow, by: string, at: number): CallbackRow | null {
  return row.done === null ? { ...row, done: { at, by, how: "answered", why: "" } } : null;
}

export type Standing = "overdue" | "due" | "later";

export function standingOf({ dueAt }: Pick<CallbackRow, "dueAt">, now: number): Standing {
  if (dueAt > now) return "later";
  return dueAt + overdueAfterMs <= now ? "overdue" : "due";
}

/** Whose matter it is: the agent's own, or anybody's. */
function concerns({ owner }: Pick<CallbackRow, "owner">, agent: string): boolean {
  return owner === null || owner === agent;
}

/** What is to be done now and is nobody else's; lost calls have a list of their own. */
export function isWaiting(row: CallbackRow, agent: string, now: number): boolean {
  return row.kind !== "lost" && concerns(row, agent) && standingOf(row, now) !== "later";
}

/** Nobody is reminded of what somebody else does, nor each member of a queue of what one of them will do. */
export function isToRemind(row: CallbackRow, agent: string, now: number): boolean {
  const isMine = row.kind === "asked" ? row.owner === agent : concerns(row, agent);
  return row.done === null && isMine && row.remindAt !== null && row.remindAt <= now;
}

/** The longest due first: overdue, due, later. */
export function sortOpen(rows: readonly CallbackRow[]): readonly CallbackRow[] {
  return rows
    .filter(({ done }) => done === null)
    .toSorted((one, other) => one.dueAt - other.dueAt || one.createdAt - other.createdAt);
}

/** Of the last seven days, the latest first. */
export function sortDone(rows: readonly CallbackRow[], now: number): readonly CallbackRow[] {
  return rows
    .filter(({ done }) => done !== null && done.at > now - shownDoneMs)
    .toSorted((one, other) => (other.done?.at ?? 0) - (one.done?.at ?? 0));
}
