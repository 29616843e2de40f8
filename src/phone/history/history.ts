import { createStore } from "zustand/vanilla";

import type { Call } from "@/phone/calls/call";
import { type PhoneError, type Problem, toProblem } from "@/phone/errors";
import type { QualitySummary } from "@/phone/media/quality/call-quality";
import type { RowFilter } from "@/phone/row-filter";
import type { ReadonlyStore, Stop } from "@/phone/store";

import { changesRow, foldCall, isKept, keepRow, type RowOwner } from "./fold-call";
import type { CallWork, HistoryRow, KeptRow } from "./history-row";

export interface HistoryFilter extends Omit<RowFilter, "words"> {
  /** Words or digits; empty for all. */
  readonly text: string;
}

/** Where rows are kept, for one account. Newest first. Every method rejects with a `PhoneError`. */
export interface HistoryTable {
  put(row: KeptRow): Promise<void>;
  /** Reads a row and writes what becomes of it, in one step; `null` writes nothing. Resolves to what was written. */
  change(id: string, become: (row: KeptRow | null) => KeptRow | null): Promise<KeptRow | null>;
  get(id: string): Promise<KeptRow | null>;
  /** The last calls with a number (`KeptRow.key`), newest first. */
  withNumber(key: string, limit: number): Promise<readonly KeptRow[]>;
  search(filter: RowFilter): Promise<readonly KeptRow[]>;
  /** Calls back at once and after every change, until stopped or until it fails. */
  watch(
    filter: RowFilter,
    listener: (rows: readonly KeptRow[]) => void,
    failed: (error: PhoneError) => void,
  ): Stop;
  /** Rows without an end. */
  open(): Promise<readonly KeptRow[]>;
  /** Removes what began before a moment. */
  removeBefore(at: number): Promise<void>;
  clear(): Promise<void>;
}

export interface HistoryState {
  /** Why history is not being kept, or `null` when it is. */
  readonly problem: Problem | null;
}

export type HistoryCommand = { readonly type: "clear" };

export interface History {
  readonly store: ReadonlyStore<HistoryState>;
  do(command: HistoryCommand): Promise<boolean>;
  search(filter: HistoryFilter): Promise<readonly HistoryRow[]>;
  watch(filter: HistoryFilter, listener: (rows: readonly HistoryRow[]) => void): Stop;
  get(id: string): Promise<HistoryRow | null>;
  /** The last calls with a number (`numberKey`), newest first. */
  withNumber(key: string, limit: number): Promise<readonly HistoryRow[]>;
  /** Adds to what is known of a call; resolves to whether there is such a call and it was kept. */
  annotate(id: string, change: Partial<CallWork>): Promise<boolean>;
  /** Keeps the row of a call in step with the call. */
  record(call: Call, quality?: QualitySummary | null): void;
  /** Gives open rows of tabs that no longer live their end: missed, or "connection lost". */
  closeAbandoned(livingInstances: readonly string[]): Promise<void>;
}

export interface HistoryOptions {
  readonly table: () => HistoryTable;
  readonly owner: () => RowOwner;
  readonly isColleague: (number: string) => boolean;
  readonly searchWords: (text: string) => readonly string[];
  readonly now: () => number;
}

export function createHistory(options: HistoryOptions): History {
  const store = createStore<HistoryState>(() => ({ problem: null }));
  const written = new Map<string, HistoryRow>();
  const { table } = options;

  async function attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      if (store.getState().problem !== null) store.setState({ problem: null });
      return true;
    } catch (error) {
      store.setState({ problem: toProblem(error) });
      return false;
    }
  }

  function toRowFilter({ text, ...filter }: HistoryFilter): RowFilter {
    return { ...filter, words: options.searchWords(text) };
  }

  return {
    store,
    do: () => attempt(() => table().clear()),
    search: async (filter) => (await table().search(toRowFilter(filter))).map(toRow),
    watch: (filter, listener) =>
      table().watch(
        toRowFilter(filter),
        (rows) => listener(rows.map(toRow)),
        (error) => store.setState({ problem: toProblem(error) }),
      ),
    async get(id) {
      const row = await table().get(id);
      return row && toRow(row);
    },
    withNumber: async (key, limit) => (await table().withNumber(key, limit)).map(toRow),
    async annotate(id, change) {
      let isKnown = false;
      const isKept = await attempt(async () => {
        const row = await table().change(
          id,
          (kept) => kept && keepRow({ ...toRow(kept), work: { ...kept.work, ...change } }),
        );
        isKnown = row !== null;
      });
      return isKept && isKnown;
    },
    record(call, quality = null) {
      if (!isKept(call)) return;
      const owner = written.get(call.id) ?? options.owner();
      const row = foldCall(call, owner, quality, options.isColleague);
      if (!changesRow(written.get(call.id) ?? null, row)) return;
      if (row.endedAt === null) written.set(row.id, row);
      else written.delete(row.id);
      // What was added to the call meanwhile stays.
      void attempt(async () => {
        await table().change(row.id, (kept) => keepRow({ ...row, work: kept?.work ?? row.work }));
      });
    },
    async closeAbandoned(livingInstances) {
      await attempt(async () => {
        const { closeAbandoned } = await import("./close-abandoned");
        await closeAbandoned(
          table(),
          (row) => livingInstances.includes(row.instance) || written.has(row.id),
        );
      });
    },
  };
}

/** A row without what it is found by. */
export function toRow(kept: KeptRow): HistoryRow {
  const { tokens: _tokens, key: _key, open: _open, missed: _missed, ...row } = kept;
  return row;
}
