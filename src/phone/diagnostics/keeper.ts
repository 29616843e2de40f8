import { newId } from "@/lib/new-id";
import type { Account } from "@/phone/connection/account";
import type { ConnectionState } from "@/phone/connection/connection";

import { describeAudio, describeCallEvent, describeConnection } from "./describe";
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
  /** What was read once is kept in memory and gone on with, until `forget`; what other tabs add is seen after that. */
  read(): Promise<Trace>;
  forget(): void;
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
  let account: Account | null = null;
  /** What was last written of a store: many of its changes are none to us. */
  const last = new Map<string, string>();
  let tail: Promise<unknown> = Promise.resolve();
  let inMemory: readonly Entry[] | null = null;

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
    if (inMemory !== null) inMemory = [...inMemory, ...entries].slice(-traceLimits.entries);
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

  function learn(mine: Account | null): void {
    if (mine === null || mine === account) return;
    account = mine;
    pseudonyms.setOwn(mine);
  }

  function isNews({ kind }: Noted, told: Told): boolean {
    if (kind !== "connectionState" && kind !== "audioState") return true;
    const text = JSON.stringify(told);
    const isSame = last.get(kind) === text;
    last.set(kind, text);
    return !isSame;
  }

  return {
    take(waiting) {
      const entries: Entry[] = [];
      for (const { at, noted } of waiting) {
        if (noted.kind === "connectionState") learn(selectAccount(noted.state));
        const told = redactNoted(noted, pseudonyms);
        if (isNews(noted, told)) entries.push({ at, page, ...told });
      }
      write(entries);
    },
    async read() {
      if (inMemory !== null) return { entries: inMemory, isKept };
      await tail;
      const before = written;
      const batches = await table.all().catch(() => []);
      // Tabs write side by side.
      const entries = batches
        .flatMap((batch) => batch.entries)
        .toSorted((one, other) => one.at - other.at);
      // What was written meanwhile may be missing: the next reading has it.
      if (written === before) inMemory = entries;
      return { entries, isKept };
    },
    forget() {
      inMemory = null;
    },
    async clear() {
      await tail;
      inMemory = null;
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
type Told = Without<Entry, "at" | "page">;

function redactNoted(noted: Noted, pseudonyms: Pseudonyms): Told {
  const facts = (given: Readonly<Record<string, unknown>>) => redactFacts(given, pseudonyms);
  switch (noted.kind) {
    case "sip": {
      const { kind, direction, text } = noted;
      return { kind, direction, ...redactMessage(text, pseudonyms) };
    }
    case "connectionState":
      return {
        kind: "connection",
        what: noted.state.phase,
        facts: facts(describeConnection(noted.state)),
      };
    case "audioState":
      return {
        kind: "sound",
        what: noted.state.microphone.phase,
        facts: facts(describeAudio(noted.state)),
      };
    case "callEvent":
      return { kind: "call", what: noted.event.type, facts: facts(describeCallEvent(noted)) };
    case "log": {
      const { kind, what, facts: given = {} } = noted;
      return { kind, what: redactSentence(what), facts: facts(withoutTexts(given)) };
    }
    default:
      return {
        kind: noted.kind,
        what: redactSentence(noted.what),
        facts: facts(noted.facts ?? {}),
      };
  }
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

/** As `selectAccount`; that module belongs to another part. */
function selectAccount(state: ConnectionState): Account | null {
  return "account" in state ? state.account : null;
}
