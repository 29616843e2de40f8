import { newId } from "@/lib/new-id";

import type { Entry, Noted, Waiting } from "./entry";
import { createPseudonyms, type Pseudonyms } from "./pseudonyms";
import { redactFacts, redactSentence } from "./redact-facts";
import { redactMessage } from "./redact-message";
import {
  countSurplus,
  createMemoryTrace,
  type TraceBatch,
  type TraceLimits,
  type TraceTable,
} from "./trace-table";

/** What an eight-hour shift of eighty calls leaves, twice; 4 MB of the site's storage. */
export const traceLimits: TraceLimits = {
  entries: 4_000,
  size: 4_000_000,
  ageMs: 7 * 86_400_000,
};
const trimEvery = 20;

/** All that is recorded, and whether it outlives the page. */
export interface Trace {
  /** Oldest first. */
  readonly entries: readonly Entry[];
  readonly isKept: boolean;
}

/** Redacts, keeps and gives back what was recorded. Loaded after the page has started. */
export interface Keeper {
  /** Redacts at once, and begins to write. */
  take(waiting: readonly Waiting[]): void;
  read(): Promise<Trace>;
  clear(): Promise<void>;
  redact: Redact;
}

export type Redact = (facts: Readonly<Record<string, unknown>>) => ReturnType<typeof redactFacts>;

export interface KeeperOptions {
  readonly openTable: () => Promise<TraceTable>;
  readonly now: () => number;
}

export async function createKeeper({ openTable, now }: KeeperOptions): Promise<Keeper> {
  const page = newId();
  let { table, isKept, pseudonyms } = await openOrStandIn(openTable);
  let written = 0;
  let account: Extract<Noted, { kind: "account" }>["account"] | null = null;
  let tail: Promise<unknown> = Promise.resolve();

  /** A disk that is full now will be full for the next one too: from here on nothing outlives the page. */
  async function standIn(batch: TraceBatch): Promise<void> {
    if (isKept) {
      table = createMemoryTrace();
      isKept = false;
    }
    await table.add(batch);
  }

  function write(entries: readonly Entry[]): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    const size = JSON.stringify(entries).length;
    const batch = { page, at: last.at, count: entries.length, size, entries };
    const isAdded = table.add(batch).catch(() => standIn(batch));
    written += 1;
    const mustTrim = written % trimEvery === 1;
    tail = Promise.all([tail, isAdded])
      .then(() =>
        mustTrim ? table.trim((weights) => countSurplus(weights, traceLimits, now())) : undefined,
      )
      .catch(() => undefined);
  }

  return {
    take(waiting) {
      const entries: Entry[] = [];
      for (const { at, noted } of waiting) {
        if (noted.kind === "account") {
          account = noted.account;
          pseudonyms.setOwn(account);
        } else entries.push({ at, page, ...redactNoted(noted, pseudonyms) });
      }
      write(entries);
    },
    async read() {
      await tail;
      const batches = await table.all().catch(() => []);
      const entries = batches.flatMap((batch) => batch.entries);
      // Tabs write side by side.
      return { entries: entries.toSorted((one, other) => one.at - other.at), isKept };
    },
    async clear() {
      await tail;
      await table.clear();
      pseudonyms = createPseudonyms(await table.key(newId()));
      if (account !== null) pseudonyms.setOwn(account);
    },
    redact: (facts) => redactFacts(facts, pseudonyms),
  };
}

async function openOrStandIn(openTable: () => Promise<TraceTable>) {
  const open = async (table: TraceTable, isKept: boolean) => ({
    table,
    isKept,
    pseudonyms: createPseudonyms(await table.key(newId())),
  });
  try {
    return await open(await openTable(), true);
  } catch {
    return open(createMemoryTrace(), false);
  }
}

type Without<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

function redactNoted(
  noted: Exclude<Noted, { kind: "account" }>,
  pseudonyms: Pseudonyms,
): Without<Entry, "at" | "page"> {
  if (noted.kind === "sip") {
    const { kind, direction, text } = noted;
    return { kind, direction, ...redactMessage(text, pseudonyms) };
  }
  const { kind, what, facts = {} } = noted;
  if (kind !== "log") return { kind, what, facts: redactFacts(facts, pseudonyms) };
  return { kind, what: redactSentence(what), facts: redactFacts(withoutTexts(facts), pseudonyms) };
}

/** What is said beside a line of the log may come from anywhere: only what failed, counts and flags are looked at. */
function withoutTexts(facts: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const spoken = ["level", "area", "error"];
  return Object.fromEntries(
    Object.entries(facts).filter(
      ([name, value]) => typeof value !== "string" || spoken.includes(name),
    ),
  );
}
