import type { Collection, Table } from "dexie";

interface Findable {
  readonly tokens: readonly string[];
}

export interface Finding<Row> {
  /** Folded; at least one. */
  readonly words: readonly string[];
  /** Every row, in the order in which they are wanted. */
  readonly inOrder: () => Collection<Row, string>;
  readonly compare: (one: Row, other: Row) => number;
  readonly matches?: (row: Row) => boolean;
  readonly limit: number;
}

/** Up to so many rows are fetched and sorted; a word that more rows have is met soon enough on a walk in order. */
const mostFetched = 2_000;

/** The first rows, in order, in which every word begins a token. The rarest word goes to the index. */
export async function findRows<Row extends Findable>(
  table: Table<Row, string>,
  { words, inOrder, compare, matches = () => true, limit }: Finding<Row>,
): Promise<readonly Row[]> {
  const startingWith = (word: string) => table.where("tokens").startsWith(word);
  const counted = await Promise.all(
    words.map(async (word) => ({ word, hits: await startingWith(word).count() })),
  );
  const [rarest] = counted.toSorted((one, other) => one.hits - other.hits);
  if (rarest === undefined) return [];
  const isFound = (row: Row): boolean =>
    matches(row) && words.every((word) => row.tokens.some((token) => token.startsWith(word)));
  if (rarest.hits > mostFetched) return inOrder().filter(isFound).limit(limit).toArray();
  const rows = await startingWith(rarest.word).distinct().toArray();
  return rows.filter(isFound).toSorted(compare).slice(0, limit);
}
