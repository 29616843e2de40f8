import { createQueue } from "@/lib/queue";

import { makeDataKey, openDataKey, rewrapDataKey } from "./db/sealed/data-key";
import { sealedTableNames, type Sealing } from "./db/sealing";
import type { AccountTables, Seal, SealCommand } from "./storage/account-tables";
import { type FollowedTables, followTables } from "./storage/follow-tables";
import { createMemoryTables } from "./storage/memory-tables";

export interface SealedAccountOptions {
  readonly account: string;
  /** Open on the disk; `live` is sealed by other means. */
  readonly plain: AccountTables & { readonly sealing: Sealing };
  /** The rows are to be sealed, or else to be laid open again. */
  readonly encrypt: boolean;
  readonly password: () => Promise<string | null>;
  readonly locked: (isLocked: boolean) => void;
}

/**
 * The tables of an account that are sealed, or were until now. They can be asked at once and answer when they are open: the
 * calls of this moment do not wait for it. With a password that does not open them they are in memory, until the one of
 * before does or they are given up.
 */
export function openSealed(options: SealedAccountOptions): AccountTables {
  const { account, plain, encrypt, locked } = options;
  const { sealing } = plain;
  let opened: AccountTables | null = null;
  let key: CryptoKey | null = null;
  const over = new AbortController();
  /** Another tab may open them while this one does. */
  const inTurn = createQueue(over.signal);
  const following: FollowedTables = followTables(open);

  /** The tables with what was kept in memory meanwhile; `null`: it is another password. */
  async function tryToOpen(): Promise<AccountTables | null> {
    const password = await options.password();
    if (password === null) return null;
    let kept = await sealing.key();
    if (kept === null) kept = await sealing.keepKey((await makeDataKey(password, account)).kept);
    key = await openDataKey(kept, password, account);
    if (key === null) return null;
    const sealed = sealing.open(key);
    await sealing.removeNow(sealed);
    if (encrypt) {
      await sealing.sealRows(sealed);
      return { ...sealed, live: plain.live };
    }
    await sealing.unsealRows(sealed);
    sealed.close();
    return { ...plain, close: () => undefined };
  }

  async function open(): Promise<AccountTables> {
    opened = await tryToOpen();
    if (opened !== null) {
      locked(false);
      return opened;
    }
    locked(true);
    const stop = sealing.watchKey(() => void openAfterAll().catch(() => undefined));
    over.signal.addEventListener("abort", stop);
    return createMemoryTables();
  }

  /** If the password is the right one now. */
  function openAfterAll(): Promise<boolean> {
    return inTurn(async () => {
      if (opened !== null) return true;
      const waiting = await following.current();
      const tables = await tryToOpen();
      if (tables === null) return false;
      opened = tables;
      following.switchTo(async () => tables);
      await pour(waiting, tables);
      locked(false);
      return true;
    });
  }

  async function unlock({ password }: Extract<SealCommand, { type: "unlock" }>): Promise<boolean> {
    const [kept, today] = await Promise.all([sealing.key(), options.password()]);
    if (kept === null || today === null) return false;
    const replaced = await rewrapDataKey(kept, password, today, account);
    if (replaced === null) return false;
    await sealing.replaceKey(replaced);
    return openAfterAll();
  }

  /** While it cannot be opened, what is sealed is emptied too: nothing of it comes back with the password. */
  function emptiable(name: (typeof sealedTableNames)[number]) {
    const table = following.tables[name];
    async function clear(): Promise<void> {
      await inTurn(async () => {
        await following.current();
        if (opened === null) await sealing.removeLater(name);
      });
      await table.clear();
    }
    return [name, { ...table, clear }] as const;
  }

  const seal: Seal = {
    async do(command) {
      if (command.type === "unlock") return unlock(command);
      await sealing.forget();
      return openAfterAll();
    },
    async key() {
      await following.current();
      return encrypt ? key : null;
    },
  };

  void following.current().catch(() => undefined);
  return {
    ...following.tables,
    ...(Object.fromEntries(sealedTableNames.map(emptiable)) as Pick<
      AccountTables,
      (typeof sealedTableNames)[number]
    >),
    live: plain.live,
    seal,
    close() {
      over.abort();
      void following
        .current()
        .then((tables) => tables.close())
        .catch(() => undefined)
        .finally(() => plain.close());
    },
  };
}

/** What was new while the tables were locked. */
async function pour(
  from: Omit<AccountTables, "close" | "seal">,
  into: AccountTables,
): Promise<void> {
  const everything = { words: [], missedOnly: false, limit: Infinity };
  for (const row of await from.history.search(everything)) await into.history.put(row);
  for (const row of await from.contacts.search([], Infinity)) await into.contacts.put(row);
  for (const row of await from.callbacks.all()) await into.callbacks.put(row);
  for (const row of await from.shifts.all()) await into.shifts.put(row);
  for (const row of await from.company.search([], Infinity)) await into.company.put(row);
  for (const row of await from.facts.all()) await into.facts.put(row);
  for (const row of await from.scoreCards.all()) await into.scoreCards.put(row);
}
