import { cleanName } from "@/lib/clean-name";
import type { Origin } from "@/phone/calls/origin";

import type { ReadHeader } from "./dialect";

/** What is longer is noise or an attack. */
const mostCharacters = 1_000;
const longestNote = 300;

/** What any phone system may say about a call, where it says it. */
export function readOrigin(header: ReadHeader): Origin {
  const queue = cleanName(header("X-Queue"));
  return {
    kind: queue === null ? "direct" : "queue",
    queue,
    queueLabel: queue === null ? null : cleanName(header("X-Queue-Label")),
    waitedSeconds: readSeconds(header("X-Queue-Wait")),
    menuChoice: cleanName(header("X-Menu-Label")) ?? cleanName(header("X-Menu")),
    callUuid: cleanName(header("X-Call-UUID")),
    transferredBy: readWho(header("X-Transferred-By")) ?? readWho(header("Referred-By")),
    transferNote: readNote(header("X-Transfer-Note")),
    divertedFrom: readWho(header("Diversion")),
    returnedFrom: null,
    returnedFromSlot: null,
    autoAnswerSeconds: readAutoAnswer(header),
    tookFrom: /^\s*([\w.-]{1,32})\s*$/.exec(header("X-Took-From") ?? "")?.[1] ?? null,
  };
}

function readSeconds(text: string | null): number | null {
  const seconds = text === null || !/^\d{1,6}$/.test(text.trim()) ? null : Number(text);
  return seconds === null ? null : Math.min(seconds, 86_400);
}

/** `Call-Info: …;answer-after=0` or `Alert-Info: …;info=alert-autoanswer`, as desk phones read them; `pbx/asterisk` sends both. */
function readAutoAnswer(header: ReadHeader): number | null {
  const info = header("Call-Info")?.slice(0, mostCharacters) ?? "";
  const after = /;\s*answer-after\s*=\s*(\d{1,2})\b/i.exec(info);
  if (after?.[1] !== undefined) return Number(after[1]);
  const alert = header("Alert-Info")?.slice(0, mostCharacters) ?? "";
  return /;\s*info\s*=\s*alert-autoanswer\b/i.test(alert) ? 0 : null;
}

/**
 * The name, else the number, of `"Omar" <sip:1002@pbx>` (Referred-By, RFC 3892; Diversion, RFC 5806: of several the
 * first, which is the latest) or of `"Omar" <1002>`.
 */
function readWho(value: string | null): string | null {
  const text = value?.slice(0, mostCharacters);
  if (text === undefined) return null;
  const name = /^\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? /^\s*([^<"]*)</.exec(text)?.[1];
  const number = /sips?:([^@;>]+)/i.exec(text)?.[1] ?? /<\s*([^@;>:]+)>/.exec(text)?.[1];
  return cleanName(name?.replaceAll(/\\(.)/g, "$1")) ?? cleanName(number);
}

/** One line, percent-encoded. What cannot be decoded was not written by us. */
function readNote(value: string | null): string | null {
  if (value === null) return null;
  try {
    const text = decodeURIComponent(value.slice(0, mostCharacters * 3).trim());
    const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, "");
    const characters = Array.from(line.replace(/\s+/g, " ").trim());
    return characters.length === 0 ? null : characters.slice(0, longestNote).join("");
  } catch {
    return null;
  }
}
