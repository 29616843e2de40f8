import { Dexie, liveQuery } from "dexie";

import type { HistoryTable, RowFilter } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";

import { findRows } from "./find-rows";
import { guarded, readStorageError } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

export function createHistoryTable({ calls }: AccountDatabase): HistoryTable {
  async function search({ words, missedOnly, limit }: RowFilter): Promise<readonly KeptRow[]> {
    const newestFirst = () =>
      missedOnly
        ? calls.where("[missed+startedAt]").between([1, Dexie.minKey], [1, Dexie.maxKey]).reverse()
        : calls.orderBy("startedAt").reverse();
    if (words.length === 0) return newestFirst().limit(limit).toArray();
    return findRows(calls, {
      words,
      inOrder: newestFirst,
      compare: (one, other) => other.startedAt - one.startedAt,
      matches: (row) => !missedOnly || row.missed === 1,
      limit,
    });
  }

  return {
    put: (row) => guarded(async () => void (await calls.put(row))),
    change: (id, become) =>
      guarded(() =>
        calls.db.transaction("rw", calls, async () => {
          const row = become((await calls.get(id)) ?? null);
          if (row !== null) await calls.put(row);
          return row;
        }),
      ),
    get: (id) => guarded(async () => (await calls.get(id)) ?? null),
    withNumber: (key, limit) =>
      guarded(() =>
        calls
          .where("[key+startedAt]")
          .between([key, Dexie.minKey], [key, Dexie.maxKey])
          .reverse()
          .limit(limit)
          .toArray(),
      ),
    search: (filter) => guarded(() => search(filter)),
    watch(filter, listener, failed) {
      const subscription = liveQuery(() => search(filter)).subscribe({
        next: listener,
        error: (error: unknown) => failed(readStorageError(error)),
      });
      return () => subscription.unsubscribe();
    },
    open: () => guarded(() => calls.where("open").equals(1).toArray()),
    clear: () => guarded(() => calls.clear()),
  };
}
