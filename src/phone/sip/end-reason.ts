import type { EndReason } from "@/phone/calls/call";

/** What a `Reason` header said (RFC 3326): protocol, cause, text. */
export interface Reason {
  readonly protocol: string;
  readonly cause: number | null;
  readonly text: string;
}

/** Reads one or several `Reason` headers; what is unreadable is left out. */
export function readReasons(headers: readonly string[]): readonly Reason[] {
  return headers
    .flatMap((header) => header.slice(0, 2_000).split(/,(?=\s*[A-Za-z][\w.-]*\s*;)/))
    .flatMap((value) => {
      const protocol = /^\s*([A-Za-z][\w.-]*)/.exec(value)?.[1]?.toUpperCase();
      if (protocol === undefined) return [];
      const cause = /;\s*cause\s*=\s*(\d{1,3})/i.exec(value)?.[1];
      const text = /;\s*text\s*=\s*"([^"]*)"/i.exec(value)?.[1];
      return [{ protocol, cause: cause === undefined ? null : Number(cause), text: text ?? "" }];
    });
}

const statusReasons: Readonly<Record<number, EndReason>> = {
  403: "forbidden",
  404: "unknownNumber",
  408: "noAnswer",
  410: "unknownNumber",
  480: "unavailable",
  484: "unknownNumber",
  486: "busy",
  487: "noAnswer",
  600: "busy",
  603: "declinedThere",
  604: "unknownNumber",
  607: "declinedThere",
};

/** ISUP causes (Q.850) that say more than the SIP status: 480 is both "nobody answered" and "not signed in". */
const causeReasons: Readonly<Record<number, EndReason>> = {
  1: "unknownNumber",
  3: "unknownNumber",
  17: "busy",
  18: "noAnswer",
  19: "noAnswer",
  20: "unavailable",
  21: "declinedThere",
  22: "unknownNumber",
  27: "unavailable",
  28: "unknownNumber",
};

/** Why an outgoing call was refused, from the final response (RFC 3398 section 8.2.6.1 for the causes). */
export function readRefusal(status: number, reasons: readonly Reason[]): EndReason {
  const cause = reasons.find(({ protocol }) => protocol === "Q.850")?.cause ?? null;
  const told = cause === null ? undefined : causeReasons[cause];
  // A 403 or 603 is a decision of somebody's; cause 21 behind it only repeats it.
  if (told !== undefined && status !== 403 && status !== 603) return told;
  const known = statusReasons[status];
  if (known !== undefined) return known;
  return status >= 500 && status < 600 ? "serverError" : "failed";
}

/** Why an incoming call stopped ringing, from the CANCEL. "Answered by a colleague" is not a missed call. */
export function readCancel(reasons: readonly Reason[]): EndReason {
  const elsewhere = reasons.some(
    ({ protocol, cause, text }) =>
      (protocol === "SIP" && cause === 200) ||
      (protocol === "Q.850" && cause === 26) ||
      /completed elsewhere/i.test(text),
  );
  return elsewhere ? "answeredElsewhere" : "missed";
}

/** Why a call that was up ended, from the BYE. */
export function readBye(reasons: readonly Reason[]): EndReason {
  const lost = reasons.some(
    ({ protocol, cause }) =>
      (protocol === "Q.850" && (cause === 27 || cause === 38 || cause === 41)) ||
      (protocol === "SIP" && cause !== null && cause >= 500 && cause < 600),
  );
  return lost ? "connectionLost" : "hungUpThere";
}
