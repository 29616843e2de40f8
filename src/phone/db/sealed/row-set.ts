import type { Stop } from "@/phone/store";

import { createKeyIndex } from "./key-index";
import type { Change } from "./seal-record";

/** A row with the place of the record that has its present form. */
export interface Entry<Row> {
  row: Row;
  seq: number;
}

/** A record on the disk: the rows it tells of, and of how many of them it has the present form. */
export interface RecordFacts {
  readonly seq: number;
  readonly puts: readonly string[];
  readonly removes: readonly string[];
  live: number;
}

/** The rows of one table, open in memory, in step with the records they come from. */
export interface RowSet<Row extends { readonly id: string }> {
  readonly entries: ReadonlyMap<string, Readonly<Entry<Row>>>;
  /** By their place. */
  readonly records: ReadonlyMap<number, RecordFacts>;
  /** In the order that rows are shown in. What is given stays as it is: later changes make another list. */
  ordered(): readonly Readonly<Entry<Row>>[];
  withKey(key: string): readonly Row[];
  apply(seq: number, change: Change<Row>): void;
  /** These records are not on the disk any more. */
  drop(seqs: Iterable<number>): void;
  /** Removes rows that none of the records has: what another tab has removed meanwhile, without a trace. */
  prune(): void;
  watch(listener: () => void): Stop;
  /** Something has changed, for whoever watches. */
  tell(): void;
}

/** So many changed rows are put into their places one by one; of more the whole order is made anew. */
const fewRows = 32;

/** `compare` tells any two rows apart; `keysOf` says what a row is looked up by. */
export function createRowSet<Row extends { readonly id: string }>(
  compare: (one: Row, other: Row) => number,
  keysOf: (row: Row) => readonly string[] = () => [],
): RowSet<Row> {
  const keys = createKeyIndex();
  const entries = new Map<string, Entry<Row>>();
  const records = new Map<number, RecordFacts>();
  const listeners = new Set<() => void>();
  let order: Entry<Row>[] | null = null;

  /** Where a row is, or would be. */
  function placeOf(row: Row, list: readonly Entry<Row>[]): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const entry = list[middle];
      if (entry !== undefined && compare(entry.row, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function leaveRecord({ seq }: Entry<Row>): void {
    const record = records.get(seq);
    if (record !== undefined) record.live -= 1;
  }

  function put(row: Row, seq: number): void {
    const entry = entries.get(row.id);
    const stays = entry !== undefined && compare(entry.row, row) === 0;
    if (entry !== undefined) {
      leaveRecord(entry);
      for (const key of keysOf(entry.row)) keys.remove(key, row.id);
      if (!stays) order = order && order.toSpliced(placeOf(entry.row, order), 1);
    }
    for (const key of keysOf(row)) keys.add(key, row.id);
    const next = entry ?? { row, seq };
    next.row = row;
    next.seq = seq;
    if (entry === undefined) entries.set(row.id, next);
    if (!stays) order = order && order.toSpliced(placeOf(row, order), 0, next);
  }

  function remove(id: string): void {
    const entry = entries.get(id);
    if (entry === undefined) return;
    leaveRecord(entry);
    for (const key of keysOf(entry.row)) keys.remove(key, id);
    entries.delete(id);
    order = order && order.toSpliced(placeOf(entry.row, order), 1);
  }

  return {
    entries,
    records,
    ordered() {
      order ??= [...entries.values()].toSorted((one, other) => compare(one.row, other.row));
      return order;
    },
    withKey: (key) => keys.get(key).flatMap((id) => entries.get(id)?.row ?? []),
    apply(seq, { clear = false, remove: removes = [], put: rows = [] }) {
      if (clear) {
        entries.clear();
        records.clear();
        keys.clear();
      }
      if (clear || removes.length + rows.length > fewRows) order = null;
      for (const id of removes) remove(id);
      for (const row of rows) put(row, seq);
      records.set(seq, { seq, puts: rows.map(({ id }) => id), removes, live: rows.length });
    },
    drop(seqs) {
      for (const seq of seqs) records.delete(seq);
    },
    prune() {
      order = null;
      for (const [id, { seq }] of entries) if (!records.has(seq)) remove(id);
    },
    watch(listener) {
      listeners.add(listener);
      listener();
      return () => listeners.delete(listener);
    },
    tell() {
      for (const listener of listeners) listener();
    },
  };
}
