import type { ShiftRow } from "@/phone/agent/shift-row";
import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";
import type { LiveTable } from "@/phone/recovery/recovery";

import type { FactRow, RowTable } from "./row-table";

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
  close(): void;
}
