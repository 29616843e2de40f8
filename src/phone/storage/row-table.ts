import type { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

/** Rows by their id, few enough to be read whole. Every method rejects with a `PhoneError`. */
export interface RowTable<Row extends { readonly id: string }> {
  put(row: Row): Promise<void>;
  /** Reads a row and writes what becomes of it, in one step; `null` writes nothing. Resolves to what was written. */
  change(id: string, become: (row: Row | null) => Row | null): Promise<Row | null>;
  get(id: string): Promise<Row | null>;
  remove(id: string): Promise<void>;
  all(): Promise<readonly Row[]>;
  clear(): Promise<void>;
  /** Calls back at once and after every change, until stopped or until it fails. */
  watch(listener: (rows: readonly Row[]) => void, failed: (error: PhoneError) => void): Stop;
}

/** Something small to be remembered for an account, such as the ETag of a file. Plain data. */
export interface FactRow {
  readonly id: string;
  readonly value: unknown;
}
