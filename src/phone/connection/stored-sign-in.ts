import * as v from "valibot";

import type { Vault } from "@/phone/vault/vault";
import { within } from "@/phone/within";

import { type Account, accountKey, type Credentials } from "./account";
import type { SecretStore } from "./connection-options";
import { signInName } from "./sign-in-name";

/** The two halves of the browser's storage that outlive a page. Methods may throw where storage is blocked. */
export interface TextStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export interface SignInStores {
  readonly vault: Vault;
  /** Ends with the browser session; a reload keeps it (`sessionStorage`). */
  readonly session: TextStorage;
  /** Outlives the browser (`localStorage`). */
  readonly lasting: TextStorage;
}

const storedSignIn = v.object({
  account: v.object({ server: v.string(), domain: v.string(), extension: v.string() }),
  /** Base64 of what the vault sealed. */
  sealed: v.string(),
  /** The server in use. It is taken for one only if the configuration names it. */
  used: v.exactOptional(v.string()),
});

/** A disk that is busy or broken keeps nobody from signing in for longer. */
const patienceMs = 2_000;

/**
 * Keeps the sign-in sealed by the vault: in session storage, and, when it is to be remembered, in local storage too. The
 * seal is bound to the account, so a secret cannot be moved to another server by changing the address beside it.
 */
export function createSecretStore({ vault, session, lasting }: SignInStores): SecretStore {
  /** What is sealed after somebody has signed out, or signed in anew, is not stored any more. */
  let turn = 0;

  const forget = (account: Account): void => {
    quietly(() => session.removeItem(signInName));
    quietly(() => {
      // Another tab may be signed in, and remembered, as somebody else.
      const kept = readEntry(lasting.getItem(signInName));
      if (kept && accountKey(kept.account) !== accountKey(account)) return;
      lasting.removeItem(signInName);
    });
  };

  async function keep({ account, password }: Credentials, remember: boolean): Promise<void> {
    turn += 1;
    const mine = turn;
    const sealed = await vault.seal(new TextEncoder().encode(password), accountKey(account));
    if (mine !== turn) return;
    forget(account);
    const entry = JSON.stringify({ account, sealed: toBase64(sealed) });
    // Always this tab's own copy: a reload must find the same agent, whoever else was remembered meanwhile.
    session.setItem(signInName, entry);
    if (remember) lasting.setItem(signInName, entry);
  }

  return {
    keep: (credentials, remember) => within(keep(credentials, remember), patienceMs, "timedOut"),
    async read() {
      const stored =
        readEntry(session.getItem(signInName)) ?? readEntry(lasting.getItem(signInName));
      if (stored === null) return null;
      const { account, sealed, used = null } = stored;
      const plain = await vault.open(fromBase64(sealed), accountKey(account));
      return { account, password: new TextDecoder().decode(plain), server: used };
    },
    noteServer(account, server) {
      for (const storage of [session, lasting]) {
        quietly(() => {
          const kept = readEntry(storage.getItem(signInName));
          if (kept === null || accountKey(kept.account) !== accountKey(account)) return;
          if (kept.used !== server)
            storage.setItem(signInName, JSON.stringify({ ...kept, used: server }));
        });
      }
    },
    async forget(account) {
      turn += 1;
      forget(account);
    },
  };
}

/** What is stored, sealed; `null` if it is nothing of ours. */
export function readEntry(text: string | null): v.InferOutput<typeof storedSignIn> | null {
  const stored = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSignIn), text);
  return stored.success ? stored.output : null;
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // Blocked storage has nothing to forget.
  }
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
