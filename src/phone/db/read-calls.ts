import type { KeptRow } from "@/phone/history/history-row";

import { guarded } from "./read-storage-error";
import { openSchema } from "./schema";
import { readSealed } from "./sealed/read-sealed";

/** A call without what it is found by. */
export type ReadCall = Omit<KeptRow, "tokens">;

/**
 * The calls of an account that began in [from, to), oldest first, read on their own: for a worker that counts them. `key`
 * is the key of the account's sealed tables (`Storage.dataKey`), `null` where they are not sealed.
 */
export async function readCalls(
  account: string,
  key: CryptoKey | null,
  from: number,
  to: number,
): Promise<readonly ReadCall[]> {
  const database = openSchema(`hamsa ${account}`);
  try {
    return await guarded(async () => {
      if (key === null) {
        return database.calls.where("startedAt").between(from, to, true, false).toArray();
      }
      return (await readSealed<ReadCall>(database.sealed, key, "calls"))
        .filter(({ startedAt }) => startedAt >= from && startedAt < to)
        .toSorted((one, other) => one.startedAt - other.startedAt);
    });
  } finally {
    database.close();
  }
}
