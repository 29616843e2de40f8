import type { DeskConfig } from "@/phone/config/desk-config";
import type { AccountTables } from "@/phone/storage/account-tables";

export type Policy = DeskConfig["privacy"];
type Kept = Policy["signOutRemoves"][number];
type Tables = Omit<AccountTables, "live" | "seal" | "readCaller" | "close">;

const dayMs = 86_400_000;

/** Removes what is older than policy lets it be: calls, times, callbacks that are done, and score cards. */
export async function removeOld(tables: Tables, days: number, now: number): Promise<void> {
  const before = now - days * dayMs;
  await tables.history.removeBefore(before);
  for (const { id, endedAt, seenAt } of await tables.shifts.all()) {
    if ((endedAt ?? seenAt) < before) await tables.shifts.remove(id);
  }
  for (const { id, done } of await tables.callbacks.all()) {
    if (done !== null && done.at < before) await tables.callbacks.remove(id);
  }
  for (const { id, at } of await tables.scoreCards.all()) {
    if (at < before) await tables.scoreCards.remove(id);
  }
}

/** The company's people go with the contacts, and so must what is remembered of their file: it would not be read again. */
const tablesOf: Readonly<Record<Kept, readonly (keyof Tables)[]>> = {
  contacts: ["contacts", "company", "facts"],
  history: ["history", "shifts", "scoreCards"],
  callbacks: ["callbacks"],
};

/** Removes what policy says is not to stay on a computer that does not remember the agent. */
export async function removeAtSignOut(tables: Tables, kept: readonly Kept[]): Promise<void> {
  await Promise.all(kept.flatMap((each) => tablesOf[each]).map((name) => tables[name].clear()));
}
