import { foldNumber } from "@/lib/fold-number";
import { foldWords } from "@/lib/fold-text";
import { numberTokens } from "@/lib/number-tokens";
import type { Call, Party } from "@/phone/calls/call";
import type { Purpose } from "@/phone/calls/purpose";
import type { QualitySummary } from "@/phone/media/quality/call-quality";

import { type HistoryRow, type KeptRow, noWork } from "./history-row";

/** What a row says beside the call itself. */
export interface RowOwner {
  readonly agent: string;
  readonly instance: string;
}

/** A call at any moment of its life as its row. Folding again after each change ends at the same row. */
export function foldCall(
  call: Call,
  owner: RowOwner,
  quality: QualitySummary | null = null,
  isColleague: (number: string) => boolean = () => false,
): HistoryRow {
  const { party, origin, purpose } = call;
  const isConference = purpose.kind === "conference";
  const ended = call.phase === "ended" ? call : null;
  return {
    id: call.id,
    agent: owner.agent,
    direction: isTaken(call.purpose) ? "in" : call.direction,
    // The number of a conference leads nowhere once it is over.
    number: isConference ? "" : party.number,
    name: isConference ? null : nameOf(party),
    contactId: isConference ? null : (party.contact?.id ?? null),
    formatted: isConference ? null : party.formatted,
    members: isConference
      ? purpose.members.map((member) => nameOf(member.party) ?? member.party.number)
      : null,
    startedAt: call.startedAt,
    answeredAt: call.phase === "talking" || call.phase === "ended" ? call.answeredAt : null,
    endedAt: ended?.endedAt ?? null,
    heldMs: call.phase === "talking" || call.phase === "ended" ? call.heldMs : 0,
    endReason: ended?.reason ?? null,
    sipStatus: ended?.sipStatus ?? null,
    queue: origin.queue,
    queueLabel: origin.queueLabel,
    waitedSeconds: origin.waitedSeconds,
    menuChoice: origin.menuChoice,
    isInternal: !isConference && isColleague(party.number),
    callUuid: origin.callUuid,
    instance: owner.instance,
    ...(ended === null || quality === null ? {} : { quality }),
    work: noWork,
    sync: "local",
  };
}

function nameOf({ contact, display }: Party): string | null {
  return contact?.name ?? display;
}

/**
 * Whether there is a row to keep: a call that was not there to be picked up or fetched is nobody's, and one that is only
 * listened to is somebody else's.
 */
export function isKept(call: Call): boolean {
  if (call.purpose.kind === "supervision") return false;
  if (!isTaken(call.purpose)) return true;
  return (call.phase === "talking" || call.phase === "ended") && call.answeredAt !== null;
}

/** Whoever picks up or fetches a call has dialled, but somebody else has called. */
function isTaken({ kind }: Purpose): boolean {
  return kind === "pickup" || kind === "fetch";
}

/** Whether a change of the call is worth writing: its beginning, its answer, who it is, its end. */
export function changesRow(before: HistoryRow | null, after: HistoryRow): boolean {
  if (before === null) return true;
  const { members: had, ...was } = before;
  const { members: has, ...is } = after;
  return (
    had?.join("\n") !== has?.join("\n") ||
    (Object.keys(is) as (keyof typeof is)[]).some((key) => was[key] !== is[key])
  );
}

/** A call the agent did not get to, and would want to call back. */
export function isMissed(row: Pick<HistoryRow, "direction" | "answeredAt" | "endReason">): boolean {
  return (
    row.direction === "in" &&
    row.answeredAt === null &&
    (row.endReason === "missed" ||
      row.endReason === "missedUnheard" ||
      row.endReason === "busyHere")
  );
}

/** Of the number as it is grouped for reading (E.164 if it is a real one, `readNumber`), its digits and signs. */
export function numberKey({ formatted, number }: Pick<HistoryRow, "formatted" | "number">): string {
  return foldNumber(formatted ?? number);
}

/** A row with what it is found by. */
export function keepRow(row: HistoryRow): KeptRow {
  const words = foldWords(
    [row.name, row.queue, row.queueLabel, row.work.note, ...(row.members ?? [])]
      .filter(Boolean)
      .join(" "),
  );
  const numbers = [row.number, row.formatted ?? ""].flatMap(numberTokens);
  return {
    ...row,
    tokens: [...new Set([...words, ...numbers])],
    key: numberKey(row),
    open: row.endedAt === null ? 1 : 0,
    missed: isMissed(row) ? 1 : 0,
  };
}
