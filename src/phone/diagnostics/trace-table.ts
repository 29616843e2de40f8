import type { Entry } from "./entry";

/** Entries that were written together. */
export interface TraceBatch {
  readonly page: string;
  /** When the last of them happened, in milliseconds since 1970. */
  readonly at: number;
  readonly count: number;
  /** Characters of the entries as JSON. */
  readonly size: number;
  readonly entries: readonly Entry[];
}

/** What is known of a batch without reading it. */
export type TraceWeight = Pick<TraceBatch, "at" | "count" | "size">;

export interface TraceLimits {
  readonly entries: number;
  readonly size: number;
  readonly ageMs: number;
}

/** Where redacted entries are kept: one table for the whole browser. Every method rejects with a `PhoneError`. */
export interface TraceTable {
  /** What pseudonyms are made with: the one that is kept, else `made`, which is kept from now on. */
  key(made: string): Promise<string>;
  /** Begins to write before it returns: the page may be about to go. */
  add(batch: TraceBatch): Promise<void>;
  /** Removes as many of the oldest as it is told for all of them, oldest first. */
  trim(countSurplus: (weights: readonly TraceWeight[]) => number): Promise<void>;
  /** Oldest first. */
  all(): Promise<readonly TraceBatch[]>;
  /** Removes everything, the key too. */
  clear(): Promise<void>;
}

/** Gives how many of the oldest must go. `weights` are oldest first; the newest one stays in any case. */
export function countSurplus(
  weights: readonly TraceWeight[],
  limits: TraceLimits,
  now: number,
): number {
  let entries = 0;
  let size = 0;
  for (let at = weights.length - 1; at >= 0; at -= 1) {
    const weight = weights[at];
    if (weight === undefined) continue;
    entries += weight.count;
    size += weight.size;
    const isNewest = at === weights.length - 1;
    const isOver = entries > limits.entries || size > limits.size || now - weight.at > limits.ageMs;
    if (isOver && !isNewest) return at + 1;
  }
  return 0;
}

/** A table that lasts as long as the page. */
export function createMemoryTrace(): TraceTable {
  let key: string | null = null;
  let batches: readonly TraceBatch[] = [];
  return {
    key: async (made) => (key ??= made),
    add: async (batch) => void (batches = [...batches, batch]),
    trim: async (count) => void (batches = batches.slice(count(batches))),
    all: async () => batches,
    async clear() {
      key = null;
      batches = [];
    },
  };
}
