import type { RowFilter } from "@/phone/row-filter";
import type { Stop } from "@/phone/store";

/** The tables whose rows are found by words. */
export const foundTables = ["contacts", "company", "calls"] as const;
export type FoundTable = (typeof foundTables)[number];

export type FindQuestion =
  | {
      readonly table: "contacts" | "company";
      readonly words: readonly string[];
      readonly limit: number;
    }
  | { readonly table: "calls"; readonly filter: RowFilter };

/** What was written: these rows, whether put or removed; all that began before a moment; everything was removed. */
export type RowChange =
  | { readonly ids: readonly string[] }
  | { readonly before: number }
  | { readonly all: true };

/** Rows by their words, found beside the page. It follows the tables of all tabs. */
export interface Finder {
  /** The ids of rows in order; `null`: it does not know (yet). */
  find(question: FindQuestion): Promise<readonly string[] | null>;
  /** Whether it answers for a table. */
  knows(table: FoundTable): boolean;
  /** This tab has written something. */
  wrote(table: FoundTable, change: RowChange): void;
  /** Tells when something in a table has changed, here or in another tab, or whether it is known. */
  watch(table: FoundTable, listener: () => void): Stop;
  /** Somebody rings, and is looked up: what is still to be read waits. */
  giveWay(): void;
  close(): void;
}

/** `name`: of the database that the rows lie in. */
export type OpenFinder = (name: string) => Finder;
