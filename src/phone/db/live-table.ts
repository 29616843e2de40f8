import type { LiveTable } from "@/phone/recovery/recovery";

import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

export function createLiveTable(database: AccountDatabase): LiveTable {
  const { live } = database;
  return {
    put: (row) => guarded(async () => void (await live.put(row))),
    remove: (id) => guarded(() => live.delete(id)),
    touch: (instance, at) =>
      guarded(
        async () => void (await live.where("instance").equals(instance).modify({ livedAt: at })),
      ),
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
