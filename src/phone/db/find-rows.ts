import type { Table } from "dexie";

interface Findable {
  readonly tokens: readonly string[];
}

/** So many rows are looked at for one search; a single letter over a huge table must not block the page. */
const mostHits = 2_000;

/**
 * Rows in which every word begins a token. The longest word goes to the index (it has the fewest hits), the others
 * are checked on what comes back.
 */
export async function findRows<Row extends Findable>(
  table: Table<Row, string>,
  words: readonly string[],
): Promise<readonly Row[]> {
  const [longest, ...rest] = words.toSorted((one, other) => other.length - one.length);
  if (longest === undefined) return [];
  const hits = table.where("tokens").startsWith(longest).distinct().limit(mostHits);
  return (await hits.toArray()).filter(({ tokens }) =>
    rest.every((word) => tokens.some((token) => token.startsWith(word))),
  );
}
