import type { ColumnKind } from "./columns";
import type { FileChoice } from "./file-reader";

/** What the page asks the worker that reads files. */
export type ReaderQuestion = { readonly id: number } & (
  | { readonly type: "look"; readonly bytes: ArrayBuffer; readonly choice: FileChoice }
  | {
      readonly type: "begin";
      readonly columns: readonly ColumnKind[];
      readonly region: string | null;
    }
  | { readonly type: "next" }
  | {
      readonly type: "company";
      readonly bytes: ArrayBuffer;
      readonly region: string | null;
      readonly updatedAt: number;
    }
);

export type ReaderAnswer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };
