import type { Table } from "dexie";

import type { ShiftRow } from "@/phone/agent/shift-row";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";
import { compareRows } from "@/phone/row-filter";
import type { ScoreCardRow } from "@/phone/score-cards/score-card";
import type { AccountTables } from "@/phone/storage/account-tables";
import type { FactRow } from "@/phone/storage/row-table";

import type { Packed } from "./packed";
import { createRowSet, type RowSet } from "./row-set";
import type { SealedRecord } from "./seal-record";
import { createSealedContacts } from "./sealed-contacts";
import { createSealedHistory } from "./sealed-history";
import { createSealedLog, type SealedLog } from "./sealed-log";
import { createSealedRows } from "./sealed-rows";
import type { Guarded, Workshop } from "./workshop";

export interface SealedSets {
  readonly contacts: RowSet<Packed<ContactRow>>;
  readonly company: RowSet<Packed<ContactRow>>;
  readonly callbacks: RowSet<CallbackRow>;
  readonly facts: RowSet<FactRow>;
  readonly shifts: RowSet<ShiftRow>;
  readonly scoreCards: RowSet<ScoreCardRow>;
  readonly calls: RowSet<Packed<KeptRow>>;
}

export type SealedName = keyof SealedSets;

export interface SealedTables extends Omit<AccountTables, "live" | "seal"> {
  readonly sets: SealedSets;
  readonly log: SealedLog<SealedName>;
  /** Resolves when every row is there. */
  readonly opened: Promise<void>;
}

export interface SealedTablesOptions {
  readonly records: Table<SealedRecord, number>;
  readonly key: CryptoKey;
  readonly guarded: Guarded;
  readonly tidyMs?: number;
}

interface Identified {
  readonly id: string;
}

const byId = (one: Identified, other: Identified): number =>
  one.id < other.id ? -1 : one.id > other.id ? 1 : 0;

/** As IndexedDB orders them: people's own order is made where few of them are left. */
const byName = (one: Packed<ContactRow>, other: Packed<ContactRow>): number =>
  one.name < other.name ? -1 : one.name > other.name ? 1 : byId(one, other);

/** In the order in which they are read after a sign-in: who calls is wanted first. */
function createSets(): SealedSets {
  return {
    contacts: createRowSet(byName, ({ keys }) => keys),
    company: createRowSet(byName, ({ keys }) => keys),
    callbacks: createRowSet<CallbackRow>(byId),
    facts: createRowSet<FactRow>(byId),
    shifts: createRowSet<ShiftRow>(byId),
    scoreCards: createRowSet<ScoreCardRow>(byId),
    calls: createRowSet<Packed<KeptRow>>(compareRows, ({ key }) => [key]),
  };
}

/** The tables of an account whose rows lie sealed on the disk and open in memory. They are read at once. */
export function openSealedTables({
  records,
  key,
  guarded,
  ...options
}: SealedTablesOptions): SealedTables {
  const sets = createSets();
  const waiting = new Map<string, () => void>();
  const log = createSealedLog<SealedName>({
    records,
    key,
    sets,
    read: (name) => waiting.get(name)?.(),
    ...options,
  });
  const opened = guarded(() => log.open());
  opened.catch(() => undefined);

  function workshopOf<Name extends SealedName>(name: Name): Workshop<Rows<Name>> {
    const set = sets[name] as unknown as RowSet<Rows<Name>>;
    const read = new Promise<void>((resolve) => waiting.set(name, resolve));
    // What fails while other tables are read fails here too.
    const ready = Promise.race([read, opened]);
    ready.catch(() => undefined);
    return {
      async rows() {
        await ready;
        return set;
      },
      write: (decide) => guarded(() => log.write(name, () => decide(set))),
    };
  }

  const contacts = createSealedContacts(workshopOf("contacts"));
  const company = createSealedContacts(workshopOf("company"));
  const callbacks = createSealedRows<CallbackRow>(workshopOf("callbacks"));
  const history = createSealedHistory(workshopOf("calls"));
  return {
    sets,
    log,
    opened,
    contacts,
    company,
    callbacks,
    facts: createSealedRows(workshopOf("facts")),
    shifts: createSealedRows(workshopOf("shifts")),
    scoreCards: createSealedRows(workshopOf("scoreCards")),
    history,
    readCaller: async (number, mostCalls) => ({
      contact: await contacts.findByKey(number),
      company: await company.findByKey(number),
      calls: await history.withNumber(number, mostCalls),
      callbacks: (await callbacks.all()).filter((row) => row.key === number && row.done === null),
    }),
    close: () => log.close(),
  };
}

type Rows<Name extends SealedName> = SealedSets[Name] extends RowSet<infer Row> ? Row : never;
