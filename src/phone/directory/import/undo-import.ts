import type { ContactTable } from "@/phone/directory/directory";
import { walkContacts } from "@/phone/directory/walk-contacts";

/**
 * Takes back what an import has written: whom it made goes, whom it changed is as before. Whom the agent has written since
 * stays as the agent wrote it. Resolves to how many contacts that were.
 */
export async function undoImport(
  contacts: ContactTable,
  batch: string,
  told: (done: number) => void,
): Promise<number> {
  let done = 0;
  for await (const rows of walkContacts(contacts)) {
    const own = rows.filter((row) => row.batch === batch);
    const made = own.filter(({ before }) => before === null).map(({ id }) => id);
    const changed = own.flatMap(({ before }) => before ?? []);
    if (changed.length > 0) await contacts.putAll(changed);
    if (made.length > 0) await contacts.removeAll(made);
    done += own.length;
    told(done);
  }
  return done;
}
