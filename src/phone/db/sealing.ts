import { liveQuery } from "dexie";

import type { Stop } from "@/phone/store";

import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";
import type { KeptKey } from "./sealed/data-key";
import { type PlainTables, sealPlainRows, unsealRows } from "./sealed/migrate";
import { openSealedTables, type SealedTables } from "./sealed/sealed-tables";

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

  const forget = (): Promise<void> =>
    guarded(() =>
      database.transaction("rw", keys, sealed, async () => {
        await sealed.clear();
        await keys.clear();
      }),
    );

  return {
    key: () => guarded(async () => (await keys.get("data")) ?? null),
    keepKey: (made) =>
      guarded(() =>
        database.transaction("rw", keys, async () => {
          const kept = await keys.get("data");
          if (kept === undefined) await keys.add(made);
          return kept ?? made;
        }),
      ),
    replaceKey: (key) => guarded(async () => void (await keys.put(key))),
    watchKey(changed) {
      let isFirst = true;
      const subscription = liveQuery(() => keys.get("data")).subscribe(() => {
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
    forget,
  };
}
