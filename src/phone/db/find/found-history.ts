import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import { meetsConditions, type RowFilter } from "@/phone/row-filter";

import type { Finder } from "./finder";
import { followFound } from "./follow-found";
import { hasWords, inOrderOf } from "./read-found";

type GetAll = (ids: readonly string[]) => Promise<readonly (KeptRow | undefined)[]>;

/** Calls, found by a finder where it knows them and by their table where it does not. */
export function foundHistory(calls: HistoryTable, finder: Finder, getAll: GetAll): HistoryTable {
  const table = "calls";

  async function search(filter: RowFilter): Promise<readonly KeptRow[]> {
    const ids = isForFinder(filter) ? await finder.find({ table, filter }) : null;
    if (ids === null) return calls.search(filter);
    return inOrderOf(ids, await getAll(ids)).filter(
      (row) => meetsConditions(row, filter) && hasWords(row, filter.words),
    );
  }

  return {
    ...calls,
    async put(row) {
      await calls.put(row);
      finder.wrote(table, { ids: [row.id] });
    },
    async change(id, become) {
      const row = await calls.change(id, become);
      if (row !== null) finder.wrote(table, { ids: [id] });
      return row;
    },
    search,
    watch(filter, listener, failed) {
      if (!isForFinder(filter)) return calls.watch(filter, listener, failed);
      return followFound(
        {
          finder,
          table,
          ask: () => search(filter),
          watchTable: (told, broken) => calls.watch(filter, told, broken),
        },
        listener,
        failed,
      );
    },
    async removeBefore(at) {
      await calls.removeBefore(at);
      finder.wrote(table, { before: at });
    },
    async clear() {
      await calls.clear();
      finder.wrote(table, { all: true });
    },
  };
}

/** Without words an index of the table is as quick, and so is one for the calls of a number. */
function isForFinder({ words, where }: RowFilter): boolean {
  return words.length > 0 && (where?.key ?? null) === null;
}
