import { createStore } from "zustand/vanilla";

import type { ContactTable } from "@/phone/directory/directory";
import { type Problem, toProblem } from "@/phone/errors";
import type { HistoryTable } from "@/phone/history/history";
import type { LiveTable } from "@/phone/recovery/recovery";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { AccountTables } from "./account-tables";
import { createMemoryTables } from "./memory-tables";

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
  /** Opens an account's tables; those of another account are closed. */
  use(account: string): Promise<void>;
  /** Nobody is signed in. */
  close(): void;
}

/**
 * Which account's tables are in use. Where the browser refuses to keep anything, tables in memory stand in: the phone
 * works, and `store` says that history is not kept.
 */
export function createStorage(open: (account: string) => Promise<AccountTables>): Storage {
  const store = createStore<StorageState>(() => ({ phase: "none", problem: null }));
  let account: string | null = null;
  let tables: Promise<AccountTables> = Promise.resolve(createMemoryTables());
  const watchers = new Set<() => void>();
  const writing = new Set<Promise<void>>();

  /** Closing waits for what is being written: the end of the last call is written as the agent signs out. */
  function write(work: (open: AccountTables) => Promise<void>): Promise<void> {
    const written = tables.then(work);
    writing.add(written);
    void written.catch(() => undefined).finally(() => writing.delete(written));
    return written;
  }

  function switchTo(next: Promise<AccountTables>): void {
    const before = tables;
    tables = next;
    void Promise.allSettled(writing)
      .then(() => before)
      .then((old) => old.close());
    for (const resubscribe of watchers) resubscribe();
  }

  async function openOrStandIn(name: string): Promise<AccountTables> {
    try {
      const opened = await open(name);
      if (account === name) store.setState({ phase: "kept", problem: null });
      return opened;
    } catch (error) {
      if (account === name) store.setState({ phase: "temporary", problem: toProblem(error) });
      return createMemoryTables();
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
      void tables.then((opened) => {
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

  return {
    store,
    async use(name) {
      if (account === name) return;
      account = name;
      store.setState({ phase: "opening", problem: null });
      switchTo(openOrStandIn(name));
      await tables;
    },
    close() {
      account = null;
      store.setState({ phase: "none", problem: null });
      switchTo(Promise.resolve(createMemoryTables()));
    },
    contacts: {
      put: (row) => write(({ contacts }) => contacts.put(row)),
      get: async (id) => (await tables).contacts.get(id),
      remove: (id) => write(({ contacts }) => contacts.remove(id)),
      clear: () => write(({ contacts }) => contacts.clear()),
      findByKey: async (key) => (await tables).contacts.findByKey(key),
      search: async (words, limit) => (await tables).contacts.search(words, limit),
      watch: (words, limit, listener, failed) =>
        watch(({ contacts }) => contacts.watch(words, limit, listener, failed)),
    },
    history: {
      put: (row) => write(({ history }) => history.put(row)),
      close: (row) => write(({ history }) => history.close(row)),
      search: async (filter) => (await tables).history.search(filter),
      watch: (filter, listener, failed) =>
        watch(({ history }) => history.watch(filter, listener, failed)),
      open: async () => (await tables).history.open(),
      clear: () => write(({ history }) => history.clear()),
    },
    live: {
      put: (row) => write(({ live }) => live.put(row)),
      remove: (id) => write(({ live }) => live.remove(id)),
      touch: (instance, at) => write(({ live }) => live.touch(instance, at)),
      claim: async (instance, others) => (await tables).live.claim(instance, others),
    },
  };
}
