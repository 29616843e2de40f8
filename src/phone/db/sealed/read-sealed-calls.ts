import type { Table } from "dexie";

import type { KeptRow } from "@/phone/history/history-row";

import type { Packed } from "./packed";
import { openRecord, type SealedRecord } from "./seal-record";

/** Records that are fetched at a time. */
const batchSize = 8;

/** All calls that are sealed, for whoever reads them once. */
export async function readSealedCalls(
  records: Table<SealedRecord, number>,
  key: CryptoKey,
): Promise<readonly Packed<KeptRow>[]> {
  const rows = new Map<string, Packed<KeptRow>>();
  const places = await records.where("table").equals("calls").primaryKeys();
  const inOrder = places.toSorted((one, other) => one - other);
  for (let at = 0; at < inOrder.length; at += batchSize) {
    const batch = await records.bulkGet(inOrder.slice(at, at + batchSize));
    const changes = await Promise.all(
      batch.flatMap((record) =>
        record === undefined ? [] : [openRecord<Packed<KeptRow>>(key, record)],
      ),
    );
    for (const { clear = false, remove = [], put = [] } of changes) {
      if (clear) rows.clear();
      for (const id of remove) rows.delete(id);
      for (const row of put) rows.set(row.id, row);
    }
  }
  return [...rows.values()];
}
