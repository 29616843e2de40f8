interface Findable {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** Rows in the order of their ids; those that are gone meanwhile are left out. */
export function inOrderOf<Row extends Findable>(
  ids: readonly string[],
  rows: readonly (Row | undefined)[],
): readonly Row[] {
  const byId = new Map(rows.map((row) => [row?.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** As the row is now: it may have changed since it was found. */
export function hasWords({ tokens }: Findable, words: readonly string[]): boolean {
  return words.every((word) => tokens.some((token) => token.startsWith(word)));
}
