import { answerOf } from "@/lib/answer-of";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";

import type { RowSource } from "./finder-core";

type AnyRow = ContactRow | KeptRow;

/**
 * Reads an account's tables by the browser's own means: a worker shares no chunk with the page, and Dexie is thirty times as
 * much as what is asked here. The database is there already. `lost`: another tab wants it for itself, or it was removed.
 */
export async function openRowSource(name: string, lost: () => void): Promise<RowSource> {
  const opening = indexedDB.open(name);
  // It is not there any more, and is not to be made here.
  opening.addEventListener("upgradeneeded", () => opening.transaction?.abort());
  const database = await answerOf(opening);
  const end = (): void => {
    database.close();
    lost();
  };
  database.addEventListener("versionchange", end);
  database.addEventListener("close", end);
  const storeOf = (table: string): IDBObjectStore =>
    database.transaction(table, "readonly", { durability: "relaxed" }).objectStore(table);
  return {
    page: (table, after, limit) =>
      answerOf<AnyRow[]>(
        storeOf(table).getAll(after === null ? null : IDBKeyRange.lowerBound(after, true), limit),
      ),
    async get(table, ids) {
      const store = storeOf(table);
      const rows = await Promise.all(ids.map((id) => answerOf<AnyRow | undefined>(store.get(id))));
      return rows.filter((row) => row !== undefined);
    },
  };
}
