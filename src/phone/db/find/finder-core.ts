import { createQueue } from "@/lib/queue";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";

import { createCallFinder } from "./call-finder";
import { createContactFinder } from "./contact-finder";
import { type FindQuestion, type FoundTable, foundTables, type RowChange } from "./finder";

type AnyRow = ContactRow | KeptRow;

/** The tables as they lie on the disk. */
export interface RowSource {
  /** By id, those that come after `after`. */
  page(table: FoundTable, after: string | null, limit: number): Promise<readonly AnyRow[]>;
  /** Those that there are. */
  get(table: FoundTable, ids: readonly string[]): Promise<readonly AnyRow[]>;
}

export interface FinderCoreOptions {
  readonly source: RowSource;
  /** Something in a table has changed, or whether it is known. */
  readonly told: (table: FoundTable, isKnown: boolean) => void;
  /** A table could not be read. */
  readonly failed: (error: unknown) => void;
  /** Between two reads, of which the last took so long: whoever else asks the disk has a turn. */
  readonly rest: (tookMs: number) => Promise<void>;
  readonly signal: AbortSignal;
}

export interface FinderCore {
  /** Reads all tables, one after another. */
  build(): Promise<void>;
  changed(table: FoundTable, change: RowChange): void;
  find(question: FindQuestion): Promise<readonly string[] | null>;
}

/** So many rows are read at once. */
const pageOfRows = 100;
/** So many changed rows are read at once. */
const mostChanged = 1_000;

interface TableIndex {
  put(row: AnyRow): void;
  remove(id: string): void;
  removeBefore(moment: number): void;
  find(question: FindQuestion): readonly string[];
  isWasteful(): boolean;
}

/** The work itself, wherever it is done. */
export function createFinderCore(options: FinderCoreOptions): FinderCore {
  const { source, told, signal } = options;
  const inTurn = createQueue(signal);
  const known = new Map<FoundTable, TableIndex>();
  /** What has been written and not been looked at since. */
  const waiting = new Map<FoundTable, Waiting>(
    foundTables.map((table) => [table, { ids: new Set(), before: -Infinity, isAnew: false }]),
  );

  async function read(table: FoundTable): Promise<void> {
    const due = waitingFor(table);
    const index = createTableIndex(table);
    due.isAnew = false;
    let after: string | null = null;
    for (;;) {
      const began = performance.now();
      const rows = await source.page(table, after, pageOfRows);
      // Everything was removed meanwhile: what was read before is not there any more.
      if (due.isAnew) return read(table);
      for (const row of rows) index.put(row);
      if (rows.length < pageOfRows) break;
      after = rows.at(-1)?.id ?? null;
      await options.rest(performance.now() - began);
      signal.throwIfAborted();
    }
    await catchUp(table, index);
    known.set(table, index);
    told(table, true);
  }

  const waitingFor = (table: FoundTable): Waiting => waiting.get(table) as Waiting;

  /** Looks again at what was written; what the table says now is what counts, in whichever order it was told. */
  async function catchUp(table: FoundTable, index: TableIndex): Promise<void> {
    const due = waitingFor(table);
    while (due.ids.size > 0 || due.before > -Infinity) {
      index.removeBefore(due.before);
      due.before = -Infinity;
      const ids = [...due.ids].slice(0, mostChanged);
      for (const id of ids) due.ids.delete(id);
      const rows = await source.get(table, ids);
      const present = new Set(rows.map(({ id }) => id));
      for (const row of rows) index.put(row);
      for (const id of ids) if (!present.has(id)) index.remove(id);
    }
  }

  async function apply(table: FoundTable): Promise<void> {
    const index = known.get(table);
    const due = waitingFor(table);
    if (index === undefined) return; // being read: then it catches up
    if (due.isAnew || index.isWasteful()) {
      known.delete(table);
      told(table, false);
      // Beside the questions to other tables.
      void read(table).catch(options.failed);
      return;
    }
    if (due.ids.size === 0 && due.before === -Infinity) return;
    await catchUp(table, index);
    told(table, true);
  }

  return {
    async build() {
      try {
        for (const table of foundTables) await read(table);
      } catch (error) {
        options.failed(error);
      }
    },
    changed(table, change) {
      const due = waitingFor(table);
      if ("all" in change) {
        due.isAnew = true;
        due.ids.clear();
      } else if ("before" in change) due.before = Math.max(due.before, change.before);
      else for (const id of change.ids) due.ids.add(id);
      void inTurn(() => apply(table)).catch(options.failed);
    },
    // After what was written before the question.
    find: (question) => inTurn(async () => known.get(question.table)?.find(question) ?? null),
  };
}

interface Waiting {
  readonly ids: Set<string>;
  before: number;
  isAnew: boolean;
}

/** So many empty places are nothing to be read anew for. */
const fewEmpty = 10_000;

function createTableIndex(table: FoundTable): TableIndex {
  const calls = createCallFinder();
  const contacts = createContactFinder();
  const { index } = table === "calls" ? calls : contacts;
  return {
    put: (row) => index.put(row as never),
    remove: index.remove,
    removeBefore: calls.removeBefore,
    find: (question) =>
      question.table === "calls"
        ? calls.find(question.filter)
        : contacts.find(question.words, question.limit),
    isWasteful() {
      const { rows, empty } = index.size();
      return empty > fewEmpty && empty > rows;
    },
  };
}
