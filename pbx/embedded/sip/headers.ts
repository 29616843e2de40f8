import type { IncomingRequestMessage } from "sip.js/lib/core/messages/incoming-request-message";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";
import { Grammar } from "sip.js/lib/grammar/grammar";
import type { NameAddrHeader } from "sip.js/lib/grammar/name-addr-header";
import { URI } from "sip.js/lib/grammar/uri";

import { domain } from "../numbers";

/** Number and name of a party, as shown to the others. */
export interface Identity {
  readonly number: string;
  readonly name: string;
}

/** Names a dialog as the switch sees it: `localTag` is the switch's own. */
export interface DialogName {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

/** What a Replaces header asks for (RFC 3891): its to-tag is the tag of whoever receives it. */
export interface Replaces extends DialogName {
  readonly earlyOnly: boolean;
}

export function uriOf(number: string): URI {
  return new URI("sip", number, domain);
}

/** Nothing in a name may end the quoted string or the line. */
export function safeName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- these are the characters to keep out
  return name.replace(/["\\\u0000-\u001f\u007f]/g, "");
}

/** Name and address as they stand in a header; without a name there are no quotes either. */
export function nameAddress({ number, name }: Identity): string {
  const address = `<${uriOf(number).toString()}>`;
  const shown = safeName(name);
  return shown === "" ? address : `"${shown}" ${address}`;
}

export function assertedIdentity(identity: Identity): string {
  return `P-Asserted-Identity: ${nameAddress(identity)}`;
}

/** Number a caller would like to show (RFC 3325, section 9.2); null: none, or unreadable. */
export function readPreferredNumber(message: IncomingRequestMessage): string | null {
  const header = message.getHeader("p-preferred-identity") ?? "";
  return /\bsips?:([^@;>\s]+)@/i.exec(header)?.[1] ?? null;
}

/** The number in the Contact of a 3xx; null: there is none. */
export function readContactNumber(message: IncomingResponseMessage): string | null {
  const contact = message.parseHeader("contact") as NameAddrHeader | undefined;
  const number = contact?.uri.user ?? "";
  return number === "" ? null : number;
}

/** A number of seconds; null: there is none, or it is something else. */
export function readSeconds(value: string | null | undefined): number | null {
  return value != null && /^\s*\d+\s*$/.test(value) ? Number(value) : null;
}

export function reasonHeader(q850: number, text?: string): string {
  return `Reason: Q.850;cause=${q850}${text === undefined ? "" : `;text="${text}"`}`;
}

/** Q.850 cause a client gave with its BYE or CANCEL. */
export function readCause(message: IncomingRequestMessage): number | null {
  for (const reason of message.getHeaders("reason")) {
    const cause = /^\s*Q\.850\s*;.*\bcause=(\d+)/i.exec(reason)?.[1];
    if (cause !== undefined) return Number(cause);
  }
  return null;
}

/** null: unreadable. */
export function readReplaces(value: string): Replaces | null {
  const parsed: unknown = Grammar.parse(value, "Replaces");
  if (typeof parsed !== "object" || parsed === null) return null;
  const fields = parsed as Record<string, unknown>;
  const text = (name: string) => (typeof fields[name] === "string" ? fields[name] : null);
  const callId = text("call_id");
  const localTag = text("replaces_to_tag");
  const remoteTag = text("replaces_from_tag");
  if (callId === null || localTag === null || remoteTag === null) return null;
  return { callId, localTag, remoteTag, earlyOnly: fields["early_only"] === true };
}

export interface ReferTarget {
  readonly number: string;
  readonly replaces: Replaces | null;
}

/** Where a REFER leads; null: unreadable, answer 400. */
export function readReferTo(message: IncomingRequestMessage): ReferTarget | null {
  const header = message.parseHeader("refer-to") as NameAddrHeader | undefined;
  if (header === undefined) return null;
  const number = header.uri.user ?? "";
  const value = /[?&]Replaces=([^&>]+)/i.exec(message.getHeader("refer-to") ?? "")?.[1];
  if (value === undefined) return number === "" ? null : { number, replaces: null };
  try {
    const replaces = readReplaces(decodeURIComponent(value));
    return replaces === null ? null : { number, replaces };
  } catch {
    return null;
  }
}
