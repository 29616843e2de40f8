import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import type { ContactTable } from "@/phone/directory/directory";
import { type Problem, toProblem } from "@/phone/errors";
import type { HistoryTable } from "@/phone/history/history";
import type { LiveTable } from "@/phone/recovery/recovery";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { AccountTables } from "./account-tables";
import type { RowTable } from "./row-table";

export interface StorageState {
  /** `kept`: outlives the page. `temporary`: the browser keeps nothing, `problem` says why. */
  readonly phase: "none" | "opening" | "kept" | "temporary";
  readonly problem: Problem | null;
}

export interface Storage {
  readonly store: ReadonlyStore<StorageState>;
  /** The same objects for ever: they lead to whichever account's tables are open. */
  readonly contacts: ContactTable;
  readonly history: HistoryTable;
  readonly live: LiveTable;
  readonly callbacks: AccountTables["callbacks"];
  readonly shifts: AccountTables["shifts"];
  readonly company: ContactTable;
  readonly facts: AccountTables["facts"];
  readonly readCaller: AccountTables["readCaller"];
  /** Opens an account's tables; those of another account are closed. */
  use(account: string): Promise<void>;
  /** Nobody is signed in. */
  close(): void;
}

/** Loaded where nothing is kept. */
async function standIn(): Promise<AccountTables> {
  return (await import("./memory-tables")).createMemoryTables();
}

/**
 * Which account's tables are in use. Where the browser refuses to keep anything, tables in memory stand in: the phone
 * works, and `store` says that history is not kept.
 */
export function createStorage(open: (account: string) => Promise<AccountTables>): Storage {
  const store = createStore<StorageState>(() => ({ phase: "none", problem: null }));
  let account: string | null = null;
  let opened: Promise<AccountTables> | null = null;
  let tables: () => Promise<AccountTables> = lazily(standIn);
  const watchers = new Set<() => void>();
  const writing = new Set<Promise<unknown>>();

  /** Closing waits for what is being written: the end of the last call is written as the agent signs out. */
  function write<Result>(work: (open: AccountTables) => Promise<Result>): Promise<Result> {
    const written = tables().then(work);
    writing.add(written);
    void written.catch(() => undefined).finally(() => writing.delete(written));
    return written;
  }

  function switchTo(next: Promise<AccountTables> | null): void {
    const before = opened;
    opened = next;
    tables = next === null ? lazily(standIn) : () => next;
    void Promise.allSettled(writing)
      .then(() => before)
      .then((old) => old?.close());
    for (const resubscribe of watchers) resubscribe();
  }

  async function openOrStandIn(name: string): Promise<AccountTables> {
    try {
      const opened = await open(name);
      if (account === name) store.setState({ phase: "kept", problem: null });
      return opened;
    } catch (error) {
      if (account === name) store.setState({ phase: "temporary", problem: toProblem(error) });
      return standIn();
    }
  }

  /** A watch that follows from one account's tables to the next. */
  function watch(subscribe: (open: AccountTables) => Stop): Stop {
    let stop: Stop = () => undefined;
    let round = 0;
    const resubscribe = (): void => {
      stop();
      stop = () => undefined;
      round += 1;
      const mine = round;
      void tables().then((opened) => {
        if (mine === round) stop = subscribe(opened);
      });
    };
    watchers.add(resubscribe);
    resubscribe();
    return () => {
      round += 1;
      watchers.delete(resubscribe);
      stop();
    };
  }

  function rowsOf<Row extends { readonly id: string }>(
    table: (open: AccountTables) => RowTable<Row>,
  ): RowTable<Row> {
    return {
      put: (row) => write((open) => table(open).put(row)),
      change: (id, become) => write((open) => table(open).change(id, become)),
      get: async (id) => table(await tables()).get(id),
      remove: (id) => write((open) => table(open).remove(id)),
      all: async () => table(await tables()).all(),
      clear: () => write((open) => table(open).clear()),
      watch: (listener, failed) => watch((open) => table(open).watch(listener, failed)),
    };
  }

  function contactsOf(name: "contacts" | "company"): ContactTable {
    return {
      put: (row) => write((open) => open[name].put(row)),
      get: async (id) => (await tables())[name].get(id),
      remove: (id) => write((open) => open[name].remove(id)),
      clear: () => write((open) => open[name].clear()),
      findByKey: async (key) => (await tables())[name].findByKey(key),
      search: async (words, limit) => (await tables())[name].search(words, limit),
      watch: (words, limit, listener, failed) =>
        watch((open) => open[name].watch(words, limit, listener, failed)),
    };
  }

  return {
    store,
    async use(name) {
      if (account === name) return;
      account = name;
      store.setState({ phase: "opening", problem: null });
      switchTo(openOrStandIn(name));
      await tables();
    },
    close() {
      account = null;
      store.setState({ phase: "none", problem: null });
      switchTo(null);
    },
    contacts: contactsOf("contacts"),
    company: contactsOf("company"),
    callbacks: rowsOf(({ callbacks }) => callbacks),
    shifts: rowsOf(({ shifts }) => shifts),
    facts: rowsOf(({ facts }) => facts),
    readCaller: async (key, mostCalls) => (await tables()).readCaller(key, mostCalls),
    history: {
      put: (row) => write(({ history }) => history.put(row)),
      change: (id, become) => write(({ history }) => history.change(id, become)),
      get: async (id) => (await tables()).history.get(id),
      withNumber: async (key, limit) => (await tables()).history.withNumber(key, limit),
      search: async (filter) => (await tables()).history.search(filter),
      watch: (filter, listener, failed) =>
        watch(({ history }) => history.watch(filter, listener, failed)),
      open: async () => (await tables()).history.open(),
      clear: () => write(({ history }) => history.clear()),
    },
    live: {
      put: (row) => write(({ live }) => live.put(row)),
      remove: (id) => write(({ live }) => live.remove(id)),
      touch: (instance, at) => write(({ live }) => live.touch(instance, at)),
      claim: async (instance, others) => (await tables()).live.claim(instance, others),
    },
  };
}
