import type { ContactRow, ContactTable } from "@/phone/directory/directory";

import type { Finder } from "./finder";
import { followFound } from "./follow-found";
import { hasWords, inOrderOf } from "./read-found";

/** Contacts, found by a finder where it knows them and by their table where it does not. */
export function foundContacts(
  contacts: ContactTable,
  finder: Finder,
  table: "contacts" | "company",
): ContactTable {
  /** Tells the finder when it is written. */
  async function telling(ids: readonly string[], writing: Promise<void>): Promise<void> {
    await writing;
    finder.wrote(table, { ids });
  }

  async function search(words: readonly string[], limit: number): Promise<readonly ContactRow[]> {
    const ids = words.length === 0 ? null : await finder.find({ table, words, limit });
    if (ids === null) return contacts.search(words, limit);
    return inOrderOf(ids, await contacts.getAll(ids)).filter((row) => hasWords(row, words));
  }

  return {
    ...contacts,
    put: (row) => telling([row.id], contacts.put(row)),
    putAll: (rows) =>
      telling(
        rows.map(({ id }) => id),
        contacts.putAll(rows),
      ),
    remove: (id) => telling([id], contacts.remove(id)),
    removeAll: (ids) => telling(ids, contacts.removeAll(ids)),
    findByKey(key) {
      finder.giveWay();
      return contacts.findByKey(key);
    },
    async clear() {
      await contacts.clear();
      finder.wrote(table, { all: true });
    },
    search,
    watch(words, limit, listener, failed) {
      if (words.length === 0) return contacts.watch(words, limit, listener, failed);
      return followFound(
        {
          finder,
          table,
          ask: () => search(words, limit),
          watchTable: (told, broken) => contacts.watch(words, limit, told, broken),
        },
        listener,
        failed,
      );
    },
  };
}
