import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";

import { readSeconds } from "../sip/headers";

// What a SUBSCRIBE says, read by hand: sip.js parses an Event no further than its first word.

const mostSeconds = 3_600;

export interface EventHeader {
  /** The event package. */
  readonly name: string;
  /** What NOTIFYs repeat: the name, with the id if there is one (RFC 6665, section 8.2.1). */
  readonly value: string;
}

/** null: there is none, or it cannot be read. */
export function readEvent(message: IncomingRequestMessage): EventHeader | null {
  const header = message.getHeader("event") ?? "";
  const [, name, parameters = ""] = /^\s*([\w.-]{1,64})\s*((?:;.*)?)$/.exec(header) ?? [];
  if (name === undefined) return null;
  const id = /;\s*id\s*=\s*([\w.!%*+`'~-]{1,64})\s*(?:;|$)/i.exec(parameters)?.[1];
  return { name, value: id === undefined ? name : `${name};id=${id}` };
}

/** How long the subscription lasts, an hour unless asked for less; null: not a number of seconds. */
export function readExpires(message: IncomingRequestMessage): number | null {
  const header = message.getHeader("expires");
  const seconds = header === undefined ? mostSeconds : readSeconds(header);
  return seconds === null ? null : Math.min(seconds, mostSeconds);
}

/** Whether the subscriber takes this type. As in Asterisk 22 it has to be named: a wildcard is not understood. */
export function accepts(message: IncomingRequestMessage, contentType: string): boolean {
  const header = message.getHeaders("accept");
  if (header.length === 0) return true;
  return header
    .flatMap((value) => value.split(","))
    .some((value) => value.split(";")[0]?.trim().toLowerCase() === contentType);
}

/** Whether the subscriber knows this extension of SIP. */
export function supports(message: IncomingRequestMessage, extension: string): boolean {
  return message
    .getHeaders("supported")
    .flatMap((value) => value.split(","))
    .some((value) => value.trim().toLowerCase() === extension);
}
