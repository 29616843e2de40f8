import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { type PhoneError, type Problem, toProblem } from "@/phone/errors";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { Contact, ContactDraft } from "./contact";
import { readNumber, readNumberNow } from "./phone-numbers";

/** A contact as it is kept: with what it is found by. */
export interface ContactRow extends Contact {
  /** One per number, from `readNumber`. */
  readonly keys: readonly string[];
  /** Folded words of name, company, tags and e-mail addresses, and digits of the numbers. */
  readonly tokens: readonly string[];
  /** The import that wrote it last; `null` once the agent has. */
  readonly batch: string | null;
  /** What it was before that import changed it: undoing brings it back. `null`: the import made it. */
  readonly before: ContactRow | null;
}

/**
 * Where contacts are kept, for one account. Every method rejects with a `PhoneError` (`storageBlocked`,
 * `storageFull`). `words` are folded; a contact is found when every word begins one of its tokens.
 */
export interface ContactTable {
  put(row: ContactRow): Promise<void>;
  /** All of them or, when it rejects, none. */
  putAll(rows: readonly ContactRow[]): Promise<void>;
  get(id: string): Promise<ContactRow | null>;
  /** Those that there are, in any order. */
  getAll(ids: readonly string[]): Promise<readonly ContactRow[]>;
  /** For walking over all of them: by id, those that come after `after`. */
  page(after: string | null, limit: number): Promise<readonly ContactRow[]>;
  remove(id: string): Promise<void>;
  removeAll(ids: readonly string[]): Promise<void>;
  clear(): Promise<void>;
  findByKey(key: string): Promise<ContactRow | null>;
  search(words: readonly string[], limit: number): Promise<readonly ContactRow[]>;
  /** Calls back at once and after every change, until stopped or until it fails. */
  watch(
    words: readonly string[],
    limit: number,
    listener: (rows: readonly ContactRow[]) => void,
    failed: (error: PhoneError) => void,
  ): Stop;
}

export interface DirectoryState {
  /** Why the last command failed, or `null`. */
  readonly problem: Problem | null;
}

export type DirectoryCommand =
  | { readonly type: "save"; readonly draft: ContactDraft }
  | { readonly type: "remove"; readonly id: string }
  | { readonly type: "clear" }
  | { readonly type: "dismissProblem" };

export interface DirectoryQuery {
  readonly text: string;
  readonly limit: number;
}

/** What a number means: who it is and how it reads. */
export interface NumberIdentity {
  readonly contact: { readonly id: string; readonly name: string } | null;
  readonly formatted: string | null;
  readonly country: string | null;
}

export interface Directory {
  readonly store: ReadonlyStore<DirectoryState>;
  /** Resolves to whether it worked; if not, `problem` says why. */
  do(command: DirectoryCommand): Promise<boolean>;
  get(id: string): Promise<Contact | null>;
  search(query: DirectoryQuery): Promise<readonly Contact[]>;
  watch(query: DirectoryQuery, listener: (contacts: readonly Contact[]) => void): Stop;
  identify(number: string): Promise<NumberIdentity>;
}

export interface DirectoryOptions {
  readonly table: () => ContactTable;
  /** The company's people: read beside the agent's own, never written. */
  readonly company: () => ContactTable;
  readonly region: () => string | null;
  readonly now: () => number;
}

/** What the screens of contacts do; loaded when the first of them is shown. */
export type DirectoryWork = Pick<Directory, "do" | "get" | "search" | "watch">;

export function createDirectory(options: DirectoryOptions): Directory {
  const store = createStore<DirectoryState>(() => ({ problem: null }));
  const failed = (error: unknown): void => store.setState({ problem: toProblem(error) });
  const open = lazily(async () =>
    (await import("./directory-work")).createDirectoryWork(options, store),
  );
  return {
    store,
    async do(command) {
      try {
        return await (await open()).do(command);
      } catch (error) {
        failed(error);
        return false;
      }
    },
    get: async (id) => (await open()).get(id),
    search: async (query) => (await open()).search(query),
    watch(query, listener) {
      let isOver = false;
      let stop: Stop = () => (isOver = true);
      open().then((work) => {
        if (!isOver) stop = work.watch(query, listener);
      }, failed);
      return () => stop();
    },
    // Nothing is waited for before the tables have been asked: it rings.
    async identify(number) {
      const region = options.region();
      const reading = readNumberNow(number, region) ?? (await readNumber(number, region));
      const [own, company] = [options.table(), options.company()].map((table) =>
        table.findByKey(reading.key).catch(() => null),
      );
      // The agent's own come first.
      const row = (await own) ?? (await company) ?? null;
      return {
        contact: row && { id: row.id, name: row.name },
        formatted: reading.formatted,
        country: reading.country,
      };
    },
  };
}
