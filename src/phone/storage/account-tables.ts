import type { ShiftRow } from "@/phone/agent/shift-row";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow, ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import type { LiveTable } from "@/phone/recovery/recovery";
import type { ScoreCardRow } from "@/phone/score-cards/score-card";

import type { FactRow, RowTable } from "./row-table";

/** What is kept about a number. */
export interface CallerRows {
  readonly contact: ContactRow | null;
  /** From the company's own directory. */
  readonly company: ContactRow | null;
  /** Newest first, the call that is up among them. */
  readonly calls: readonly KeptRow[];
  /** Those that are open. */
  readonly callbacks: readonly CallbackRow[];
}

/** One account's tables, open. */
export interface AccountTables {
  readonly contacts: ContactTable;
  readonly history: HistoryTable;
  /** The calls of this moment. */
  readonly live: LiveTable;
  readonly callbacks: RowTable<CallbackRow>;
  /** What the agent did when. */
  readonly shifts: RowTable<ShiftRow>;
  /** The company's own directory, a copy. */
  readonly company: ContactTable;
  readonly facts: RowTable<FactRow>;
  readonly scoreCards: RowTable<ScoreCardRow>;
  /** All about a number (`numberKey`), in one read. */
  readCaller(key: string, mostCalls: number): Promise<CallerRows>;
  /** The tables are sealed on the disk. */
  readonly seal?: Seal;
  /** The sign-in has ended, or another account's has begun. */
  close(): void;
}

/** What sealed tables need when the password has been changed since. */
export type SealCommand =
  /** The password of before: what was sealed with it is sealed with today's. */
  | { readonly type: "unlock"; readonly password: string }
  /** What was sealed is given up. */
  | { readonly type: "beginAnew" };

export interface Seal {
  /** Resolves to whether it worked. */
  do(command: SealCommand): Promise<boolean>;
  /** Of what is on the disk; `null` while it cannot be opened. */
  key(): Promise<CryptoKey | null>;
}

/**
 * Opens the tables of one account; rejects where nothing can be kept. `locked` is told whether what was sealed cannot be
 * opened with today's password: until it can, what is new waits in memory.
 */
export type OpenTables = (
  account: string,
  locked: (isLocked: boolean) => void,
) => Promise<AccountTables>;
