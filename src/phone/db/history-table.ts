import { liveQuery } from "dexie";

import type { HistoryTable, RowFilter } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";

import { findRows } from "./find-rows";
import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

export function createHistoryTable({ calls }: AccountDatabase): HistoryTable {
  async function search({ words, missedOnly, limit }: RowFilter): Promise<readonly KeptRow[]> {
    if (words.length > 0) {
      const found = (await findRows(calls, words)).filter((row) => !missedOnly || row.missed === 1);
      return found.toSorted((one, other) => other.startedAt - one.startedAt).slice(0, limit);
    }
    const newest = calls.orderBy("startedAt").reverse();
    const wanted = missedOnly ? newest.filter((row) => row.missed === 1) : newest;
    return wanted.limit(limit).toArray();
  }

  return {
    put: (row) => guarded(async () => void (await calls.put(row))),
    search: (filter) => guarded(() => search(filter)),
    watch(filter, listener) {
      const subscription = liveQuery(() => search(filter)).subscribe({
        next: listener,
        error: () => listener([]),
      });
      return () => subscription.unsubscribe();
    },
    open: () => guarded(() => calls.where("open").equals(1).toArray()),
    clear: () => guarded(() => calls.clear()),
  };
}
