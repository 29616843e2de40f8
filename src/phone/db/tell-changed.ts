import { Dexie, RangeSet, type Table } from "dexie";

/**
 * Tells whoever watches a table, in every tab, that anything in it may have changed: for rows that were written by hand. Dexie's
 * own account of what a bulk write touches, an interval for each token of each row, stops the page for longer than the write.
 */
export function tellChanged({ db, name, schema }: Pick<Table, "db" | "name" | "schema">): void {
  const indexes = ["", ":dels", ...schema.indexes.map((index) => index.name)];
  const parts = indexes.map((index) => [
    `idb://${db.name}/${name}/${index}`,
    new RangeSet(Dexie.minKey, Dexie.maxKey),
  ]);
  Dexie.on.storagemutated.fire(Object.fromEntries(parts));
}
