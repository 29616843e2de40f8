/** Strongest first. `-sess` variants are not answered: no phone system we know offers them. */
const algorithms = ["SHA-512-256", "SHA-256", "MD5"] as const;
export type Algorithm = (typeof algorithms)[number];

/** A challenge in the shape that sip.js's grammar gives it. Texts are as they stood between their quotes. */
export interface Challenge {
  readonly realm?: string | undefined;
  readonly nonce?: string | undefined;
  readonly opaque?: string | undefined;
  readonly algorithm?: string | undefined;
  readonly qop?: readonly string[] | undefined;
  readonly stale?: boolean | undefined;
}

export interface AnswerableChallenge extends Challenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: Algorithm;
}

/**
 * Whether we have an answer. A challenge without `qop` is one of RFC 2069, which knew MD5 only. One that names no
 * algorithm has not been through `keepStrongestChallenge`, and sip.js forgets a quoted name: it is not taken for MD5.
 */
export function isAnswerable(challenge: Challenge): challenge is AnswerableChallenge {
  const { realm, nonce, algorithm, qop } = challenge;
  if (!realm || !nonce || !algorithms.some((known) => known === algorithm)) return false;
  return qop === undefined ? algorithm === "MD5" : qop.includes("auth");
}

/**
 * A 401 or 407 with the strongest of its challenges that we can answer and no other, written the one way sip.js reads
 * without a mistake; every other message as it came. sip.js looks at the last challenge only (docs/sip-js.md 18). RFC
 * 8760 section 2.4 prefers the topmost but leaves it to local policy: ours is strength, then order. Without one that
 * can be answered none is left, and the refusal is told at once: one that sip.js cannot read (`MD5-sess`) would make it
 * drop the message, and whoever asked would wait.
 */
export function keepStrongestChallenge(text: string): string {
  const status = /^SIP\/2\.0 (401|407) /i.exec(text)?.[1];
  const end = text.indexOf("\r\n\r\n");
  if (status === undefined || end < 0) return text;
  const name = status === "401" ? "WWW-Authenticate" : "Proxy-Authenticate";
  const pattern = new RegExp(String.raw`\r\n${name}[ \t]*:([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)`, "gi");
  const head = text.slice(0, end);
  const offered = Array.from(head.matchAll(pattern), ([, value = ""]) => readChallenge(value));
  const rank = ({ algorithm }: AnswerableChallenge): number => algorithms.indexOf(algorithm);
  const [strongest] = offered.filter(isAnswerable).toSorted((a, b) => rank(a) - rank(b));
  const kept = strongest === undefined ? "" : `\r\n${name}: ${write(strongest)}`;
  return `${head.replace(pattern, "")}${kept}${text.slice(end)}`;
}

const fieldPattern =
  /([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s,"]+))\s*(?:,[\s,]*|$)/y;

/** RFC 7616 section 3.3. Empty for another scheme and for what cannot be read to its end. */
function readChallenge(value: string): Challenge {
  const unfolded = value.replaceAll(/\r\n[ \t]+/g, " ").trim();
  const scheme = /^Digest\s+/i.exec(unfolded)?.[0];
  if (scheme === undefined) return {};
  const fields = new Map<string, string>();
  let at = scheme.length;
  while (at < unfolded.length) {
    fieldPattern.lastIndex = at;
    const [, name = "", quoted, token = ""] = fieldPattern.exec(unfolded) ?? [];
    if (name === "") return {};
    fields.set(name.toLowerCase(), quoted ?? token);
    at = fieldPattern.lastIndex;
  }
  return {
    realm: fields.get("realm"),
    nonce: fields.get("nonce"),
    opaque: fields.get("opaque"),
    algorithm: (fields.get("algorithm") ?? "MD5").toUpperCase(),
    qop: fields
      .get("qop")
      ?.toLowerCase()
      .split(/[\s,]+/),
    stale: fields.get("stale")?.toLowerCase() === "true",
  };
}

function write({ realm, nonce, opaque, algorithm, qop, stale }: AnswerableChallenge): string {
  const fields = [`realm="${realm}"`, `nonce="${nonce}"`, `algorithm=${algorithm}`];
  if (opaque !== undefined) fields.push(`opaque="${opaque}"`);
  if (qop !== undefined) fields.push('qop="auth"');
  if (stale) fields.push("stale=true");
  return `Digest ${fields.join(", ")}`;
}
