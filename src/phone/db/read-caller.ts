import { answerOf } from "@/lib/answer-of";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";
import type { CallerRows } from "@/phone/storage/account-tables";

import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

const tables = ["contacts", "company", "calls", "callbacks"] as const;

/**
 * One transaction: what is shown together was true together, and the disk is asked once. By hand, since somebody rings: what is
 * asked is on its way when this returns.
 */
export function readCaller(
  database: AccountDatabase,
  key: string,
  mostCalls: number,
): Promise<CallerRows> {
  return guarded(async () => {
    const reading = database.backendDB().transaction(tables, "readonly");
    const withKey = (table: "contacts" | "company") =>
      answerOf<ContactRow | undefined>(reading.objectStore(table).index("keys").get(key));
    const [contact, company, calls, callbacks] = await Promise.all([
      withKey("contacts"),
      withKey("company"),
      lastCalls(reading.objectStore("calls").index("[key+startedAt]"), key, mostCalls),
      answerOf<CallbackRow[]>(reading.objectStore("callbacks").getAll()),
    ]);
    return {
      contact: contact ?? null,
      company: company ?? null,
      calls,
      callbacks: callbacks.filter((row) => row.key === key && row.done === null),
    };
  });
}

/** Newer than the types: Chromium 141, Safari 26. */
interface RecordsIndex extends IDBIndex {
  getAllRecords?(options: {
    readonly query: IDBKeyRange;
    readonly count: number;
    readonly direction: IDBCursorDirection;
  }): IDBRequest<readonly { readonly value: KeptRow }[]>;
}

/** The newest of a number. */
async function lastCalls(
  index: RecordsIndex,
  key: string,
  most: number,
): Promise<readonly KeptRow[]> {
  const query = IDBKeyRange.bound([key], [key, []]);
  if (index.getAllRecords !== undefined) {
    const records = index.getAllRecords({ query, count: most, direction: "prev" });
    return (await answerOf(records)).map(({ value }) => value);
  }
  return walkBack(index.openCursor(query, "prev"), most);
}

function walkBack(
  request: IDBRequest<IDBCursorWithValue | null>,
  most: number,
): Promise<readonly KeptRow[]> {
  return new Promise((resolve, reject) => {
    const rows: KeptRow[] = [];
    request.addEventListener("error", () => reject(request.error ?? new Error("not read")));
    request.addEventListener("success", () => {
      const cursor = request.result;
      if (cursor !== null) rows.push(cursor.value as KeptRow);
      if (cursor === null || rows.length >= most) resolve(rows);
      else cursor.continue();
    });
  });
}
