/** Requests that wait for their final response, by the branch of their Via. All in raw text. */
export interface Unanswered {
  sent(text: string): void;
  received(text: string): void;
  /** A 503 for each request inside a dialog; none of them waits any more afterwards. */
  giveUp(): readonly string[];
  /** The same for the INVITE that opened a call, `null` if it has its answer. */
  giveUpOn(callId: string): string | null;
  /**
   * Whether a message without a socket is an ACK. It counts as sent then: the one for an answer that came is owed,
   * the one for a 503 made here has nobody to go to.
   */
  keepAck(text: string): boolean;
  /** ACKs owed, those for re-INVITEs that were given up among them, once each: to be sent on the next socket. */
  takeAcks(): readonly string[];
}

const branchPattern = /^(?:Via|v)\s*:[^\r\n]*?;\s*branch=([^;\s,]+)/im;
const callIdPattern = /^(?:Call-ID|i)\s*:\s*(\S+)/im;
const inDialogPattern = /^(?:To|t)\s*:[^\r\n]*;\s*tag=/im;
const ofCancelPattern = /^CSeq\s*:\s*\d+\s+CANCEL\b/im;
const finalPattern = /^SIP\/2\.0 [2-6]\d\d/;
/** What a response takes over from its request (RFC 3261 section 8.2.6.2). */
const keptInResponse = /^(?:Via|From|To|Call-ID|CSeq)\s*:/i;
const keptInAck = /^(?:Route|Max-Forwards|From|To|Call-ID)\s*:/i;

/**
 * A request whose answer went down with the socket would wait for ever: once a provisional response has come, an INVITE
 * transaction has no timer (RFC 3261 section 17.1.1.2), and sip.js sends no other re-INVITE meanwhile. A transport that
 * fails is to be taken for a 503 (section 8.1.3.1). The other side may have answered, and refuses the next re-INVITE
 * until it has an ACK (section 14.2): it gets one on the next socket. An INVITE that opens a call is left alone until
 * somebody gives it up: what rings there goes on ringing.
 */
export function createUnanswered(): Unanswered {
  const waiting = new Map<string, string>();
  const givenUp = new Set<string>();
  let owedAcks: string[] = [];

  function take(wanted: (request: string) => boolean): readonly string[] {
    const taken = [...waiting].filter(([, request]) => wanted(request));
    for (const [branch] of taken) {
      waiting.delete(branch);
      givenUp.add(branch);
    }
    return taken.map(([, request]) => request);
  }

  return {
    sent(text) {
      if (text.startsWith("SIP/2.0") || text.startsWith("ACK ")) return;
      // It has the branch of the INVITE that it takes back (RFC 3261 section 9.1), whose own answer is waited for.
      if (text.startsWith("CANCEL ")) return;
      const branch = branchPattern.exec(text)?.[1];
      if (branch !== undefined) waiting.set(branch, text);
    },
    received(text) {
      if (waiting.size === 0 || !finalPattern.test(text) || ofCancelPattern.test(text)) return;
      const branch = branchPattern.exec(text)?.[1];
      if (branch !== undefined) waiting.delete(branch);
    },
    giveUp() {
      const requests = take((request) => inDialogPattern.test(request));
      owedAcks = [...owedAcks, ...requests.filter(isInvite).map(acknowledge)];
      // Neither INVITE nor in a dialog (REGISTER, MESSAGE): whoever sent it has its own time limit.
      take((request) => !isInvite(request));
      return requests.map(refuse);
    },
    giveUpOn(callId) {
      const opens = (request: string): boolean =>
        isInvite(request) && callIdPattern.exec(request)?.[1] === callId;
      const [request] = take(opens);
      return request === undefined ? null : refuse(request);
    },
    keepAck(text) {
      if (!text.startsWith("ACK ")) return false;
      // The ACK of a refusal has the branch of its INVITE (RFC 3261 section 17.1.1.3), that of a 2xx its own.
      const branch = branchPattern.exec(text)?.[1];
      if (branch === undefined || !givenUp.has(branch)) owedAcks.push(text);
      return true;
    },
    takeAcks() {
      const acks = owedAcks;
      owedAcks = [];
      givenUp.clear();
      return acks;
    },
  };
}

function isInvite(request: string): boolean {
  return request.startsWith("INVITE ");
}

function linesOf(request: string): readonly string[] {
  const [head = ""] = request.split("\r\n\r\n");
  return head.split("\r\n");
}

function refuse(request: string): string {
  const kept = linesOf(request).filter((line) => keptInResponse.test(line));
  return ["SIP/2.0 503 Service Unavailable", ...kept, "Content-Length: 0", "", ""].join("\r\n");
}

/** The ACK of a 2xx is a transaction of its own: the same dialog and number, another branch (section 13.2.2.4). */
function acknowledge(invite: string): string {
  const [startLine = "", ...lines] = linesOf(invite);
  const via = lines.find((line) => /^Via\s*:/i.test(line)) ?? "";
  const number = /^CSeq\s*:\s*(\d+)/im.exec(invite)?.[1] ?? "1";
  return [
    startLine.replace(/^INVITE/, "ACK"),
    via.replace(/branch=[^;\s,]+/, (branch) => `${branch}a`),
    ...lines.filter((line) => keptInAck.test(line)),
    `CSeq: ${number} ACK`,
    "Content-Length: 0",
    "",
    "",
  ].join("\r\n");
}
