import type { AccountTables } from "@/phone/storage/account-tables";

import { createContactTable } from "./contact-table";
import { createHistoryTable } from "./history-table";
import { createLiveTable } from "./live-table";
import { readCaller } from "./read-caller";
import { guarded } from "./read-storage-error";
import { createRowTable } from "./row-table";
import { openSchema } from "./schema";
import { createSealing, type Sealing } from "./sealing";

/**
 * Opens the database of one server and extension, making or upgrading it. Rejects with `storageBlocked` where the
 * browser keeps nothing (private windows, policies, a newer version in another tab).
 */
export async function openDatabase(
  account: string,
): Promise<AccountTables & { readonly sealing: Sealing }> {
  const database = openSchema(`hamsa ${account}`);
  await guarded(() => database.open());
  return {
    contacts: createContactTable(database.contacts),
    history: createHistoryTable(database),
    live: createLiveTable(database),
    callbacks: createRowTable(database.callbacks),
    shifts: createRowTable(database.shifts),
    company: createContactTable(database.company),
    facts: createRowTable(database.facts),
    scoreCards: createRowTable(database.scoreCards),
    readCaller: (key, mostCalls) => readCaller(database, key, mostCalls),
    sealing: createSealing(database),
    close: () => database.close(),
  };
}
