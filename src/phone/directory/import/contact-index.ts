import { foldWords } from "@/lib/fold-text";
import type { Contact } from "@/phone/directory/contact";
import type { ContactTable } from "@/phone/directory/directory";
import { walkContacts } from "@/phone/directory/walk-contacts";

type Known = Pick<Contact, "name" | "company" | "numbers" | "emails"> & {
  readonly keys: readonly string[];
};

/** Who is there already, in memory: asking the tables for each of a hundred thousand lines takes minutes. */
export interface ContactIndex {
  /**
   * The id of whoever has one of these numbers or addresses and a name that does not contradict: people share the number of
   * a switchboard and the address of an office. Somebody without either is whoever is called the same, in the same company.
   */
  find(somebody: Known): string | null;
  add(id: string, somebody: Known): void;
}

/** So many who share a number are looked at for a name that is only a part of another. */
const mostCandidates = 20;

interface Candidate {
  readonly id: string;
  readonly words: readonly string[];
}

export async function indexContacts(table: Pick<ContactTable, "page">): Promise<ContactIndex> {
  const exact = new Map<string, string>();
  const candidates = new Map<string, Candidate[]>();
  const index: ContactIndex = {
    find(somebody) {
      const words = nameWords(somebody);
      const marks = marksOf(somebody);
      if (marks.length === 0) return exact.get(nameMark(somebody, words)) ?? null;
      for (const mark of marks) {
        const id = exact.get(`${mark}\n${words.join(" ")}`);
        if (id !== undefined) return id;
      }
      const alike = marks.flatMap((mark) => candidates.get(mark) ?? []);
      return alike.find((each) => isPartOf(each.words, words))?.id ?? null;
    },
    add(id, somebody) {
      const words = nameWords(somebody);
      const keep = (mark: string): void => void (exact.has(mark) || exact.set(mark, id));
      keep(nameMark(somebody, words));
      for (const mark of marksOf(somebody)) {
        keep(`${mark}\n${words.join(" ")}`);
        const known = candidates.get(mark);
        if (known === undefined) candidates.set(mark, [{ id, words }]);
        else if (known.length < mostCandidates) known.push({ id, words });
      }
    },
  };
  for await (const rows of walkContacts(table)) {
    for (const row of rows) index.add(row.id, row);
  }
  return index;
}

function marksOf({ keys, emails }: Known): readonly string[] {
  return [...keys, ...emails.map((email) => email.toLowerCase())];
}

/** Whoever has no name is called by a number or an address, which says nothing. */
function nameWords({ name, numbers, emails }: Known): readonly string[] {
  const isName = !numbers.some(({ number }) => number === name) && !emails.includes(name);
  return isName ? foldWords(name).toSorted() : [];
}

function nameMark({ company }: Known, words: readonly string[]): string {
  return `name\n${words.join(" ")}\n${foldWords(company).join(" ")}`;
}

function isPartOf(one: readonly string[], other: readonly string[]): boolean {
  const [few, many] = one.length < other.length ? [one, other] : [other, one];
  return few.every((word) => many.includes(word));
}
