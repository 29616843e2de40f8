import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import { compareRows, meetsConditions, type RowFilter } from "@/phone/row-filter";

import { followRows } from "./follow-rows";
import { lookThrough } from "./look-through";
import { hasWords, pack, type Packed, unpack } from "./packed";
import type { Workshop } from "./workshop";

type PackedCall = Packed<KeptRow>;

export function createSealedHistory(workshop: Workshop<PackedCall>): HistoryTable {
  const { rows, write } = workshop;
  const whole = (row: PackedCall): KeptRow => unpack<KeptRow>(row);

  async function search(filter: RowFilter): Promise<readonly KeptRow[]> {
    const set = await rows();
    const key = filter.where?.key ?? null;
    const passes = (row: PackedCall): boolean =>
      meetsConditions(row, filter) && hasWords(row.tokens, filter.words);
    if (key !== null) {
      return set
        .withKey(key)
        .filter(passes)
        .toSorted(compareRows)
        .slice(0, filter.limit)
        .map(whole);
    }
    return (await lookThrough(set.ordered(), passes, filter.limit)).map(whole);
  }

  return {
    put: (row) => write(() => [{ put: [pack(row)] }]),
    async change(id, become) {
      let row: KeptRow | null = null;
      await write(({ entries }) => {
        const entry = entries.get(id);
        row = become(entry === undefined ? null : whole(entry.row));
        return row && [{ put: [pack<KeptRow>(row)] }];
      });
      return row;
    },
    async get(id) {
      const entry = (await rows()).entries.get(id);
      return entry === undefined ? null : whole(entry.row);
    },
    async withNumber(key, limit) {
      const found = (await rows()).withKey(key);
      return found.toSorted(compareRows).slice(0, limit).map(whole);
    },
    search,
    watch: (filter, listener, failed) =>
      followRows(workshop, () => search(filter), listener, failed),
    async open() {
      const all = (await rows()).entries.values();
      return [...all].flatMap(({ row }) => (row.open === 1 ? [whole(row)] : []));
    },
    removeBefore: (at) =>
      write(({ entries }) => {
        const old = [...entries.values()].flatMap(({ row }) =>
          row.startedAt < at ? [row.id] : [],
        );
        return old.length === 0 ? null : [{ remove: old }];
      }),
    clear: () => write(() => [{ clear: true }]),
  };
}
