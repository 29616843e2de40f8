import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";
import { Grammar } from "sip.js/lib/grammar/grammar";

// What sip.js checks in its UserAgent class and not in its core, which is all the switch uses.

const wanted = ["from", "to", "call-id", "cseq", "via"];

/** Contact of "unregister everything" once it has been made readable. */
export const everyContact = "sip:every-contact@switch.invalid";

/**
 * sip.js 0.21.2 drops a message whose Contact it cannot parse. One is lawful, `Contact: *` (RFC 3261, section
 * 10.2.2); and a 3xx without a readable Contact is an answer all the same, or the phone would ring on.
 */
export function readable(text: string): string {
  if (text.startsWith("REGISTER ")) {
    return text.replace(/^(Contact|m)[ \t]*:[ \t]*\*[ \t]*$/im, `Contact: <${everyContact}>`);
  }
  if (!/^SIP\/2\.0 3\d\d /.test(text)) return text;
  return text.replace(/^(?:Contact|m)[ \t]*:(.*)\r\n/gim, (line, value: string) =>
    Array.isArray(Grammar.parse(value.trim(), "Contact")) ? line : "",
  );
}

/** What is missing or contradicts itself; null: the message can be given to sip.js. */
export function findFlaw(message: IncomingRequestMessage | IncomingResponseMessage): string | null {
  const missing = wanted.find((name) => !message.hasHeader(name));
  if (missing !== undefined) return `no ${missing}`;
  if (!message.viaBranch) return "no branch in via";
  if (!message.fromTag) return "no tag in from";
  if (!Number.isSafeInteger(message.cseq)) return "no number in cseq";
  const cseq = message.getHeader("cseq") ?? "";
  if (!cseq.trim().endsWith(` ${message.method}`)) return "cseq of another method";
  const announced = Number(message.getHeader("content-length") ?? 0);
  return Buffer.byteLength(message.body) < announced ? "body shorter than content-length" : null;
}

/** Without these no answer could be addressed. */
export function isAnswerable(message: IncomingRequestMessage): boolean {
  return wanted.every((name) => message.hasHeader(name)) && message.method !== "ACK";
}
