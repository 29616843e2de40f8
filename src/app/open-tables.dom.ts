import { openFinder } from "@/phone/db/find/finder.dom";
import { openAccount, type OpenAccountOptions } from "@/phone/open-account";
import type { AccountTables } from "@/phone/storage/account-tables";

/** An account's tables in a browser: words are looked for in a worker. */
export function openTables(
  options: Omit<OpenAccountOptions, "openFinder">,
): Promise<AccountTables> {
  return openAccount({ ...options, openFinder });
}
