import type { RowSet } from "./row-set";
import type { Change } from "./seal-record";

/** What a sealed table works with. Both reject with a `PhoneError`. */
export interface Workshop<Row extends { readonly id: string }> {
  /** Resolves to the rows when all of them are there. */
  rows(): Promise<RowSet<Row>>;
  /** Decides by the rows as they are and writes it, in one step; `null` writes nothing. */
  write(decide: (rows: RowSet<Row>) => readonly Change<Row>[] | null): Promise<void>;
}

/** Makes the errors of the browser's storage ours. */
export type Guarded = <Result>(query: () => PromiseLike<Result>) => Promise<Result>;
