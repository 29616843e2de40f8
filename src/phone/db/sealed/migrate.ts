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
  calls: "startedAt",
};
const areFound: readonly SealedName[] = ["contacts", "company", "calls"];

const namesOf = (plain: PlainTables): SealedName[] => Object.keys(plain) as SealedName[];

/**
 * Seals the rows that lie open. They are deleted together when all of them are sealed, which takes a moment, and one by one
 * minutes; a crash before that goes on where it was. What is sealed already is newer than what lies open.
 */
export async function sealPlainRows(plain: PlainTables, tables: SealedTables): Promise<void> {
  await tables.opened;
  for (const name of namesOf(plain)) {
    let isDone = false;
    // Once more for what another tab, of before the switch, has written meanwhile.
    while (!isDone) isDone = await sealTable(name, plain[name], tables);
  }
}

async function sealTable(
  name: SealedName,
  plain: Table<Identified, string>,
  { log, sets }: SealedTables,
): Promise<boolean> {
  const ids = await plain.orderBy(orders[name]).primaryKeys();
  const fresh = ids.filter((id) => !sets[name].entries.has(id));
  for (let at = 0; at < fresh.length; at += recordRows) {
    const rows = (await plain.bulkGet(fresh.slice(at, at + recordRows))).flatMap(
      (row) => row ?? [],
    );
    const packed = areFound.includes(name) ? rows.map((row) => pack(row as Findable)) : rows;
    await log.write(name, () => {
      const unsealed = packed.filter(({ id }) => !sets[name].entries.has(id));
      return unsealed.length === 0 ? null : inRecords(unsealed);
    });
  }
  return plain.db.transaction("rw", plain, async () => {
    if ((await plain.count()) > ids.length) return false;
    await plain.clear();
    return true;
  });
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
