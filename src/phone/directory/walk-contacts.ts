import type { ContactTable } from "./directory";

/** So many at a time are read without the page being felt to stop. */
const pageOfContacts = 500;

/** Every contact, in slices. */
export async function* walkContacts(table: Pick<ContactTable, "page">) {
  let after: string | null = null;
  for (;;) {
    const rows = await table.page(after, pageOfContacts);
    yield rows;
    if (rows.length < pageOfContacts) return;
    after = rows.at(-1)?.id ?? null;
  }
}
