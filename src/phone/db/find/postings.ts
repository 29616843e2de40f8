import { type Bits, setBit } from "./bits";
import { growing, integers } from "./growing";

/** Which rows each word is in, both by their numbers. What is new waits in lists and is laid beside the rest at times. */
export interface Postings {
  add(word: number, row: number): void;
  /** Sets the bit of each row that has the word. */
  mark(word: number, bits: Bits): void;
}

/** So many new ones are laid beside the rest, or a quarter of what is there. */
const fewest = 65_536;

export function createPostings(): Postings {
  /** Where the rows of a word begin in `laid`; those of the next begin where they end. */
  let starts = new Uint32Array(1);
  let laid = new Uint32Array(0);
  /** By word, the place of its newest row in the lists, and 1 more; 0: none. */
  let heads = growing(integers);
  const rows = growing(integers);
  /** Like a head: of the same word, the one before. */
  const before = growing(integers);
  let waiting = 0;
  let words = 0;

  function layOut(): void {
    const next = new Uint32Array(words + 1);
    const sizeOf = (word: number): number =>
      word + 1 < starts.length ? (starts[word + 1] ?? 0) - (starts[word] ?? 0) : 0;
    let total = 0;
    for (let word = 0; word < words; word += 1) {
      next[word] = total;
      total += sizeOf(word);
      for (let at = heads.list[word] ?? 0; at !== 0; at = before.list[at - 1] ?? 0) total += 1;
    }
    next[words] = total;
    const all = new Uint32Array(total);
    for (let word = 0; word < words; word += 1) {
      const start = next[word] ?? 0;
      const size = sizeOf(word);
      if (size > 0) all.set(laid.subarray(starts[word], starts[word + 1]), start);
      let end = next[word + 1] ?? 0;
      for (let at = heads.list[word] ?? 0; at !== 0; at = before.list[at - 1] ?? 0) {
        end -= 1;
        all[end] = rows.list[at - 1] ?? 0;
      }
    }
    starts = next;
    laid = all;
    heads = growing(integers);
    waiting = 0;
  }

  return {
    add(word, row) {
      rows.set(waiting, row);
      before.set(waiting, heads.list[word] ?? 0);
      waiting += 1;
      heads.set(word, waiting);
      words = Math.max(words, word + 1);
      if (waiting >= Math.max(fewest, laid.length >>> 2)) layOut();
    },
    mark(word, bits) {
      if (word + 1 < starts.length) {
        const end = starts[word + 1] ?? 0;
        for (let at = starts[word] ?? 0; at < end; at += 1) setBit(bits, laid[at] ?? 0);
      }
      for (let at = heads.list[word] ?? 0; at !== 0; at = before.list[at - 1] ?? 0) {
        setBit(bits, rows.list[at - 1] ?? 0);
      }
    },
  };
}
