import type { Table } from "dexie";

import { pack, unpack } from "./packed";
import { inRecords, recordRows } from "./rewrite";
import type { SealedRecord } from "./seal-record";
import type { SealedName, SealedTables } from "./sealed-tables";

interface Identified {
  readonly id: string;
}
type Findable = Parameters<typeof pack>[0];

/** The same tables, open on the disk. */
export type PlainTables = Readonly<Record<SealedName, Table<Identified, string>>>;

/** What its rows are taken in the order of: sealed in the order they are shown in, they are opened fastest. */
const orders: Readonly<Record<SealedName, string>> = {
  contacts: "name",
  company: "name",
  callbacks: ":id",
  facts: ":id",
  shifts: ":id",
  scoreCards: ":id",
  calls: "startedAt",
};
const areFound: readonly SealedName[] = ["contacts", "company", "calls"];

const namesOf = (plain: PlainTables): SealedName[] => Object.keys(plain) as SealedName[];

/**
 * Seals the rows that lie open, a stretch at a time: what has been sealed is deleted, and a crash in between seals it
 * again. What is sealed already is newer than what lies open.
 */
export async function sealPlainRows(
  plain: PlainTables,
  { log, opened, sets }: SealedTables,
): Promise<void> {
  await opened;
  for (const name of namesOf(plain)) {
    for (;;) {
      const rows = await plain[name].orderBy(orders[name]).limit(recordRows).toArray();
      if (rows.length === 0) break;
      const sealed = areFound.includes(name) ? rows.map((row) => pack(row as Findable)) : rows;
      await log.write(name, () => {
        const fresh = sealed.filter(({ id }) => !sets[name].entries.has(id));
        return fresh.length === 0 ? null : inRecords(fresh);
      });
      await plain[name].bulkDelete(rows.map(({ id }) => id));
    }
  }
}

/** Lays the rows open again. What is sealed goes last, all at once: a crash in between begins anew. */
export async function unsealRows(
  plain: PlainTables,
  records: Table<SealedRecord, number>,
  { opened, sets }: SealedTables,
): Promise<void> {
  await opened;
  for (const name of namesOf(plain)) {
    const rows = [...sets[name].entries.values()].map(({ row }) => row as Identified);
    for (let at = 0; at < rows.length; at += recordRows) {
      const stretch = rows.slice(at, at + recordRows);
      const open = areFound.includes(name)
        ? stretch.map((row) => unpack<Findable>(row as ReturnType<typeof pack>))
        : stretch;
      await records.db.transaction("rw", plain[name], records, async () => {
        // Another tab has done it, and the rows may have changed since.
        if ((await records.limit(1).count()) > 0) await plain[name].bulkPut(open);
      });
    }
  }
}
