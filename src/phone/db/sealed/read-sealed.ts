import type { Table } from "dexie";

import { openRecord, type SealedRecord } from "./seal-record";

/** Records that are fetched at a time. */
const batchSize = 8;

/** All rows of a table that are sealed, for whoever reads them once and in its own thread. */
export async function readSealed<Row extends { readonly id: string }>(
  records: Table<SealedRecord, number>,
  key: CryptoKey,
  table: string,
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  const places = await records.where("table").equals(table).primaryKeys();
  const inOrder = places.toSorted((one, other) => one - other);
  for (let at = 0; at < inOrder.length; at += batchSize) {
    const batch = await records.bulkGet(inOrder.slice(at, at + batchSize));
    const changes = await Promise.all(
      batch.flatMap((record) => (record === undefined ? [] : [openRecord<Row>(key, record)])),
    );
    for (const { clear = false, remove = [], put = [] } of changes) {
      if (clear) rows.clear();
      for (const id of remove) rows.delete(id);
      for (const row of put) rows.set(row.id, row);
    }
  }
  return [...rows.values()];
}
