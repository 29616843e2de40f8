import { liveQuery } from "dexie";

import type { ContactRow, ContactTable } from "@/phone/directory/directory";

import { findRows } from "./find-rows";
import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

export function createContactTable({ contacts }: AccountDatabase): ContactTable {
  async function search(words: readonly string[], limit: number): Promise<readonly ContactRow[]> {
    if (words.length === 0) return contacts.orderBy("name").limit(limit).toArray();
    return (await findRows(contacts, words)).slice(0, limit);
  }

  return {
    put: (row) => guarded(async () => void (await contacts.put(row))),
    get: (id) => guarded(async () => (await contacts.get(id)) ?? null),
    remove: (id) => guarded(() => contacts.delete(id)),
    clear: () => guarded(() => contacts.clear()),
    findByKey: (key) =>
      guarded(async () => (await contacts.where("keys").equals(key).first()) ?? null),
    search: (words, limit) => guarded(() => search(words, limit)),
    watch(words, limit, listener) {
      const subscription = liveQuery(() => search(words, limit)).subscribe({
        next: listener,
        error: () => listener([]),
      });
      return () => subscription.unsubscribe();
    },
  };
}
