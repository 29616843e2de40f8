import type { ShiftRow } from "@/phone/agent/shift-row";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactRow, ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";
import type { KeptRow } from "@/phone/history/history-row";
import type { LiveTable } from "@/phone/recovery/recovery";

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
  /** All about a number (`numberKey`), in one read. */
  readCaller(key: string, mostCalls: number): Promise<CallerRows>;
  close(): void;
}
