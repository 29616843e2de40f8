import { createStore } from "zustand/vanilla";

import { cleanName } from "@/lib/clean-name";
import { foldWords } from "@/lib/fold-text";
import { newId } from "@/lib/new-id";
import { numberTokens, shortestEnding } from "@/lib/number-tokens";
import { type PhoneError, type Problem, toProblem } from "@/phone/errors";
import type { ReadonlyStore, Stop } from "@/phone/store";

import type { Contact, ContactDraft } from "./contact";
import { readNumber } from "./phone-numbers";
import { readTarget } from "./read-target";

/** A contact as it is kept: with what it is found by. */
export interface ContactRow extends Contact {
  /** One per number, from `readNumber`. */
  readonly keys: readonly string[];
  /** Folded words of name and company, and digits of the numbers. */
  readonly tokens: readonly string[];
}

/**
 * Where contacts are kept, for one account. Every method rejects with a `PhoneError` (`storageBlocked`,
 * `storageFull`). `words` are folded; a contact is found when every word begins one of its tokens.
 */
export interface ContactTable {
  put(row: ContactRow): Promise<void>;
  get(id: string): Promise<ContactRow | null>;
  remove(id: string): Promise<void>;
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
  readonly region: () => string | null;
  readonly now: () => number;
}

export function createDirectory(options: DirectoryOptions): Directory {
  const store = createStore<DirectoryState>(() => ({ problem: null }));
  const { table } = options;

  async function keep(draft: ContactDraft): Promise<void> {
    const numbers = draft.numbers
      .map(({ kind, number }) => ({ kind, number: number.trim() }))
      .filter(({ number }) => number !== "");
    const readings = await Promise.all(
      numbers.map(({ number }) => readNumber(readTarget(number) ?? number, options.region())),
    );
    const contact: Contact = {
      id: draft.id ?? newId(),
      name: cleanName(draft.name) ?? numbers[0]?.number ?? "",
      company: cleanName(draft.company) ?? "",
      notes: draft.notes,
      numbers,
      updatedAt: options.now(),
    };
    const keys = readings.map(({ key }) => key);
    await table().put({ ...contact, keys, tokens: contactTokens(contact, keys) });
  }

  async function act(command: DirectoryCommand): Promise<void> {
    switch (command.type) {
      case "save":
        return keep(command.draft);
      case "remove":
        return table().remove(command.id);
      case "clear":
        return table().clear();
      case "dismissProblem":
        store.setState({ problem: null });
    }
  }

  return {
    store,
    async do(command) {
      try {
        await act(command);
        store.setState({ problem: null });
        return true;
      } catch (error) {
        store.setState({ problem: toProblem(error) });
        return false;
      }
    },
    async get(id) {
      const row = await table().get(id);
      return row && toContact(row);
    },
    async search({ text, limit }) {
      return (await table().search(searchWords(text), limit)).map(toContact);
    },
    watch: ({ text, limit }, listener) =>
      table().watch(
        searchWords(text),
        limit,
        (rows) => listener(rows.map(toContact)),
        (error) => store.setState({ problem: toProblem(error) }),
      ),
    async identify(number) {
      const reading = await readNumber(number, options.region());
      const row = await table()
        .findByKey(reading.key)
        .catch(() => null);
      return {
        contact: row && { id: row.id, name: row.name },
        formatted: reading.formatted,
        country: reading.country,
      };
    },
  };
}

/**
 * What a contact is found by. Numbers are entered by every ending of at least three digits, so that a search for
 * the beginning of a token finds digits from the middle of a number.
 */
function contactTokens(contact: Contact, keys: readonly string[]): readonly string[] {
  const words = foldWords(`${contact.name} ${contact.company}`);
  const numbers = [...contact.numbers.map(({ number }) => number), ...keys];
  return [...new Set([...words, ...numbers.flatMap(numberTokens)])];
}

/**
 * Searching for a number ignores how it is grouped and whether it is written for home or abroad: "040 123" asks for
 * one word, "40123", which is found in +358 40 123 and in 040 123 alike, since every ending of a number is a token.
 */
export function searchWords(text: string): readonly string[] {
  const target = readTarget(text);
  if (target === null || !/^[+0-9*#]+$/.test(target)) return foldWords(text);
  const digits = target.replace(/^\+/, "");
  const national = digits.replace(/^0+/, "");
  return foldWords(national.length >= shortestEnding ? national : digits);
}

function toContact({ keys: _keys, tokens: _tokens, ...contact }: ContactRow): Contact {
  return contact;
}
