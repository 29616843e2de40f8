import type { ContactRow, ContactTable } from "@/phone/directory/directory";

import { followRows } from "./follow-rows";
import { lookThrough } from "./look-through";
import { hasWords, pack, type Packed, unpack } from "./packed";
import type { Workshop } from "./workshop";

/** As many as are put into people's own order; more are given as they come, as a database would. */
const mostSorted = 2_000;

export function createSealedContacts(workshop: Workshop<Packed<ContactRow>>): ContactTable {
  const { rows, write } = workshop;
  const whole = (row: Packed<ContactRow>): ContactRow => unpack<ContactRow>(row);

  async function search(words: readonly string[], limit: number): Promise<readonly ContactRow[]> {
    const ordered = (await rows()).ordered();
    const passes = ({ tokens }: Packed<ContactRow>): boolean => hasWords(tokens, words);
    if (words.length === 0) return (await lookThrough(ordered, passes, limit)).map(whole);
    const found = await lookThrough(ordered, passes, Math.max(limit, mostSorted));
    const sorted =
      found.length < mostSorted
        ? found.toSorted((one, other) => one.name.localeCompare(other.name))
        : found;
    return sorted.slice(0, limit).map(whole);
  }

  return {
    put: (row) => write(() => [{ put: [pack(row)] }]),
    async get(id) {
      const entry = (await rows()).entries.get(id);
      return entry === undefined ? null : whole(entry.row);
    },
    remove: (id) => write(({ entries }) => (entries.has(id) ? [{ remove: [id] }] : null)),
    clear: () => write(() => [{ clear: true }]),
    async findByKey(key) {
      const [row] = (await rows()).withKey(key);
      return row === undefined ? null : whole(row);
    },
    search,
    watch: (words, limit, listener, failed) =>
      followRows(workshop, () => search(words, limit), listener, failed),
  };
}
