import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow, ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import type { LiveRow, LiveTable } from "@/phone/recovery/recovery";
import { compareRows, meetsConditions, type RowFilter } from "@/phone/row-filter";
import type { Stop } from "@/phone/store";

import type { AccountTables } from "./account-tables";
import type { RowTable } from "./row-table";

interface Findable {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** Rows by id, with listeners: what the tables below are made of. */
function createRows<Row extends { readonly id: string }>() {
  const rows = new Map<string, Row>();
  const listeners = new Set<() => void>();
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  return {
    all: () => [...rows.values()],
    put(row: Row) {
      rows.set(row.id, row);
      changed();
    },
    putAll(some: readonly Row[]) {
      for (const row of some) rows.set(row.id, row);
      changed();
    },
    get: (id: string) => rows.get(id) ?? null,
    remove(id: string) {
      rows.delete(id);
      changed();
    },
    removeAll(ids: readonly string[]) {
      for (const id of ids) rows.delete(id);
      changed();
    },
    clear() {
      rows.clear();
      changed();
    },
    watch(listener: () => void): Stop {
      listeners.add(listener);
      listener();
      return () => listeners.delete(listener);
    },
  };
}

/** Tables that last as long as the page: for browsers that keep nothing, and before anybody has signed in. */
export function createMemoryTables(): AccountTables {
  const contacts = createContacts();
  const company = createContacts();
  const history = createHistory();
  const callbacks = createRowTable<CallbackRow>();
  return {
    contacts,
    history,
    live: createLive(),
    callbacks,
    shifts: createRowTable(),
    company,
    facts: createRowTable(),
    scoreCards: createRowTable(),
    readCaller: async (key, mostCalls) => ({
      contact: await contacts.findByKey(key),
      company: await company.findByKey(key),
      calls: await history.withNumber(key, mostCalls),
      callbacks: (await callbacks.all()).filter((row) => row.key === key && row.done === null),
    }),
    close: () => undefined,
  };
}

function find<Row extends Findable>(rows: readonly Row[], words: readonly string[]): Row[] {
  return rows.filter(({ tokens }) =>
    words.every((word) => tokens.some((token) => token.startsWith(word))),
  );
}

function createRowTable<Row extends { readonly id: string }>(): RowTable<Row> {
  const rows = createRows<Row>();
  return {
    put: async (row) => rows.put(row),
    async change(id, become) {
      const row = become(rows.get(id));
      if (row !== null) rows.put(row);
      return row;
    },
    get: async (id) => rows.get(id),
    remove: async (id) => rows.remove(id),
    all: async () => rows.all(),
    clear: async () => rows.clear(),
    watch: (listener) => rows.watch(() => listener(rows.all())),
  };
}

function createLive(): LiveTable {
  const rows = new Map<string, LiveRow>();
  return {
    put: async (row) => void rows.set(row.id, row),
    remove: async (id) => void rows.delete(id),
    async claim(instance, others) {
      const ours = [...rows.values()].filter((row) => !others.includes(row.instance));
      for (const row of ours) rows.set(row.id, { ...row, instance });
      return ours;
    },
  };
}

function createContacts(): ContactTable {
  const rows = createRows<ContactRow>();
  /** By id, until something changes. */
  let inOrder: readonly ContactRow[] | null = null;
  rows.watch(() => (inOrder = null));
  const search = (words: readonly string[], limit: number): readonly ContactRow[] =>
    find(rows.all(), words)
      .toSorted((one, other) => one.name.localeCompare(other.name))
      .slice(0, limit);
  return {
    put: async (row) => rows.put(row),
    putAll: async (some) => rows.putAll(some),
    get: async (id) => rows.get(id),
    getAll: async (ids) => ids.flatMap((id) => rows.get(id) ?? []),
    async page(after, limit) {
      inOrder ??= rows.all().toSorted((one, other) => (one.id < other.id ? -1 : 1));
      const start = after === null ? 0 : inOrder.findIndex(({ id }) => id > after);
      return start < 0 ? [] : inOrder.slice(start, start + limit);
    },
    remove: async (id) => rows.remove(id),
    removeAll: async (ids) => rows.removeAll(ids),
    clear: async () => rows.clear(),
    findByKey: async (key) => rows.all().find(({ keys }) => keys.includes(key)) ?? null,
    search: async (words, limit) => search(words, limit),
    watch: (words, limit, listener) => rows.watch(() => listener(search(words, limit))),
  };
}

function createHistory(): HistoryTable {
  const rows = createRows<KeptRow>();
  const search = (filter: RowFilter): readonly KeptRow[] =>
    find(rows.all(), filter.words)
      .filter((row) => meetsConditions(row, filter))
      .toSorted(compareRows)
      .slice(0, filter.limit);
  return {
    put: async (row) => rows.put(row),
    async change(id, become) {
      const row = become(rows.get(id));
      if (row !== null) rows.put(row);
      return row;
    },
    get: async (id) => rows.get(id),
    withNumber: async (key, limit) =>
      rows
        .all()
        .filter((row) => row.key === key)
        .toSorted((one, other) => other.startedAt - one.startedAt)
        .slice(0, limit),
    search: async (filter) => search(filter),
    watch: (filter, listener) => rows.watch(() => listener(search(filter))),
    open: async () => rows.all().filter((row) => row.open === 1),
    async removeBefore(at) {
      for (const row of rows.all()) if (row.startedAt < at) rows.remove(row.id);
    },
    clear: async () => rows.clear(),
  };
}
