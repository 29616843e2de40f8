import type { Call, Transfer } from "@/phone/calls/call";

/** The words under a call's name, as a key of `calls`. */
export type StateKey =
  | "incoming"
  | "dialing"
  | "conferenceStarting"
  | "ringingThere"
  | "earlyMedia"
  | "connecting"
  | "talking"
  | "held"
  | "holdPending"
  | "resumePending"
  | "heldThere";

export function readStateKey(call: Exclude<Call, { phase: "ended" }>): StateKey {
  switch (call.phase) {
    case "ringing":
      return "incoming";
    case "dialing":
      if (call.purpose.kind === "conference") return "conferenceStarting";
      return call.progress === "sent"
        ? "dialing"
        : call.progress === "ringing"
          ? "ringingThere"
          : "earlyMedia";
    case "connecting":
      return "connecting";
    case "talking":
      if (call.wish.held !== call.held) return call.wish.held ? "holdPending" : "resumePending";
      if (call.held) return "held";
      return call.heldThere ? "heldThere" : "talking";
  }
}

/** The words for a call that is being moved, as a key of `calls`. */
export function readMoveKey({
  into,
  progress,
}: Transfer): "transferRinging" | "transferAsked" | "parking" | "joining" {
  if (into === "parking") return "parking";
  if (into === "conference") return "joining";
  return progress === "ringing" ? "transferRinging" : "transferAsked";
}

/** What the other side hears of us right now; in a conference the others hear each other. */
export type HeardThere = "hearsYou" | "hearsMusic" | "hearsNothing" | "hearOthers" | "hearsMove";

export function readHeardThere(
  call: Extract<Call, { phase: "talking" }>,
  isMicrophoneLive: boolean,
): HeardThere {
  const { kind } = call.purpose;
  if (call.transfer !== null) return "hearsMove";
  if (call.held) return kind === "conference" || kind === "attending" ? "hearOthers" : "hearsMusic";
  return call.muted || call.wish.held || !isMicrophoneLive ? "hearsNothing" : "hearsYou";
}
