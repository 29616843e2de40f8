import type { HistoryRow } from "@/phone/history/history-row";
import type { RowTable } from "@/phone/storage/row-table";

import type { CallbackRow } from "./callback-row";
import { newRow } from "./new-row";
import { addMissed } from "./rules";

/** A call that nobody answered, wherever it was heard of. */
export interface LostCall extends Pick<
  CallbackRow,
  "number" | "formatted" | "key" | "name" | "contactId" | "queue" | "callId"
> {
  readonly id: string;
  readonly at: number;
}

export interface LostCalls {
  lose(call: LostCall): Promise<void>;
  /** A missed call of the history. */
  loseCall(row: HistoryRow, key: string): Promise<void>;
}

/** More come from somebody who floods a queue, and nobody would call them all back. */
const mostOpen = 500;

/** Nobody answered them: one row for each number, until somebody has talked with them. */
export function createLostCalls({ table }: { table: RowTable<CallbackRow> }): LostCalls {
  async function lose(call: LostCall): Promise<void> {
    const { id, at } = call;
    const rows = await table.all();
    // The same call may have rung here several times, and be told by the phone system too.
    if (rows.some(({ missed }) => missed.some((known) => known.id === id))) return;
    const open = rows.filter(({ kind, done }) => kind === "lost" && done === null);
    const same = open.find(({ key }) => key === call.key);
    if (same !== undefined) {
      await table.change(same.id, (row) => row && addMissed(row, { id, at }));
      return;
    }
    if (open.length >= mostOpen) return;
    await table.put({
      ...newRow("lost", call),
      id: `lost:${id}`,
      createdAt: at,
      dueAt: at,
      missed: [{ id, at }],
    });
  }

  return {
    lose,
    loseCall: (row, key) =>
      lose({
        id: row.callUuid ?? row.id,
        at: row.startedAt,
        number: row.number,
        formatted: row.formatted,
        key,
        name: row.name,
        contactId: row.contactId,
        queue: row.queue,
        callId: row.id,
      }),
  };
}
