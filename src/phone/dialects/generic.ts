import { cleanName } from "@/lib/clean-name";

import type { Dialect, ReadHeader } from "./dialect";

/** Any SIP server: nothing is taken for granted. */
export const generic: Dialect = {
  name: "generic",
  voicemailNumber: null,
  earlyMedia: () => false,
  declineStatus: () => 603,
  comesBackFromTransfer: () => false,
  readOrigin(header) {
    const queue = cleanName(header("X-Queue"));
    return {
      kind: queue === null ? "direct" : "queue",
      queue,
      waitedSeconds: readSeconds(header("X-Queue-Wait")),
      callUuid: cleanName(header("X-Call-UUID")),
      transferredBy: readReferrer(header),
      returnedFrom: null,
      autoAnswerSeconds: readAutoAnswer(header),
    };
  },
};

function readSeconds(text: string | null): number | null {
  const seconds = text === null || !/^\d{1,6}$/.test(text.trim()) ? null : Number(text);
  return seconds === null ? null : Math.min(seconds, 86_400);
}

/** `Call-Info: …;answer-after=0` or `Alert-Info: …;info=alert-autoanswer`, as desk phones read them; `pbx/asterisk` sends both. */
function readAutoAnswer(header: ReadHeader): number | null {
  const after = /;\s*answer-after\s*=\s*(\d{1,2})\b/i.exec(
    header("Call-Info")?.slice(0, 1_000) ?? "",
  );
  if (after?.[1] !== undefined) return Number(after[1]);
  const alert = header("Alert-Info")?.slice(0, 1_000) ?? "";
  return /;\s*info\s*=\s*alert-autoanswer\b/i.test(alert) ? 0 : null;
}

/** `Referred-By: "Omar" <sip:1002@pbx>` (RFC 3892): the name, else the number. */
function readReferrer(header: ReadHeader): string | null {
  const value = header("Referred-By")?.slice(0, 1_000);
  if (value === undefined) return null;
  const name = /^\s*"([^"]*)"/.exec(value)?.[1] ?? /^\s*([^<"]*)</.exec(value)?.[1];
  return cleanName(name) ?? cleanName(/sips?:([^@;>]+)/i.exec(value)?.[1]);
}
