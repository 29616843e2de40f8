/** Rows by their numbers, in an order of their own; new ones are put into their places when it is asked for. */
export interface RowOrder {
  add(row: number): void;
  list(): Uint32Array;
}

export function createRowOrder(compare: (one: number, other: number) => number): RowOrder {
  let ordered = new Uint32Array(0);
  let added: number[] = [];
  return {
    add: (row) => void added.push(row),
    list() {
      if (added.length === 0) return ordered;
      const coming = added.toSorted(compare);
      const next = new Uint32Array(ordered.length + coming.length);
      let from = 0;
      let at = 0;
      for (const row of coming) {
        for (; from < ordered.length && compare(ordered[from] ?? 0, row) < 0; from += 1) {
          next[at] = ordered[from] ?? 0;
          at += 1;
        }
        next[at] = row;
        at += 1;
      }
      next.set(ordered.subarray(from), at);
      ordered = next;
      added = [];
      return ordered;
    },
  };
}
