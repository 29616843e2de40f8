import type { Call } from "@/phone/calls/call";

/** The words under a call's name, as a key of `calls`. */
export type StateKey =
  | "incoming"
  | "dialing"
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

/** What the other side hears of us right now. */
export type HeardThere = "hearsYou" | "hearsMusic" | "hearsNothing";

export function readHeardThere(
  call: Extract<Call, { phase: "talking" }>,
  isMicrophoneLive: boolean,
): HeardThere {
  if (call.held) return "hearsMusic";
  return call.muted || call.wish.held || !isMicrophoneLive ? "hearsNothing" : "hearsYou";
}
