import { csvLine } from "@/lib/csv-cell";
import type { HistoryRow } from "@/phone/history/history-row";
import { endingOf } from "@/phone/row-filter";

/** What the configuration calls an outcome. */
type NameOutcome = (id: string) => string | null;

type Column = readonly [
  name: string,
  read: (row: HistoryRow, nameOutcome: NameOutcome) => string | number | null | undefined,
];

/** Names and order are for programs as much as for people: they are the same in every language. */
const columns: readonly Column[] = [
  ["id", ({ id }) => id],
  ["startedAt", ({ startedAt }) => isoWithOffset(startedAt)],
  ["answeredAt", ({ answeredAt }) => answeredAt && isoWithOffset(answeredAt)],
  ["endedAt", ({ endedAt }) => endedAt && isoWithOffset(endedAt)],
  ["direction", ({ direction }) => direction],
  ["number", ({ number }) => number],
  ["numberFormatted", ({ formatted }) => formatted],
  ["name", ({ name }) => name],
  ["contactId", ({ contactId }) => contactId],
  ["members", ({ members }) => members?.join(", ")],
  ["internal", ({ isInternal }) => String(isInternal)],
  ["agent", ({ agent }) => agent],
  ["queue", ({ queue }) => queue],
  ["queueLabel", ({ queueLabel }) => queueLabel],
  ["waitedSeconds", ({ waitedSeconds }) => waitedSeconds],
  ["menuChoice", ({ menuChoice }) => menuChoice],
  ["ending", endingOf],
  ["endReason", ({ endReason }) => endReason],
  ["sipStatus", ({ sipStatus }) => sipStatus],
  ["durationSeconds", (row) => toSeconds(durationMs(row))],
  ["holdSeconds", ({ heldMs }) => toSeconds(heldMs)],
  ["wrapUpSeconds", ({ work }) => toSeconds(work.wrapUpMs)],
  ["outcome", ({ work }) => work.outcome],
  ["outcomeLabel", ({ work }, nameOutcome) => work.outcome && nameOutcome(work.outcome)],
  ["note", ({ work }) => work.note],
  ["csat", ({ work }) => work.survey?.csat],
  ["nps", ({ work }) => work.survey?.nps],
  ["callbackId", ({ work }) => work.callbackId],
  ["callUuid", ({ callUuid }) => callUuid],
  ["soundScore", ({ quality }) => quality?.mosMean],
  ["lossPercent", ({ quality }) => quality?.lossPercent],
  ["roundTripMs", ({ quality }) => quality?.roundTripMs],
  ["soundRoute", ({ quality }) => quality?.route],
  ["soundFindings", ({ quality }) => quality?.findings.join(" ")],
];

export const csvHead = csvLine(columns.map(([name]) => name));

/** A call as a line of a CSV file that no spreadsheet calculates. */
export function toCsvLine(row: HistoryRow, nameOutcome: NameOutcome): string {
  return csvLine(columns.map(([, read]) => String(read(row, nameOutcome) ?? "")));
}

/** From the answer to the end, hold included; 0 while it lasts. */
export function durationMs({ answeredAt, endedAt }: HistoryRow): number {
  return answeredAt === null || endedAt === null ? 0 : endedAt - answeredAt;
}

function toSeconds(ms: number): number {
  return Math.round(ms / 1_000);
}

/** 2026-11-29T01:28:41+02:00: the time on this computer's clock, and where that is. */
export function isoWithOffset(at: number): string {
  const date = new Date(at);
  const minutes = -date.getTimezoneOffset();
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19);
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, "0");
  const size = Math.abs(minutes);
  return `${local}${minutes < 0 ? "-" : "+"}${two(size / 60)}:${two(size % 60)}`;
}
