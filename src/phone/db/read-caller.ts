import { Dexie } from "dexie";

import type { CallerRows } from "@/phone/storage/account-tables";

import { guarded } from "./read-storage-error";
import type { AccountDatabase } from "./schema";

/** One transaction: what is shown together was true together, and the disk is asked once. */
export function readCaller(
  database: AccountDatabase,
  key: string,
  mostCalls: number,
): Promise<CallerRows> {
  const { contacts, company, calls, callbacks } = database;
  return guarded(() =>
    database.transaction("r", [contacts, company, calls, callbacks], async () => {
      const [contact, colleague, last, all] = await Promise.all([
        contacts.where("keys").equals(key).first(),
        company.where("keys").equals(key).first(),
        calls
          .where("[key+startedAt]")
          .between([key, Dexie.minKey], [key, Dexie.maxKey])
          .reverse()
          .limit(mostCalls)
          .toArray(),
        callbacks.filter((row) => row.key === key && row.done === null).toArray(),
      ]);
      return {
        contact: contact ?? null,
        company: colleague ?? null,
        calls: last,
        callbacks: all,
      };
    }),
  );
}
