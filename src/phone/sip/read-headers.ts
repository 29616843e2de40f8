import { type Core, Grammar } from "sip.js";

import { cleanName } from "@/lib/clean-name";

type Message = Pick<Core.IncomingRequestMessage, "from" | "getHeader" | "getHeaders">;

export interface Identity {
  readonly number: string;
  readonly display: string | null;
}

/** A caller's number is at most this long; the rest is noise. */
const longestNumber = 64;

/**
 * Who is on the other end: the asserted identity (RFC 3325), else From. Everything is hostile: the name is cleaned,
 * the number loses what a number cannot have.
 */
export function readIdentity(message: Message): Identity {
  return readAsserted(message) ?? fromNameAddr(message.from);
}

/** The asserted identity alone, or `null`. */
export function readAsserted(message: Pick<Message, "getHeader">): Identity | null {
  const asserted = message.getHeader("P-Asserted-Identity");
  if (!asserted) return null;
  const parsed = Grammar.nameAddrHeaderParse(asserted.split(/,(?=\s*[<"])/)[0] ?? "");
  return parsed === undefined ? null : fromNameAddr(parsed);
}

function fromNameAddr(address: {
  readonly displayName: string | undefined;
  readonly uri: { readonly user: string | undefined; readonly host: string };
}): Identity {
  const user = unescape(address.uri.user ?? "");
  const number = user.replace(/[^\w+*#.@-]/g, "").slice(0, longestNumber);
  const anonymous = number.toLowerCase() === "anonymous" || number.toLowerCase() === "unavailable";
  // A quoted string as it was sent: sip.js leaves its escapes in it (RFC 3261 section 25.1, quoted-pair).
  const display = cleanName(address.displayName?.replaceAll(/\\([^])/g, "$1"));
  return {
    number: anonymous ? "" : number,
    // Phone systems without a name repeat the number or say "anonymous" in its place.
    display: display === number || display?.toLowerCase() === "anonymous" ? null : display,
  };
}

function unescape(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
