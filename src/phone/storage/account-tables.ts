import type { ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";
import type { LiveTable } from "@/phone/recovery/recovery";

/** One account's tables, open. */
export interface AccountTables {
  readonly contacts: ContactTable;
  readonly history: HistoryTable;
  /** The calls of this moment. */
  readonly live: LiveTable;
  close(): void;
}
