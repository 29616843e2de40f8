import type { AccountTables } from "@/phone/storage/account-tables";

import { createContactTable } from "./contact-table";
import type { Finder, OpenFinder } from "./find/finder";
import { foundContacts } from "./find/found-contacts";
import { foundHistory } from "./find/found-history";
import { createHistoryTable } from "./history-table";
import { createLiveTable } from "./live-table";
import { readCaller } from "./read-caller";
import { guarded } from "./read-storage-error";
import { createRowTable } from "./row-table";
import { type AccountDatabase, openSchema } from "./schema";
import { createSealing, type Sealing } from "./sealing";

export interface OpenDatabase extends AccountTables {
  readonly sealing: Sealing;
  foundBy(openFinder: OpenFinder): AccountTables;
}

/**
 * Opens the database of one server and extension, making or upgrading it. Rejects with `storageBlocked` where the
 * browser keeps nothing (private windows, policies, a newer version in another tab).
 */
export async function openDatabase(account: string): Promise<OpenDatabase> {
  const name = `hamsa ${account}`;
  const database = openSchema(name);
  await guarded(() => database.open());
  const tables: AccountTables = {
    contacts: createContactTable(database.contacts),
    history: createHistoryTable(database),
    live: createLiveTable(database),
    callbacks: createRowTable(database.callbacks),
    shifts: createRowTable(database.shifts),
    company: createContactTable(database.company),
    facts: createRowTable(database.facts),
    scoreCards: createRowTable(database.scoreCards),
    readCaller: (key, mostCalls) => readCaller(database, key, mostCalls),
    close: () => database.close(),
  };
  return {
    ...tables,
    sealing: createSealing(database),
    foundBy: (openFinder) => foundBy(tables, database, openFinder(name)),
  };
}

/** The same tables, whose contacts and calls are found by a finder. */
function foundBy(tables: AccountTables, database: AccountDatabase, finder: Finder): AccountTables {
  return {
    ...tables,
    contacts: foundContacts(tables.contacts, finder, "contacts"),
    company: foundContacts(tables.company, finder, "company"),
    history: foundHistory(tables.history, finder, (ids) =>
      guarded(() => database.calls.bulkGet([...ids])),
    ),
    close() {
      finder.close();
      tables.close();
    },
  };
}
