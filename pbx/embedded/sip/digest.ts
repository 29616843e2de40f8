import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** `stale`: the answer is right, but to a challenge that is too old: ask again (RFC 7616, section 3.3). */
type Verdict = "right" | "wrong" | "stale";

export interface Credentials {
  readonly username: string;
  readonly realm: string;
  readonly nonce: string;
  readonly uri: string;
  readonly response: string;
  readonly cnonce: string;
  readonly nc: string;
  readonly qop: string;
}

export interface Digest {
  /** Value of a WWW-Authenticate header. */
  challenge(isStale: boolean): string;
  verify(credentials: Credentials, method: string, password: string): Verdict;
}

function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Reads an Authorization header; null when it is no complete Digest answer. */
export function readCredentials(header: string): Credentials | null {
  const scheme = /^\s*Digest\s+/i.exec(header);
  if (scheme === null) return null;
  const fields = new Map<string, string>();
  const pairs = /([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g;
  for (const [, name, quoted, bare] of header.slice(scheme[0].length).matchAll(pairs)) {
    if (name !== undefined) fields.set(name.toLowerCase(), quoted ?? bare ?? "");
  }
  const field = (name: string) => fields.get(name) ?? "";
  const credentials = {
    username: field("username"),
    realm: field("realm"),
    nonce: field("nonce"),
    uri: field("uri"),
    response: field("response").toLowerCase(),
    cnonce: field("cnonce"),
    nc: field("nc"),
    qop: field("qop"),
  };
  return Object.values(credentials).includes("") ? null : credentials;
}

/** What a client that knows the password answers, qop=auth. */
export function expectedResponse(
  credentials: Omit<Credentials, "response">,
  method: string,
  password: string,
): string {
  const { username, realm, nonce, uri, cnonce, nc, qop } = credentials;
  const secret = md5(`${username}:${realm}:${password}`);
  return md5(`${secret}:${nonce}:${nc}:${cnonce}:${qop}:${md5(`${method}:${uri}`)}`);
}

/**
 * Challenges without memory: a nonce is its own birth time, signed. Nothing is kept for clients that
 * never answer, and a nonce of another process is simply unknown.
 */
export function createDigest(settings: {
  realm: string;
  secret: Buffer;
  nonceLifetimeMs: number;
  nowMs(): number;
}): Digest {
  const sign = (born: string) =>
    createHmac("sha256", settings.secret).update(born).digest("hex").slice(0, 32);

  function ageMs(nonce: string): number | null {
    const [born = "", signature = ""] = nonce.split(".");
    if (!equal(signature, sign(born))) return null;
    return settings.nowMs() - Number.parseInt(born, 36);
  }

  return {
    challenge(isStale) {
      const born = Math.floor(settings.nowMs()).toString(36);
      const nonce = `${born}.${sign(born)}`;
      const stale = isStale ? ",stale=true" : "";
      return `Digest realm="${settings.realm}",nonce="${nonce}",algorithm=MD5,qop="auth"${stale}`;
    },
    verify(credentials, method, password) {
      if (credentials.realm !== settings.realm || credentials.qop !== "auth") return "wrong";
      const age = ageMs(credentials.nonce);
      if (age === null) return "stale"; // of a switch that has since been restarted
      if (!equal(credentials.response, expectedResponse(credentials, method, password))) {
        return "wrong";
      }
      return age <= settings.nonceLifetimeMs ? "right" : "stale";
    },
  };
}
