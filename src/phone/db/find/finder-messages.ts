import type { FindQuestion, FoundTable, RowChange } from "./finder";

/** What the page tells the worker that finds rows. */
export type FinderOrder =
  | { readonly type: "open"; readonly name: string }
  | { readonly type: "find"; readonly id: number; readonly question: FindQuestion }
  | ({ readonly type: "wrote" } & Written)
  | { readonly type: "giveWay" };

export type FinderAnswer =
  | { readonly type: "found"; readonly id: number; readonly ids: readonly string[] | null }
  | { readonly type: "told"; readonly table: FoundTable; readonly isKnown: boolean }
  | { readonly type: "failed"; readonly error: string };

export interface Written {
  readonly table: FoundTable;
  readonly change: RowChange;
}
