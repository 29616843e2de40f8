import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

import { toAsciiDigits } from "@/lib/digits";
import type { Account } from "@/phone/connection/account";

/** No vowels and no digits: a pseudonym is never a word, nor taken for a number. */
const letters = "bcdfghjkmnpqrstvwxz";
const tokenLength = 6;
const mostRemembered = 2_000;
/** Users that stand for nobody. */
const nobody = ["anonymous", "unavailable", "asterisk"];

/**
 * Stands in for what must not be told: the same for the same, and not to be turned back without the key, which never
 * leaves this browser.
 */
export interface Pseudonyms {
  /** The user part of an address, or a number: `me`, `n-…` (`+n-…` with a country code), `u-…` for words. */
  user(text: string): string;
  /** The phone system's own host as it is; of an address only what kind it is. */
  host(text: string): string;
  /** Call-IDs, tags and branches. */
  id(kind: string, text: string): string;
  /** From now on this is "me", and these are the phone system's hosts. */
  setOwn(account: Account): void;
}

export function createPseudonyms(key: string): Pseudonyms {
  const keyBytes = utf8ToBytes(key);
  const known = new Map<string, string>();
  const ownHosts = new Set<string>();
  let own: string | null = null;

  function token(kind: string, text: string): string {
    const name = `${kind} ${text}`;
    const found = known.get(name);
    if (found !== undefined) return found;
    const hash = hmac(sha256, keyBytes, utf8ToBytes(name));
    const made = Array.from(
      hash.subarray(0, tokenLength),
      (byte) => letters[byte % letters.length],
    );
    if (known.size >= mostRemembered) known.clear();
    known.set(name, made.join(""));
    return made.join("");
  }

  return {
    user(text) {
      const user = plainUser(text);
      if (user === "") return "";
      if (user === own) return "me";
      if (nobody.includes(user)) return user;
      if (/^\+[\d*#]+$/.test(user)) return `+n-${token("number", user)}`;
      return /^[\d*#]+$/.test(user) ? `n-${token("number", user)}` : `u-${token("user", user)}`;
    },
    host(text) {
      const host = text
        .trim()
        .toLowerCase()
        .replace(/^\[|\]$/g, "")
        .replace(/\.$/, "");
      const kind = classifyHost(host);
      if (kind !== null) return `[${kind}]`;
      // Providers name a customer's host after its number.
      return ownHosts.has(host) && !/\d{5}/.test(host) ? host : `[host-${token("host", host)}]`;
    },
    id: (kind, text) => `${kind}-${token(kind, text)}`,
    setOwn(account) {
      own = plainUser(account.extension);
      ownHosts.clear();
      for (const host of [account.domain, readHostname(account.server)]) {
        if (host !== null) ownHosts.add(host.toLowerCase());
      }
    },
  };
}

function readHostname(server: string): string | null {
  try {
    return new URL(server).hostname;
  } catch {
    return null;
  }
}

/** However it is written: one number has one pseudonym. */
function plainUser(text: string): string {
  let user = text;
  // Twice escaped is seen behind some gateways.
  for (let round = 0; round < 3 && user.includes("%"); round += 1) user = unescape(user);
  user = toAsciiDigits(user).trim().toLowerCase();
  // A password (RFC 3261 section 19.1.1) and parameters of a telephone number (RFC 3966) are not who it is.
  user = user.split(/[:;]/, 1)[0] ?? "";
  const digits = user.replaceAll(/[\s().\-/]/g, "");
  return /^\+?[\d*#]+$/.test(digits) ? digits : user;
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replaceAll("%", "");
  }
}

/** What kind of address it is; `null` for a name. */
function classifyHost(host: string): string | null {
  if (host === "localhost" || host.endsWith(".localhost")) return "loopback";
  if (host.endsWith(".local")) return "mdns";
  // What browsers put into Via and Contact, having no address (RFC 7118 section 5.2).
  if (host === "invalid" || host.endsWith(".invalid")) return "invalid";
  const ipv4 = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (ipv4 !== null) return classifyIpv4(Number(ipv4[1]), Number(ipv4[2]));
  return /^[\da-f]*:[\da-f:.]*(?:%.*)?$/.test(host) ? classifyIpv6(host) : null;
}

function classifyIpv4(first: number, second: number): string {
  if (first === 0) return "unspecified";
  if (first === 127) return "loopback";
  if (first === 169 && second === 254) return "link-local";
  const isPrivate =
    first === 10 ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168) ||
    // Behind a provider's own translation (RFC 6598).
    (first === 100 && second >= 64 && second <= 127);
  return isPrivate ? "private" : "public";
}

function classifyIpv6(host: string): string {
  if (host === "::1") return "loopback";
  if (host === "::") return "unspecified";
  if (/^fe[89ab]/.test(host)) return "link-local";
  return /^f[cd]/.test(host) ? "private" : "public";
}
