import { type Bits, hasBit, listBits } from "./bits";
import { bytes, doubles, growing } from "./growing";
import { createRowOrder } from "./row-order";
import { createWordIndex } from "./word-index";

interface Findable {
  readonly id: string;
  readonly tokens: readonly string[];
}

/** What is remembered of each row beside its words, by the row's number. */
export interface RowFacts<Row> {
  keep(at: number, row: Row): void;
  /** Whether the row stands where one with this number does. */
  isInPlace(at: number, row: Row): boolean;
  /** In the order in which rows are wanted; of those that are alike the ids decide (`byId`). */
  compare(one: number, other: number, byId: number): number;
}

/** The rows of one table by their words, in memory. */
export interface RowIndex<Row extends Findable> {
  put(row: Row): void;
  remove(id: string): void;
  removeIf(isUnwanted: (at: number) => boolean): void;
  idOf(at: number): string;
  /** The numbers of rows in which every word begins a token. */
  find(words: readonly string[]): Found;
  /** So many rows are there, and so many places are empty because a row has changed or gone. */
  size(): { readonly rows: number; readonly empty: number };
}

export interface Found {
  readonly bits: Bits;
  /** All of them, if there are no more than `most`. */
  few(most: number): readonly number[] | null;
  /** Those that pass, in order, the first `limit`. */
  inOrder(passes: (at: number) => boolean, limit: number): readonly number[];
}

/** Up to so many are put into their order; more are met soon enough on a walk along it. */
const mostSorted = 4_096;

export function createRowIndex<Row extends Findable>(facts: RowFacts<Row>): RowIndex<Row> {
  const words = createWordIndex();
  const places = new Map<string, number>();
  const ids: string[] = [];
  const prints = growing(doubles);
  const live = growing(bytes);
  const compare = (one: number, other: number): number => {
    const [first = "", second = ""] = [ids[one], ids[other]];
    return facts.compare(one, other, first < second ? -1 : first > second ? 1 : 0);
  };
  const order = createRowOrder(compare);

  function forget(at: number): void {
    live.set(at, 0);
    ids[at] = "";
  }

  function add(row: Row, print: number): void {
    const at = ids.length;
    ids.push(row.id);
    places.set(row.id, at);
    prints.set(at, print);
    live.set(at, 1);
    facts.keep(at, row);
    words.add(at, row.tokens);
    order.add(at);
  }

  return {
    put(row) {
      const at = places.get(row.id);
      const print = printOf(row.tokens);
      // A call is written several times, and is found by the same words each time.
      if (at !== undefined && prints.list[at] === print && facts.isInPlace(at, row)) {
        return facts.keep(at, row);
      }
      if (at !== undefined) forget(at);
      add(row, print);
    },
    remove(id) {
      const at = places.get(id);
      if (at === undefined) return;
      places.delete(id);
      forget(at);
    },
    removeIf(isUnwanted) {
      for (const [id, at] of places) {
        if (!isUnwanted(at)) continue;
        places.delete(id);
        forget(at);
      }
    },
    idOf: (at) => ids[at] ?? "",
    find(wanted) {
      const bits = words.find(wanted, ids.length);
      const isLive = (at: number): boolean => live.list[at] === 1;
      const few = (most: number): readonly number[] | null => {
        const found = listBits(bits, most + 1);
        return found.length > most ? null : found.filter(isLive);
      };
      return {
        bits,
        few,
        inOrder(passes, limit) {
          const all = few(mostSorted);
          if (all !== null) return all.filter(passes).toSorted(compare).slice(0, limit);
          const found: number[] = [];
          for (const at of order.list()) {
            if (found.length >= limit) break;
            if (hasBit(bits, at) && isLive(at) && passes(at)) found.push(at);
          }
          return found;
        },
      };
    },
    size: () => ({ rows: places.size, empty: ids.length - places.size }),
  };
}

/** 53 bits of what a row is found by (cyrb53): whether it is the same as before. */
function printOf(tokens: readonly string[]): number {
  let one = 0xdeadbeef;
  let other = 0x41c6ce57;
  for (const token of tokens) {
    for (let at = 0; at <= token.length; at += 1) {
      const code = at < token.length ? token.charCodeAt(at) : 10;
      one = Math.imul(one ^ code, 2_654_435_761);
      other = Math.imul(other ^ code, 1_597_334_677);
    }
  }
  one =
    Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other =
    Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & other) + (one >>> 0);
}
