import { liveQuery } from "dexie";

import type { Stop } from "@/phone/store";

import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";
import type { KeptKey } from "./sealed/data-key";
import { type PlainTables, sealPlainRows, unsealRows } from "./sealed/migrate";
import { openSealedTables, type SealedTables } from "./sealed/sealed-tables";

/** The tables whose rows are sealed. */
export const sealedTableNames = [
  "contacts",
  "company",
  "callbacks",
  "facts",
  "shifts",
  "history",
] as const;
export type SealedTableName = (typeof sealedTableNames)[number];

/** What ids of `DueRemoval` begin with. */
const removal = "remove ";

/** An account's tables as they are sealed. */
export interface Sealing {
  /** `null`: nothing is sealed here. */
  key(): Promise<KeptKey | null>;
  /** Resolves to the one that is kept: another tab may have come first. */
  keepKey(made: KeptKey): Promise<KeptKey>;
  /** The same key under another password. */
  replaceKey(key: KeptKey): Promise<void>;
  /** Another tab has kept or replaced it. */
  watchKey(changed: () => void): Stop;
  open(key: CryptoKey): SealedTables;
  /** Seals the rows that lie open. */
  sealRows(into: SealedTables): Promise<void>;
  /** Lays the rows open, and forgets what was sealed. */
  unsealRows(from: SealedTables): Promise<void>;
  /** A table is emptied while nobody can open what is sealed of it. */
  removeLater(name: SealedTableName): Promise<void>;
  /** What was removed meanwhile. */
  removeNow(from: SealedTables): Promise<void>;
  /** Whatever is sealed is gone, and the key with it. */
  forget(): Promise<void>;
}

export function createSealing(database: AccountDatabase): Sealing {
  const { keys, sealed, contacts, company, callbacks, facts, shifts, calls, scoreCards } = database;
  const plain = {
    contacts,
    company,
    callbacks,
    facts,
    shifts,
    calls,
    scoreCards,
  } as unknown as PlainTables;

  const readKey = async (): Promise<KeptKey | null> => {
    const row = await keys.get("data");
    return row?.id === "data" ? row : null;
  };

  const forget = (): Promise<void> =>
    guarded(() =>
      database.transaction("rw", keys, sealed, async () => {
        await sealed.clear();
        await keys.clear();
      }),
    );

  return {
    key: () => guarded(readKey),
    keepKey: (made) =>
      guarded(() =>
        database.transaction("rw", keys, async () => {
          const kept = await readKey();
          if (kept === null) await keys.add(made);
          return kept ?? made;
        }),
      ),
    replaceKey: (key) => guarded(async () => void (await keys.put(key))),
    watchKey(changed) {
      let isFirst = true;
      const subscription = liveQuery(readKey).subscribe(() => {
        if (!isFirst) changed();
        isFirst = false;
      });
      return () => subscription.unsubscribe();
    },
    open: (key) => openSealedTables({ records: sealed, key, guarded }),
    sealRows: (into) => guarded(() => sealPlainRows(plain, into)),
    async unsealRows(from) {
      await guarded(() => unsealRows(plain, sealed, from));
      await forget();
    },
    removeLater: (name) => guarded(async () => void (await keys.put({ id: `${removal}${name}` }))),
    async removeNow(from) {
      const due = await guarded(() => keys.where("id").startsWith(removal).primaryKeys());
      for (const id of due) {
        await from[id.slice(removal.length) as SealedTableName].clear();
        await guarded(() => keys.delete(id));
      }
    },
    forget,
  };
}
