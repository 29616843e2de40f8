import { liveQuery, type Table } from "dexie";

import type { RowTable } from "@/phone/storage/row-table";

import { guarded, readStorageError } from "./read-storage-error";

export function createRowTable<Row extends { readonly id: string }>(
  rows: Table<Row, string>,
): RowTable<Row> {
  return {
    put: (row) => guarded(async () => void (await rows.put(row))),
    change: (id, become) =>
      guarded(() =>
        rows.db.transaction("rw", rows, async () => {
          const row = become((await rows.get(id)) ?? null);
          if (row !== null) await rows.put(row);
          return row;
        }),
      ),
    get: (id) => guarded(async () => (await rows.get(id)) ?? null),
    remove: (id) => guarded(() => rows.delete(id)),
    all: () => guarded(() => rows.toArray()),
    clear: () => guarded(() => rows.clear()),
    watch(listener, failed) {
      const subscription = liveQuery(() => rows.toArray()).subscribe({
        next: listener,
        error: (error: unknown) => failed(readStorageError(error)),
      });
      return () => subscription.unsubscribe();
    },
  };
}
