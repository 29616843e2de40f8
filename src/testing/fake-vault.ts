import type { TextStorage } from "@/phone/connection/stored-sign-in";
import { PhoneError } from "@/phone/errors";
import type { Vault } from "@/phone/vault/vault";

/** Seals by writing the purpose in front: opening for another purpose fails as the real one does. */
export function createFakeVault(): Vault {
  return {
    async seal(plain, about) {
      const head = new TextEncoder().encode(`${about}\n`);
      return new Uint8Array([...head, ...plain.map((byte) => byte ^ 0x55)]);
    },
    async open(sealed, about) {
      const head = new TextEncoder().encode(`${about}\n`);
      const matches = head.every((byte, index) => sealed[index] === byte);
      if (!matches) throw new PhoneError("storageBlocked");
      return new Uint8Array(sealed.slice(head.length).map((byte) => byte ^ 0x55));
    },
  };
}

/** A storage in memory, as `localStorage` and `sessionStorage` look. */
export function createFakeStorage(): TextStorage & { readonly entries: Map<string, string> } {
  const entries = new Map<string, string>();
  return {
    entries,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}
