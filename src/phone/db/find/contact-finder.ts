import type { ContactRow } from "@/phone/directory/directory";

import { createRowIndex, type RowIndex } from "./row-index";

export type FindableContact = Pick<ContactRow, "id" | "name" | "tokens">;

export interface ContactFinder {
  readonly index: RowIndex<FindableContact>;
  /** The ids of the first contacts, in order, in which every word begins a token. */
  find(words: readonly string[], limit: number): readonly string[];
}

/** As many as are put into people's own order; more are given as the table orders them. */
const mostSorted = 2_000;

export function createContactFinder(): ContactFinder {
  const names: string[] = [];
  const collator = new Intl.Collator();
  const index = createRowIndex<FindableContact>({
    keep: (at, { name }) => void (names[at] = name),
    isInPlace: (at, { name }) => names[at] === name,
    compare(one, other, byId) {
      const [first = "", second = ""] = [names[one], names[other]];
      return first < second ? -1 : first > second ? 1 : byId;
    },
  });
  const byName = (one: number, other: number): number =>
    collator.compare(names[one] ?? "", names[other] ?? "");
  return {
    index,
    find(words, limit) {
      const found = index.find(words);
      const few = found.few(mostSorted);
      const rows =
        few === null
          ? found.inOrder(() => true, limit)
          : found
              .inOrder(() => true, Infinity)
              .toSorted(byName)
              .slice(0, limit);
      return rows.map(index.idOf);
    },
  };
}
