/** Requests inside dialogs that wait for their final response, by the branch of their Via. */
export interface Unanswered {
  sent(text: string): void;
  received(text: string): void;
  /** A 503 for each of them, as text; nothing waits any more afterwards. */
  giveUp(): readonly string[];
}

const branchPattern = /^(?:Via|v)\s*:[^\r\n]*?;\s*branch=([^;\s,]+)/im;
const finalPattern = /^SIP\/2\.0 [2-6]\d\d/;
/** What a response takes over from its request (RFC 3261 section 8.2.6.2). */
const keptHeaders = /^(?:Via|From|To|Call-ID|CSeq)\s*:/i;

/**
 * A request whose answer went down with the socket would wait for ever: once a provisional response has come, an INVITE
 * transaction has no timer (RFC 3261 section 17.1.1.2), and sip.js sends no other re-INVITE meanwhile. A transport that
 * fails is to be taken for a 503 (section 8.1.3.1). Requests that open a dialog are left alone: a call that rings there
 * goes on ringing.
 */
export function createUnanswered(): Unanswered {
  const waiting = new Map<string, string>();
  return {
    sent(text) {
      const isRequest = !text.startsWith("SIP/2.0") && !text.startsWith("ACK ");
      const branch = isRequest ? branchPattern.exec(text)?.[1] : undefined;
      if (branch !== undefined && /^(?:To|t)\s*:[^\r\n]*;\s*tag=/im.test(text))
        waiting.set(branch, text);
    },
    received(text) {
      if (waiting.size === 0 || !finalPattern.test(text)) return;
      const branch = branchPattern.exec(text)?.[1];
      if (branch !== undefined) waiting.delete(branch);
    },
    giveUp() {
      const responses = [...waiting.values()].map(refuse);
      waiting.clear();
      return responses;
    },
  };
}

function refuse(request: string): string {
  const [head = ""] = request.split("\r\n\r\n");
  const kept = head.split("\r\n").filter((line) => keptHeaders.test(line));
  return ["SIP/2.0 503 Service Unavailable", ...kept, "Content-Length: 0", "", ""].join("\r\n");
}
