import type { LiveTable } from "@/phone/recovery/recovery";

import { commitNow } from "./commit-now";
import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

export function createLiveTable(database: AccountDatabase): LiveTable {
  const { live } = database;
  /** Every moment counts: whoever answers and loads the page anew at once is to find the call answered. */
  const now = (write: (store: IDBObjectStore) => unknown): Promise<void> =>
    guarded(() => commitNow(database.backendDB(), "live", write));
  return {
    put: (row) => now((store) => store.put(row)),
    remove: (id) => now((store) => store.delete(id)),
    claim: (instance, others) =>
      guarded(() =>
        database.transaction("rw", live, async () => {
          const rows = await live
            .where("instance")
            .noneOf([...others])
            .toArray();
          await live.bulkPut(rows.map((row) => ({ ...row, instance })));
          return rows;
        }),
      ),
  };
}
