import type { MediaDirection } from "./media-session";

/** The direction of the first audio section, from the side that wrote it. */
export function readDirection(sdp: string): MediaDirection {
  const found = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1];
  return (found ?? "sendrecv") as MediaDirection;
}

export function withDirection(sdp: string, direction: MediaDirection): string {
  return sdp.replace(/^a=(?:sendrecv|sendonly|recvonly|inactive)(?=\s*$)/m, `a=${direction}`);
}

/** One that nobody has (RFC 5737). */
const nowhere = "203.0.113.1";

/**
 * Where the microphone is not allowed Chromium 156 hides its addresses (mDNS) and names 0.0.0.0, which Asterisk 22 takes
 * for the hold of RFC 2543 and sends nothing. One that nobody has says no more: the way is ICE's to find.
 *
 * Names that it cannot look up are given up by Asterisk 22.10 (pjproject: "Error sending STUN request") before the browser's
 * first check is there, and then it answers none. An address beside them keeps it waiting.
 */
export function withAddress(sdp: string): string {
  const named = sdp.replaceAll(/^c=IN IP4 0\.0\.0\.0(?=\s*$)/gm, `c=IN IP4 ${nowhere}`);
  const candidates = [...named.matchAll(/^a=candidate:.*$/gm)].map(([line]) => line.trimEnd());
  const last = candidates.at(-1);
  if (last === undefined || !candidates.every((line) => / \S+\.local /.test(line))) return named;
  return named.replace(last, () => `${last}\r\na=candidate:1 1 udp 1 ${nowhere} 9 typ host`);
}

/** Whatever is answered to a hold: we are sent nothing. */
export function withoutSending(direction: MediaDirection): MediaDirection {
  return direction === "sendrecv" || direction === "recvonly" ? "recvonly" : "inactive";
}

/** The offer without the ways to its sender, and those by themselves. */
export function splitCandidates(sdp: string): {
  readonly without: string;
  readonly candidates: readonly string[];
} {
  const line = /^a=(candidate:.*?|end-of-candidates)\s*?(?:\r\n|\n|$)/gm;
  const candidates = [...sdp.matchAll(line)].flatMap(([, found]) =>
    found?.startsWith("candidate:") === true ? [found] : [],
  );
  return { without: sdp.replaceAll(line, ""), candidates };
}

/**
 * Without candidates of TCP, unless there are no others: a phone system has no use for them, and each is one pair more to be
 * looked at, one every 20 ms, before the one that works (RFC 8445 section 14.2).
 */
export function withoutTcp(sdp: string): string {
  const fewer = sdp.replaceAll(/^a=candidate:\S+ \d+ tcp .*(?:\r\n|\n|$)/gim, "");
  return fewer.includes("a=candidate:") ? fewer : sdp;
}
