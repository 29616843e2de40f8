import { type Collection, Dexie, liveQuery } from "dexie";

import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import {
  compareRows,
  type Ending,
  meetsConditions,
  reasonsOf,
  type RowFilter,
  spanOf,
} from "@/phone/row-filter";

import { guarded, readStorageError } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

type Calls = Collection<KeptRow, string>;

/** So many rows are looked at one by one, newest first, before indexes are asked which ones it could be. */
const mostWalked = 1_000;
/** Up to so many rows with a rare word are fetched and sorted. */
const mostFetched = 2_000;
/** About so many ids are read from an index at once: the page stands still for some tens of milliseconds. */
const mostRead = 20_000;
/** So many rows are fetched at once. */
const batch = 500;

export function createHistoryTable({ calls }: AccountDatabase): HistoryTable {
  /** Rows of an index over something and the time, oldest first. */
  function inSpan(index: string, value: string | number, filter: RowFilter): Calls {
    const [from, to] = spanOf(filter);
    return calls.where(`[${index}+startedAt]`).between([value, from], [value, to], true, true);
  }

  function inTime(filter: RowFilter): Calls {
    const [from, to] = spanOf(filter);
    return calls.where("startedAt").between(from, to, true, true);
  }

  /** Each gives the rows that meet one condition, in the order of time; the narrowest comes first. */
  function indexesOf(filter: RowFilter): readonly [Calls, ...Calls[]] {
    const { key, queue, outcomes = [], agent, direction, ending } = filter.where ?? {};
    const of = (index: string, value: string | null | undefined): readonly Calls[] =>
      value == null ? [] : [inSpan(index, value, filter)];
    const only = (values: readonly string[]): string | null =>
      values.length === 1 ? (values[0] ?? null) : null;
    const [narrowest, ...others] = [
      ...of("key", key),
      ...of("work.outcome", only(outcomes)),
      ...of("endReason", only(reasonsFor(ending))),
      ...(filter.missedOnly ? [inSpan("missed", 1, filter)] : []),
      ...of("queue", queue),
      ...of("agent", agent),
      ...of("direction", direction),
    ];
    return [narrowest ?? inTime(filter), ...others];
  }

  /** The rows that have one of several values, or a word, in no order. */
  function setsOf(filter: RowFilter): readonly Calls[] {
    const { outcomes = [], ending } = filter.where ?? {};
    const [from, to] = spanOf(filter);
    const anyOf = (index: string, values: readonly string[]): readonly Calls[] =>
      values.length < 2
        ? []
        : [
            calls.where(`[${index}+startedAt]`).inAnyRange(
              values.map((value): [[string, number], [string, number]] => [
                [value, from],
                [value, to],
              ]),
              {
                includeUppers: true,
              },
            ),
          ];
    return [
      ...filter.words.map(startingWith),
      ...anyOf("work.outcome", outcomes),
      ...anyOf("endReason", reasonsFor(ending)),
    ];
  }

  const startingWith = (word: string): Calls => calls.where("tokens").startsWith(word);

  async function rarestOf(words: readonly string[]) {
    const counted = await Promise.all(
      words.map(async (word) => ({ word, hits: await startingWith(word).count() })),
    );
    return counted.toSorted((one, other) => one.hits - other.hits)[0] ?? null;
  }

  /** When the first and the last call of a filter's time began; `null`: there is none. */
  async function boundsOf(filter: RowFilter): Promise<readonly [number, number] | null> {
    const [first, last] = await Promise.all([inTime(filter).first(), inTime(filter).last()]);
    return first === undefined || last === undefined ? null : [first.startedAt, last.startedAt];
  }

  /** The rows of a stretch of time that could be it, newest first, as far as the indexes know. */
  async function idsIn(
    stretch: RowFilter,
    withWords: readonly ReadonlySet<string>[],
  ): Promise<{ readonly read: number; readonly ids: readonly string[] }> {
    const [timed = [], ...lists] = await Promise.all(
      [...indexesOf(stretch), ...setsOf(stretch)].map((rows) => rows.primaryKeys()),
    );
    const others = [...withWords, ...lists.map((ids) => new Set(ids))];
    return {
      read: timed.length,
      ids: timed.filter((id) => others.every((ids) => ids.has(id))).reverse(),
    };
  }

  /** By what several indexes have in common, back in time: for what a walk would meet late or never. */
  async function searchByIndexes(
    filter: RowFilter,
    passes: (row: KeptRow) => boolean,
  ): Promise<readonly KeptRow[]> {
    const [first, last] = (await boundsOf(filter)) ?? [0, -1];
    const withWords = await Promise.all(
      filter.words.map(async (word) => new Set(await startingWith(word).primaryKeys())),
    );
    const found: KeptRow[] = [];
    let spanMs = Math.ceil((last - first) / 32);
    let to = last;
    while (to >= first && found.length < filter.limit) {
      const from = Math.max(first, to - spanMs);
      const where = { ...filter.where, from, to: to + 1 };
      const { read, ids } = await idsIn({ ...filter, where }, withWords);
      for (let at = 0; at < ids.length && found.length < filter.limit; at += batch) {
        const rows = await calls.bulkGet(ids.slice(at, at + batch));
        found.push(...rows.filter((row): row is KeptRow => row !== undefined && passes(row)));
      }
      to = from - 1;
      if (read < mostRead / 2) spanMs *= 2;
      else if (read > mostRead) spanMs = Math.ceil(spanMs / 2);
    }
    return found.toSorted(compareRows).slice(0, filter.limit);
  }

  async function search(filter: RowFilter): Promise<readonly KeptRow[]> {
    const { words, limit } = filter;
    const passes = (row: KeptRow): boolean =>
      meetsConditions(row, filter) &&
      words.every((word) => row.tokens.some((token) => token.startsWith(word)));
    const rarest = await rarestOf(words);
    if (rarest !== null && rarest.hits <= mostFetched) {
      const rows = await startingWith(rarest.word).distinct().toArray();
      return rows.filter(passes).toSorted(compareRows).slice(0, limit);
    }
    const [narrowest] = indexesOf(filter);
    // Every row of a stretch of time is wanted: none is walked past.
    if (isOfTimeOnly(filter)) {
      return narrowest.reverse().filter(passes).limit(limit).toArray();
    }
    let walked = 0;
    const found = await narrowest
      .reverse()
      .until(() => (walked += 1) > mostWalked)
      .filter(passes)
      .limit(limit)
      .toArray();
    const isWhole = found.length >= limit || walked <= mostWalked;
    return isWhole ? found : searchByIndexes(filter, passes);
  }

  return {
    put: (row) => guarded(async () => void (await calls.put(row))),
    change: (id, become) =>
      guarded(() =>
        calls.db.transaction("rw", calls, async () => {
          const row = become((await calls.get(id)) ?? null);
          if (row !== null) await calls.put(row);
          return row;
        }),
      ),
    get: (id) => guarded(async () => (await calls.get(id)) ?? null),
    withNumber: (key, limit) =>
      guarded(() =>
        calls
          .where("[key+startedAt]")
          .between([key, Dexie.minKey], [key, Dexie.maxKey])
          .reverse()
          .limit(limit)
          .toArray(),
      ),
    search: (filter) => guarded(() => search(filter)),
    watch(filter, listener, failed) {
      const subscription = liveQuery(() => search(filter)).subscribe({
        next: listener,
        error: (error: unknown) => failed(readStorageError(error)),
      });
      return () => subscription.unsubscribe();
    },
    open: () => guarded(() => calls.where("open").equals(1).toArray()),
    removeBefore: (at) =>
      guarded(async () => void (await calls.where("startedAt").below(at).delete())),
    clear: () => guarded(() => calls.clear()),
  };
}

/** Whether all calls of a stretch of time are wanted, whatever they are like. */
function isOfTimeOnly({ words, missedOnly, where = {} }: RowFilter): boolean {
  const { from: _from, to: _to, ...others } = where;
  const isOpen = (value: unknown): boolean =>
    value == null || (Array.isArray(value) && value.length === 0);
  return words.length === 0 && !missedOnly && Object.values(others).every(isOpen);
}

/** Why calls with an ending ended; empty where that says nothing. */
function reasonsFor(ending: Ending | null | undefined): readonly string[] {
  return ending == null || ending === "answered" ? [] : reasonsOf[ending];
}
