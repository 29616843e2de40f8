import { numberKey } from "@/phone/history/fold-call";
import type { HistoryRow } from "@/phone/history/history-row";

export type Group = readonly [HistoryRow, ...HistoryRow[]];

/**
 * Calls with the same contact or number together, newest first, each group where its newest call stands. Withheld numbers
 * and conferences are nobody's: they stay alone.
 */
export function groupCalls(rows: readonly HistoryRow[]): readonly Group[] {
  const groups = new Map<string, [HistoryRow, ...HistoryRow[]]>();
  for (const row of rows) {
    const key = groupKey(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()];
}

function groupKey(row: HistoryRow): string {
  if (row.contactId !== null) return `contact ${row.contactId}`;
  const key = numberKey(row);
  return key === "" ? `call ${row.id}` : `number ${key}`;
}
