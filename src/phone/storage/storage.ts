import { createStore } from "zustand/vanilla";

import { type Problem, toProblem } from "@/phone/errors";
import type { ReadonlyStore } from "@/phone/store";

import type { AccountTables, OpenTables, SealCommand } from "./account-tables";
import { followTables } from "./follow-tables";
import type { Tables } from "./forward-tables";

export interface StorageState {
  /**
   * `kept`: outlives the page. `temporary`: the browser keeps nothing, `problem` says why. `locked`: what is kept was
   * sealed with another password; what is new waits in memory.
   */
  readonly phase: "none" | "opening" | "kept" | "temporary" | "locked";
  readonly problem: Problem | null;
}

/** The tables are the same objects for ever: they lead to whichever account's are open. */
export interface Storage extends Tables {
  readonly store: ReadonlyStore<StorageState>;
  /** Opens an account's tables; those of another account are closed. */
  use(account: string): Promise<void>;
  /** Of tables that are locked. Resolves to whether it worked. */
  do(command: SealCommand): Promise<boolean>;
  /** The key of tables that are sealed, for whoever reads them elsewhere; else `null`. */
  dataKey(): Promise<CryptoKey | null>;
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
export function createStorage(open: OpenTables): Storage {
  const store = createStore<StorageState>(() => ({ phase: "none", problem: null }));
  let account: string | null = null;
  let opened: Promise<AccountTables> | null = null;
  const following = followTables(standIn);

  async function openOrStandIn(name: string): Promise<AccountTables> {
    const enter = (phase: StorageState["phase"], problem: Problem | null = null): void => {
      if (account === name) store.setState({ phase, problem });
    };
    try {
      const tables = await open(name, (isLocked) => enter(isLocked ? "locked" : "kept"));
      if (store.getState().phase === "opening") enter("kept");
      return tables;
    } catch (error) {
      enter("temporary", toProblem(error));
      return standIn();
    }
  }

  return {
    ...following.tables,
    store,
    async use(name) {
      if (account === name) return;
      account = name;
      store.setState({ phase: "opening", problem: null });
      const opening = openOrStandIn(name);
      opened = opening;
      following.switchTo(() => opening);
      await following.current();
    },
    do: async (command) => (await opened)?.seal?.do(command) ?? false,
    dataKey: async () => (await opened)?.seal?.key() ?? null,
    close() {
      account = null;
      opened = null;
      store.setState({ phase: "none", problem: null });
      following.switchTo(standIn);
    },
  };
}
