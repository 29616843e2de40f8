import { liveQuery, type Table } from "dexie";

import { answerOf } from "@/lib/answer-of";
import type { ContactRow, ContactTable } from "@/phone/directory/directory";

import { commitNow } from "./commit-now";
import { findRows } from "./find-rows";
import { guarded, readStorageError } from "./read-storage-error";
import { tellChanged } from "./tell-changed";

export function createContactTable(contacts: Table<ContactRow, string>): ContactTable {
  async function search(words: readonly string[], limit: number): Promise<readonly ContactRow[]> {
    if (words.length === 0) return contacts.orderBy("name").limit(limit).toArray();
    return findRows(contacts, {
      words,
      inOrder: () => contacts.orderBy("name"),
      compare: (one, other) => one.name.localeCompare(other.name),
      limit,
    });
  }

  return {
    put: (row) => guarded(async () => void (await contacts.put(row))),
    putAll: (rows) =>
      guarded(async () => {
        await commitNow(contacts.db.backendDB(), contacts.name, (store) => {
          for (const row of rows) store.put(row);
        });
        tellChanged(contacts);
      }),
    get: (id) => guarded(async () => (await contacts.get(id)) ?? null),
    getAll: (ids) =>
      guarded(async () => (await contacts.bulkGet([...ids])).flatMap((row) => row ?? [])),
    page: (after, limit) =>
      guarded(() =>
        (after === null ? contacts.orderBy("id") : contacts.where("id").above(after))
          .limit(limit)
          .toArray(),
      ),
    remove: (id) => guarded(() => contacts.delete(id)),
    removeAll: (ids) => guarded(() => contacts.bulkDelete([...ids])),
    clear: () => guarded(() => contacts.clear()),
    // By hand: somebody rings, and what is asked is on its way when this returns.
    findByKey: (key) =>
      guarded(async () => {
        const reading = contacts.db.backendDB().transaction(contacts.name, "readonly");
        const found = reading.objectStore(contacts.name).index("keys").get(key);
        return (await answerOf<ContactRow | undefined>(found)) ?? null;
      }),
    search: (words, limit) => guarded(() => search(words, limit)),
    watch(words, limit, listener, failed) {
      const subscription = liveQuery(() => search(words, limit)).subscribe({
        next: listener,
        error: (error: unknown) => failed(readStorageError(error)),
      });
      return () => subscription.unsubscribe();
    },
  };
}
