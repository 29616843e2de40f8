import { Dexie, type Table } from "dexie";

import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";

/** One account's tables. */
export interface AccountDatabase extends Dexie {
  readonly calls: Table<KeptRow, string>;
  readonly contacts: Table<ContactRow, string>;
}

interface Version {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
}

/**
 * Every version there ever was, oldest first: what a browser holds may be any of them. A new version is added at the
 * end with its `upgrade`, and a fixture of the one before it goes to `fixtures/`.
 */
export const versions: readonly Version[] = [
  {
    number: 1,
    stores: {
      calls: "id, startedAt, open, [missed+startedAt], *tokens",
      contacts: "id, name, *keys, *tokens",
    },
  },
];

export function openSchema(name: string, upTo: readonly Version[] = versions): AccountDatabase {
  const database = new Dexie(name);
  for (const { number, stores } of upTo) database.version(number).stores(stores);
  return database as AccountDatabase;
}
