import type { ContactTable } from "@/phone/directory/directory";
import type { HistoryTable } from "@/phone/history/history";

/** One account's tables, open. */
export interface AccountTables {
  readonly contacts: ContactTable;
  readonly history: HistoryTable;
  close(): void;
}
