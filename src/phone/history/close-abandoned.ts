import { keepRow } from "./fold-call";
import { type HistoryTable, toRow } from "./history";
import type { HistoryRow, KeptRow } from "./history-row";

/** Gives rows that are open an end, unless their calls go on. */
export async function closeAbandoned(
  table: HistoryTable,
  goesOn: (row: KeptRow) => boolean,
): Promise<void> {
  const abandoned = (await table.open()).filter((row) => !goesOn(row));
  // The true end of a call is never written over.
  await Promise.all(
    abandoned.map(({ id }) => table.change(id, (row) => (row?.open === 1 ? closeRow(row) : null))),
  );
}

function closeRow(row: KeptRow): KeptRow {
  return keepRow({
    ...toRow(row),
    endedAt: row.answeredAt ?? row.startedAt,
    endReason: wasUnanswered(row) ? "missed" : "connectionLost",
  });
}

function wasUnanswered({ direction, answeredAt }: HistoryRow): boolean {
  return direction === "in" && answeredAt === null;
}
