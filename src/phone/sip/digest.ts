import { md5 } from "@noble/hashes/legacy.js";
import { sha256, sha512_256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Core } from "sip.js";

import {
  type Algorithm,
  type AnswerableChallenge,
  type Challenge,
  isAnswerable,
} from "./challenge";

/** sip.js wants the answer at once, and `crypto.subtle` would take a turn and knows neither MD5 nor SHA-512/256. */
const hashes: Readonly<Record<Algorithm, (bytes: Uint8Array) => Uint8Array>> = {
  "SHA-512-256": sha512_256,
  "SHA-256": sha256,
  MD5: md5,
};

export interface DigestInput {
  readonly username: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  /** How many requests have answered this nonce, this one included. */
  readonly count: number;
  /** Ours: without it the phone system alone would choose what the password is hashed with. */
  readonly cnonce: string;
}

/**
 * The value of an Authorization header: RFC 7616 section 3.4 with the algorithms of RFC 8760. The hash takes quoted
 * texts by their meaning (RFC 7230 section 3.2.6), the header escapes them again.
 */
export function answerChallenge(challenge: AnswerableChallenge, input: DigestInput): string {
  const { algorithm, opaque, qop } = challenge;
  const { username, password, method, uri, cnonce } = input;
  const hash = (...parts: readonly string[]): string =>
    bytesToHex(hashes[algorithm](utf8ToBytes(parts.join(":"))));
  const realm = unquote(challenge.realm);
  const nonce = unquote(challenge.nonce);
  const nc = input.count.toString(16).padStart(8, "0");
  const protection = qop === undefined ? [] : [nc, cnonce, "auth"];
  const response = hash(hash(username, realm, password), nonce, ...protection, hash(method, uri));
  const fields = [
    `username=${quote(username)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
    `response="${response}"`,
  ];
  if (opaque !== undefined) fields.push(`opaque=${quote(unquote(opaque))}`);
  if (qop !== undefined) fields.push("qop=auth", `nc=${nc}`, `cnonce="${cnonce}"`);
  return `Digest ${fields.join(", ")}`;
}

function unquote(text: string): string {
  return text.replaceAll(/\\(.)/g, "$1");
}

function quote(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** A phone system that makes one nonce for each challenge must not fill the memory of a shift. */
const mostNonces = 50;

export interface Digest {
  readonly factory: () => Core.DigestAuthentication;
  /**
   * Answers the latest challenge once more, in a request that has not been challenged yet (RFC 7616 section 3.3): one round
   * trip less before somebody rings. A phone system that wants another nonce asks as it would have asked anyway.
   */
  signAhead(request: Core.OutgoingRequestMessage): void;
  /** Another server would take the answer to somebody else's challenge for a wrong password. */
  forget(): void;
}

/**
 * Takes the place of sip.js's own MD5 digest as its `authenticationFactory`, which is asked once for each request.
 * Requests that meet the same nonce count on, or a phone system that looks for replays would refuse the second.
 */
export function createDigest(username: string, password: string): Digest {
  const counts = new Map<string, number>();
  let last: AnswerableChallenge | null = null;

  function countUp(nonce: string): number {
    const count = (counts.get(nonce) ?? 0) + 1;
    counts.delete(nonce);
    counts.set(nonce, count);
    const [oldest] = counts.keys();
    if (counts.size > mostNonces && oldest !== undefined) counts.delete(oldest);
    return count;
  }

  function sign(request: Core.OutgoingRequestMessage, challenge: AnswerableChallenge): string {
    return answerChallenge(challenge, {
      username,
      password,
      method: request.method,
      uri: request.ruri.toRaw(),
      count: countUp(challenge.nonce),
      cnonce: bytesToHex(crypto.getRandomValues(new Uint8Array(16))),
    });
  }

  return {
    signAhead(request) {
      if (last !== null) request.setHeader("authorization", sign(request, last));
    },
    forget() {
      last = null;
    },
    factory() {
      let header = "";
      const answer = {
        /** False leaves the refusal to whoever sent the request. */
        authenticate(request: Core.OutgoingRequestMessage, challenge: Challenge): boolean {
          if (!isAnswerable(challenge)) return false;
          last = challenge;
          header = sign(request, challenge);
          return true;
        },
        toString: () => header,
      };
      // sip.js calls these two only; its type is a class with private fields.
      return answer as unknown as Core.DigestAuthentication;
    },
  };
}
