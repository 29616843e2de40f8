import { log } from "@/lib/log";

import type { Config } from "./config/config";
import { readDeskConfig } from "./config/desk-config";
import { accountKey } from "./connection/account";
import { signInName } from "./connection/sign-in-name";
import { createSecretStore, readEntry, type SignInStores } from "./connection/stored-sign-in";
import { type OpenDatabase, openDatabase } from "./db/database";
import type { OpenFinder } from "./db/find/finder";
import { PhoneError } from "./errors";
import { openSealed } from "./open-sealed";
import { type Policy, removeAtSignOut, removeOld } from "./privacy/remove-by-policy";
import type { AccountTables } from "./storage/account-tables";

export interface OpenAccountOptions {
  readonly config: Pick<Config, "whole">;
  readonly signIn: SignInStores;
  readonly account: string;
  readonly locked: (isLocked: boolean) => void;
  readonly now: () => number;
  /** Where rows that lie open are found by their words in a worker. */
  readonly openFinder?: OpenFinder;
}

/** What is old is looked for when the start is over, and then so often. */
const firstSweepMs = 3_000;
const sweepMs = 6 * 3_600_000;

/** Opens the tables of an account as policy wants them: sealed or not, with nothing older than it may be. */
export async function openAccount(options: OpenAccountOptions): Promise<AccountTables> {
  const { account, signIn } = options;
  const policy = readDeskConfig(options.config.whole).fields.privacy;
  // Without it nothing can be sealed, and what is to be sealed is not to lie open.
  if (policy.encrypt && globalThis.crypto?.subtle === undefined)
    throw new PhoneError("storageBlocked");
  const plain = await openDatabase(account);
  let wasLocked = false;
  let sweep = (): void => undefined;
  const isSealed = (await plain.sealing.key()) !== null;
  const tables =
    policy.encrypt || isSealed
      ? openSealed({
          account,
          plain,
          encrypt: policy.encrypt,
          password: () => readPassword(signIn, account),
          locked(isLocked) {
            options.locked(isLocked);
            // What could not be looked at before may be old.
            if (wasLocked && !isLocked) sweep();
            wasLocked = isLocked;
          },
        })
      : findable(plain, options.openFinder);
  const ruled = withPolicy(tables, policy, isRemembered(signIn, account), options.now);
  sweep = ruled.sweep;
  return ruled.tables;
}

function findable(plain: OpenDatabase, openFinder: OpenFinder | undefined): AccountTables {
  return openFinder === undefined ? plain : plain.foundBy(openFinder);
}

async function readPassword(signIn: SignInStores, account: string): Promise<string | null> {
  const kept = await createSecretStore(signIn)
    .read()
    .catch(() => null);
  return kept !== null && accountKey(kept.account) === account ? kept.password : null;
}

function isRemembered({ lasting }: SignInStores, account: string): boolean {
  try {
    const kept = readEntry(lasting.getItem(signInName));
    return kept !== null && accountKey(kept.account) === account;
  } catch {
    return false;
  }
}

function withPolicy(
  tables: AccountTables,
  { historyDays, signOutRemoves }: Policy,
  isRemembered: boolean,
  now: () => number,
): { readonly tables: AccountTables; readonly sweep: () => void } {
  const sweep = (): void => {
    if (historyDays === null) return;
    removeOld(tables, historyDays, now()).catch((error: unknown) =>
      log("warn", "storage", "what is old could not be removed", { error }),
    );
  };
  const first = setTimeout(sweep, firstSweepMs);
  const later = setInterval(sweep, sweepMs);
  const ruled = {
    ...tables,
    close() {
      clearTimeout(first);
      clearInterval(later);
      const removed = isRemembered ? [] : signOutRemoves;
      void removeAtSignOut(tables, removed)
        .catch((error: unknown) => log("warn", "storage", "not removed at sign-out", { error }))
        .finally(() => tables.close());
    },
  };
  return { tables: ruled, sweep };
}
