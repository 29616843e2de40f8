import { liveQuery, type Table } from "dexie";

import { log } from "@/lib/log";
import { createQueue } from "@/lib/queue";

import { chooseRewrite, rewriteOf } from "./rewrite";
import type { RowSet } from "./row-set";
import { type Change, openRecord, type SealedRecord, sealRecord } from "./seal-record";

export type Sets<Name extends string> = Readonly<Record<Name, RowSet<{ readonly id: string }>>>;

export interface SealedLogOptions<Name extends string> {
  readonly records: Table<SealedRecord, number>;
  readonly key: CryptoKey;
  /** In the order in which they are wanted after a sign-in. */
  readonly sets: Sets<Name>;
  /** The rows of a table are there. */
  readonly read: (name: Name) => void;
  readonly tidyMs?: number;
}

/** What is to be written, judged by the rows as they are; `null`: nothing. */
export type Decide = () => readonly Change<unknown>[] | null;

export interface SealedLog<Name extends string> {
  /** Reads all there is. */
  open(): Promise<void>;
  /** Decides and writes in one step, whatever other tabs do: it is decided anew when one of them came first. */
  write(name: Name, decide: Decide): Promise<void>;
  /** Seals anew what has become small, old or tainted, until there is no more of it. */
  tidy(): Promise<void>;
  close(): void;
}

/** Records that are fetched at a time, of at most some 400 kB. */
const batchSize = 4;
/** Tidying waits for the work of the moment to be over. */
const usualTidyMs = 15_000;

/**
 * The rows of an account as a log of sealed changes: written at its end, each at the place after the last one, which is
 * how a tab notices that another one has written. What has been superseded is sealed anew, in one transaction with the
 * deletion of the old records: a crash leaves either.
 */
export function createSealedLog<Name extends string>(
  options: SealedLogOptions<Name>,
): SealedLog<Name> {
  const { records, key, sets, tidyMs = usualTidyMs } = options;
  const names = Object.keys(sets) as Name[];
  const over = new AbortController();
  const inTurn = createQueue(over.signal);
  /** The last place that these rows know of. */
  let head = 0;
  let tidying: ReturnType<typeof setTimeout> | undefined;

  async function lastPlace(): Promise<number> {
    const [last = 0] = await records.orderBy(":id").reverse().limit(1).primaryKeys();
    return last;
  }

  async function take(record: SealedRecord): Promise<void> {
    const set = sets[record.table as Name];
    try {
      const change = await openRecord<{ readonly id: string }>(key, record);
      set?.apply(record.seq, change);
    } catch (error) {
      log("warn", "storage", "a sealed record cannot be opened", { seq: record.seq, error });
    }
  }

  async function takeAll(places: readonly number[]): Promise<void> {
    for (let at = 0; at < places.length; at += batchSize) {
      const batch = await records.bulkGet(places.slice(at, at + batchSize));
      for (const record of batch) {
        over.signal.throwIfAborted();
        // One by one: between two of them the page has a turn.
        if (record !== undefined) await take(record);
      }
    }
  }

  async function readAll(): Promise<void> {
    const last = await lastPlace();
    for (const name of names) {
      const places = await records.where("table").equals(name).primaryKeys();
      sets[name].drop([...sets[name].records.keys()].filter((seq) => !places.includes(seq)));
      await takeAll(places.toSorted((one, other) => one - other));
      sets[name].prune();
      sets[name].tell();
      options.read(name);
    }
    head = last;
  }

  /** What other tabs have written. */
  async function catchUp(): Promise<void> {
    const places = await records.where(":id").above(head).primaryKeys();
    const last = places.at(-1);
    if (last === undefined) return;
    // Some of it has been sealed anew already: what it removed is told nowhere any more.
    if (places.length < last - head) return readAll();
    await takeAll(places);
    head = last;
    for (const name of names) sets[name].tell();
    planTidying();
  }

  /** Resolves to whether it was written: not if another tab came first. */
  async function append(
    name: Name,
    changes: readonly Change<unknown>[],
    drops: readonly number[],
  ): Promise<boolean> {
    const at = head;
    const sealed: SealedRecord[] = [];
    for (const change of changes) {
      sealed.push(await sealRecord(key, name, at + 1 + sealed.length, change));
    }
    const isWritten = await records.db.transaction("rw", records, async () => {
      if ((await lastPlace()) !== at) return false;
      await records.bulkAdd(sealed);
      await records.bulkDelete([...drops]);
      return true;
    });
    if (!isWritten) return false;
    head = at + sealed.length;
    const set = sets[name];
    for (const [index, change] of changes.entries()) {
      set.apply(at + 1 + index, change as Change<{ readonly id: string }>);
    }
    set.drop(drops);
    return true;
  }

  async function writeNow(name: Name, decide: Decide): Promise<void> {
    for (;;) {
      const changes = decide();
      if (changes === null || changes.length === 0) return;
      const isAll = changes.some(({ clear }) => clear);
      const drops = isAll ? [...sets[name].records.keys()] : [];
      if (await append(name, changes, drops)) break;
      await catchUp();
    }
    sets[name].tell();
    planTidying();
  }

  /** Resolves to whether there may be more of it. */
  async function tidyOne(name: Name): Promise<boolean> {
    const set = sets[name];
    const chosen = chooseRewrite(set);
    if (chosen.length === 0) return false;
    const there = new Set(await records.where(":id").anyOf(chosen).primaryKeys());
    // Another tab has done it.
    set.drop(chosen.filter((seq) => !there.has(seq)));
    if (there.size < chosen.length) return true;
    if (!(await append(name, rewriteOf(set, chosen), chosen))) await catchUp();
    return true;
  }

  function planTidying(): void {
    if (tidying !== undefined || over.signal.aborted) return;
    tidying = setTimeout(() => {
      tidying = undefined;
      void tidy().catch((error: unknown) => log("warn", "storage", "not tidied", { error }));
    }, tidyMs);
  }

  async function tidy(): Promise<void> {
    for (const name of names) {
      // In pieces: what is to be written meanwhile goes between them.
      let isMore = true;
      while (isMore) isMore = await inTurn(() => tidyOne(name));
    }
  }

  /** For as long as it is open. */
  function follow(): void {
    const watching = liveQuery(lastPlace).subscribe({
      next: (last) => {
        if (last > head) void inTurn(catchUp).catch(() => undefined);
      },
      error: (error: unknown) => log("warn", "storage", "other tabs are not followed", { error }),
    });
    over.signal.addEventListener("abort", () => watching.unsubscribe());
  }

  return {
    open: () =>
      inTurn(async () => {
        await readAll();
        follow();
        planTidying();
      }),
    write: (name, decide) => inTurn(() => writeNow(name, decide)),
    tidy,
    close() {
      over.abort();
      clearTimeout(tidying);
    },
  };
}
