import type { KeptRow } from "@/phone/history/history-row";

import { guarded } from "./read-storage-error";
import { openSchema } from "./schema";

/**
 * The calls of an account that began in [from, to), oldest first, read on their own: for a worker that counts them. `key`
 * is the key of the account's sealed tables (`Storage.dataKey`), `null` where they are not sealed.
 */
export async function readCalls(
  account: string,
  key: CryptoKey | null,
  from: number,
  to: number,
): Promise<readonly KeptRow[]> {
  const database = openSchema(`hamsa ${account}`);
  try {
    return await guarded(() =>
      database.calls.where("startedAt").between(from, to, true, false).toArray(),
    );
  } finally {
    database.close();
  }
}
