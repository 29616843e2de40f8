/** What is kept of the key that rows are sealed with: itself, sealed with a key made of the password. */
export interface KeptKey {
  readonly id: "data";
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** What is sealed of a table was deleted while nobody could open it: it goes as soon as somebody can. */
export interface DueRemoval {
  readonly id: `remove ${string}`;
}

/** OWASP's figure for PBKDF2 with SHA-256 (2023); WebCrypto has nothing better (no scrypt, no Argon2). */
const iterations = 600_000;
const saltBytes = 16;
const ivBytes = 12;
const keyBytes = 32;
const algorithm = { name: "AES-GCM", length: 256 } as const;

/** Made at random: a password may change without a row being sealed anew. */
export async function makeDataKey(
  password: string,
  account: string,
): Promise<{ readonly kept: KeptKey; readonly key: CryptoKey }> {
  const raw = crypto.getRandomValues(new Uint8Array(keyBytes));
  try {
    return { kept: await wrap(raw, password, account), key: await toKey(raw) };
  } finally {
    raw.fill(0);
  }
}

/** `null`: it is another password. */
export async function openDataKey(
  kept: KeptKey,
  password: string,
  account: string,
): Promise<CryptoKey | null> {
  const raw = await unwrap(kept, password, account);
  if (raw === null) return null;
  try {
    return await toKey(raw);
  } finally {
    raw.fill(0);
  }
}

/** The same key under another password; `null`: the one of before is not it. */
export async function rewrapDataKey(
  kept: KeptKey,
  before: string,
  password: string,
  account: string,
): Promise<KeptKey | null> {
  const raw = await unwrap(kept, before, account);
  if (raw === null) return null;
  try {
    return await wrap(raw, password, account);
  } finally {
    raw.fill(0);
  }
}

async function wrap(
  raw: Uint8Array<ArrayBuffer>,
  password: string,
  account: string,
): Promise<KeptKey> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes));
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const outer = await derive(password, salt, iterations);
  const sealed = await crypto.subtle.encrypt(parameters(iv, account), outer, raw);
  return { id: "data", salt, iterations, iv, sealed: new Uint8Array(sealed) };
}

async function unwrap(
  kept: KeptKey,
  password: string,
  account: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const outer = await derive(password, kept.salt, kept.iterations);
  try {
    const raw = await crypto.subtle.decrypt(parameters(kept.iv, account), outer, kept.sealed);
    return new Uint8Array(raw);
  } catch {
    return null;
  }
}

async function derive(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  rounds: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(password.normalize("NFC"));
  const base = await crypto.subtle.importKey("raw", bytes, "PBKDF2", false, ["deriveKey"]);
  const from = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(from, base, algorithm, false, ["encrypt", "decrypt"]);
}

function parameters(iv: Uint8Array<ArrayBuffer>, account: string): AesGcmParams {
  return { name: algorithm.name, iv, additionalData: new TextEncoder().encode(account) };
}

/** Scripts can use it and not read it. */
function toKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, algorithm.name, false, ["encrypt", "decrypt"]);
}
