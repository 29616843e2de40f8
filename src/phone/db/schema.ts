import { Dexie, type Table, type Transaction } from "dexie";

import type { ShiftRow } from "@/phone/agent/shift-row";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";
import type { LiveRow } from "@/phone/recovery/recovery";
import type { ScoreCardRow } from "@/phone/score-cards/score-card";
import type { FactRow } from "@/phone/storage/row-table";

import type { DueRemoval, KeptKey } from "./sealed/data-key";
import type { SealedRecord } from "./sealed/seal-record";

/** One account's tables. */
export interface AccountDatabase extends Dexie {
  readonly calls: Table<KeptRow, string>;
  readonly contacts: Table<ContactRow, string>;
  readonly live: Table<LiveRow, string>;
  readonly callbacks: Table<CallbackRow, string>;
  readonly shifts: Table<ShiftRow, string>;
  /** The company's own directory, a copy. */
  readonly company: Table<ContactRow, string>;
  readonly facts: Table<FactRow, string>;
  readonly scoreCards: Table<ScoreCardRow, string>;
  /** All of them but `live`, where they are sealed. */
  readonly sealed: Table<SealedRecord, number>;
  readonly keys: Table<KeptKey | DueRemoval, string>;
}

interface Version {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
  /** Brings rows of the version before into shape. */
  readonly upgrade?: (transaction: Transaction) => PromiseLike<unknown>;
}

/**
 * Every version there ever was, oldest first: what a browser holds may be any of them. A new version is added at the
 * end with its `upgrade`, and a fixture of the one before it goes to `fixtures/`.
 */
export const versions: readonly Version[] = [
  {
    number: 1,
    stores: {
      calls: "id, startedAt, open, [missed+startedAt], *tokens",
      contacts: "id, name, *keys, *tokens",
    },
  },
  {
    // Rows say who was in a conference, and what people call a queue.
    number: 2,
    stores: {},
    upgrade: (transaction) =>
      transaction
        .table<KeptRow>("calls")
        .toCollection()
        .modify({ members: null, queueLabel: null }),
  },
  {
    // The calls of this moment, for the page that comes after a reload.
    number: 3,
    stores: { live: "id, instance" },
  },
  {
    // Rows say what was added to a call; what an agent did between calls, whom to call back, the company's people.
    number: 4,
    stores: {
      calls: "id, startedAt, open, [missed+startedAt], [key+startedAt], *tokens",
      contacts: "id, name, *keys, *tokens",
      callbacks: "id",
      shifts: "id, startedAt",
      company: "id, name, *keys, *tokens",
      facts: "id",
    },
    upgrade: async (transaction) => {
      await transaction
        .table<ContactRow>("contacts")
        .toCollection()
        .modify((row) => {
          Object.assign(row, { emails: [], tags: [], fields: {}, batch: null, before: null });
        });
      await transaction
        .table<KeptRow>("calls")
        .toCollection()
        .modify((row) => {
          Object.assign(row, {
            waitedSeconds: null,
            menuChoice: null,
            isInternal: false,
            work: { note: "", outcome: null, wrapUpMs: 0, survey: null, callbackId: null },
            key: (row.formatted ?? row.number).toLowerCase().replace(/[\s()./-]/g, ""),
          });
        });
    },
  },
  {
    // What a history is filtered by; the same tables sealed (`sealed/`): changes in their order, and the key's own row.
    number: 5,
    stores: {
      calls: [
        "id, startedAt, open, [missed+startedAt], [key+startedAt], *tokens",
        "[queue+startedAt], [endReason+startedAt], [work.outcome+startedAt]",
        "[agent+startedAt], [direction+startedAt]",
      ].join(),
      sealed: "seq, table",
      keys: "id",
    },
  },
  {
    // What a supervisor thinks of the calls that they listened to.
    number: 6,
    stores: { scoreCards: "id" },
  },
];

export function openSchema(name: string, upTo: readonly Version[] = versions): AccountDatabase {
  // Answers that Dexie remembers are copied each time, and know nothing of what is told by hand (`tell-changed.ts`).
  const database = new Dexie(name, { cache: "disabled" });
  for (const { number, stores, upgrade } of upTo) {
    const version = database.version(number).stores(stores);
    if (upgrade !== undefined) version.upgrade(upgrade);
  }
  return database as AccountDatabase;
}
