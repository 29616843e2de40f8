import { findElements, findText, unescapeXml } from "@/lib/read-xml";

/** What a presence document (RFC 3863) says of somebody. Texts are as they came: hostile. */
export interface PresenceReading {
  readonly isReachable: boolean;
  /** Asterisk's words in small letters: ready, ringing, on the phone, on hold, unavailable. */
  readonly note: string;
  /** What was set by command: away, dnd, …; `null`: nothing. */
  readonly type: string | null;
  readonly text: string;
}

/** Asterisk's second tuple (`digium_presence`) carries what was set; RFC 4480 would say it in `rpid` elements. */
export function readPresence(xml: string): PresenceReading {
  const [own] = findElements(xml, "digium_presence");
  const type = own?.attributes["type"] ?? null;
  return {
    isReachable: findText(xml, "basic")?.toLowerCase() !== "closed",
    note: (findText(xml, "note") ?? "").toLowerCase(),
    type: type === "not_set" ? null : type,
    text: unescapeXml(own?.inner ?? "").trim(),
  };
}

/** Why somebody is away: the text itself, or its first field where their phone tells more (`r=lunch&s=idle&…`). */
export function readReason(text: string): string {
  return /^r=([^&]*)(?:&|$)/.exec(text)?.[1] ?? text;
}
