import * as v from "valibot";

import type { Vault } from "@/phone/vault/vault";

import { type Account, accountKey } from "./account";
import type { SecretStore } from "./connection";

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

const name = "hamsa.sign-in";

const storedSignIn = v.object({
  account: v.object({ server: v.string(), domain: v.string(), extension: v.string() }),
  /** Base64 of what the vault sealed. */
  sealed: v.string(),
});

/**
 * Keeps the sign-in sealed by the vault: in session storage, or, when it is to be remembered, in local storage. The
 * seal is bound to the account, so a secret cannot be moved to another server by changing the address beside it.
 */
export function createSecretStore({ vault, session, lasting }: SignInStores): SecretStore {
  const forget = (): void => {
    quietly(() => session.removeItem(name));
    quietly(() => lasting.removeItem(name));
  };

  return {
    async keep({ account, password }, remember) {
      const sealed = await vault.seal(new TextEncoder().encode(password), accountKey(account));
      forget();
      const entry = JSON.stringify({ account, sealed: toBase64(sealed) });
      (remember ? lasting : session).setItem(name, entry);
    },
    async read() {
      const text = session.getItem(name) ?? lasting.getItem(name);
      const stored = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSignIn), text);
      if (!stored.success) return null;
      const account: Account = stored.output.account;
      const plain = await vault.open(fromBase64(stored.output.sealed), accountKey(account));
      return { account, password: new TextDecoder().decode(plain) };
    },
    async forget() {
      forget();
    },
  };
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
