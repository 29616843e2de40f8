import type { ShiftRow } from "@/phone/agent/shift-row";
import { type CallWork, type HistoryRow, noWork } from "@/phone/history/history-row";

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** A call in numbers that one can add up in the head: minutes of the day, seconds of the call. */
export interface CallOrder {
  readonly id?: string;
  readonly at: number;
  readonly ringSeconds?: number;
  /** Talk and hold together; without it the call was not answered. */
  readonly upSeconds?: number;
  readonly heldSeconds?: number;
  readonly wrapUpSeconds?: number;
  readonly row?: Partial<HistoryRow>;
  readonly work?: Partial<CallWork>;
}

let made = 0;

/** A row of a call that is over, incoming unless it says otherwise. */
export function callRow({
  id = `call-${(made += 1)}`,
  at,
  ringSeconds = 5,
  upSeconds,
  heldSeconds = 0,
  wrapUpSeconds = 0,
  row = {},
  work = {},
}: CallOrder): HistoryRow {
  const answeredAt = upSeconds === undefined ? null : at + ringSeconds * secondMs;
  return {
    id,
    agent: "1001",
    direction: "in",
    number: "+358401234567",
    name: null,
    contactId: null,
    formatted: "+358 40 1234567",
    members: null,
    startedAt: at,
    answeredAt,
    endedAt: (answeredAt ?? at + ringSeconds * secondMs) + (upSeconds ?? 0) * secondMs,
    heldMs: heldSeconds * secondMs,
    endReason: answeredAt === null ? "missed" : "hungUp",
    sipStatus: null,
    queue: null,
    queueLabel: null,
    waitedSeconds: null,
    menuChoice: null,
    isInternal: false,
    callUuid: null,
    instance: "tab",
    sync: "local",
    ...row,
    work: { ...noWork, wrapUpMs: wrapUpSeconds * secondMs, ...work },
  };
}

export function shiftRow(
  state: ShiftRow["state"],
  from: number,
  to: number | null,
  more: Partial<ShiftRow> = {},
): ShiftRow {
  return {
    id: `shift-${(made += 1)}`,
    agent: "1001",
    state,
    reason: null,
    callId: null,
    startedAt: from,
    endedAt: to,
    seenAt: to ?? from,
    ...more,
  };
}
