import { createStore, get, update, type UseStore } from "idb-keyval";

import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";

import type { Vault } from "./vault";

const ivBytes = 12;
const keyName = "main";
const algorithm = { name: "AES-GCM", length: 256 } as const;

/**
 * A vault whose key lives in IndexedDB as a non-extractable `CryptoKey`. Where IndexedDB is blocked the key lives
 * as long as the page: what was sealed is then lost with it, and nobody can read it either. `isWanted`: the key is read
 * at once, for who knows already that something sealed will be opened.
 */
export function createVault(isWanted: boolean): Vault {
  let key: Promise<CryptoKey> | null = null;

  function mainKey(): Promise<CryptoKey> {
    key ??= keepKey().catch(async (error: unknown) => {
      log("warn", "vault", "the key cannot be kept in this browser", { error });
      return newKey();
    });
    return key;
  }

  if (isWanted) void mainKey();

  return {
    async seal(plain, about) {
      const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
      const sealed = await crypto.subtle.encrypt(parameters(iv, about), await mainKey(), plain);
      const whole = new Uint8Array(ivBytes + sealed.byteLength);
      whole.set(iv);
      whole.set(new Uint8Array(sealed), ivBytes);
      return whole;
    },
    async open(sealed, about) {
      try {
        const iv = sealed.slice(0, ivBytes);
        const body = sealed.slice(ivBytes);
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(iv, about), await mainKey(), body),
        );
      } catch (error) {
        throw new PhoneError("storageBlocked", {}, error);
      }
    },
  };
}

function parameters(iv: Uint8Array<ArrayBuffer>, about: string): AesGcmParams {
  return { name: algorithm.name, iv, additionalData: new TextEncoder().encode(about) };
}

function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(algorithm, false, ["encrypt", "decrypt"]);
}

/** The stored key, or a new one that is stored: in one transaction, so two tabs agree on one. */
async function keepKey(): Promise<CryptoKey> {
  const store: UseStore = createStore("hamsa-vault", "keys");
  const present = await get<CryptoKey>(keyName, store);
  if (present !== undefined) return present;
  const fresh = await newKey();
  let kept = fresh;
  await update<CryptoKey>(
    keyName,
    (present) => {
      kept = present ?? fresh;
      return kept;
    },
    store,
  );
  return kept;
}
