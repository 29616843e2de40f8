import type { PhoneErrorCode, Problem } from "@/phone/errors";

import type { Origin } from "./origin";
import type { Purpose } from "./purpose";

export type CallId = string & { readonly __brand: "CallId" };

export type Direction = "in" | "out";

/** Who is on the other end, as far as it is known. */
export interface Party {
  /** As dialled or as the network gave it; empty when it is withheld. */
  readonly number: string;
  /** The name the network gave: cleaned, but still only a claim. */
  readonly display: string | null;
  /** From the agent's own contacts. */
  readonly contact: { readonly id: string; readonly name: string } | null;
  /** The number grouped for reading, and its country (ISO 3166 code), once they are worked out. */
  readonly formatted: string | null;
  readonly country: string | null;
}

/** Whether the signalling of this call reaches the phone system. Recovery is not a phase: a held call recovers too. */
export type Link =
  | { readonly state: "up" }
  | { readonly state: "recovering"; readonly since: number }
  /** The page it was on is gone, and this one has not got it yet: nothing is heard either way. */
  | { readonly state: "takingOver"; readonly since: number }
  /** Another phone of the agent's takes it: its end here is not the end of the call. */
  | { readonly state: "leaving"; readonly since: number };

/** How a call ended, as the agent would say it. Busy is business as usual, not an error. */
export type EndReason =
  | "hungUp"
  | "hungUpThere"
  | "cancelled"
  | "busy"
  | "declinedThere"
  | "noAnswer"
  | "unavailable"
  | "unknownNumber"
  /** A call that was to be picked up or fetched is not there any more. */
  | "tooLate"
  | "forbidden"
  | "declined"
  | "missed"
  /** The caller gave up, and nobody here could have heard it ring: blocked sound, or a page that was asleep. */
  | "missedUnheard"
  | "answeredElsewhere"
  | "busyHere"
  /** It rang here and the agent sent it to somebody else. */
  | "redirected"
  | "transferred"
  | "parked"
  /** The other party is in a conference now; our own way into it is another call. */
  | "joined"
  /** A transfer failed, and the phone system offers the call again. */
  | "comingBack"
  | "connectionLost"
  /** The page was gone, and when it came back the call was over. */
  | "endedWhileAway"
  /** It goes on in another browser of the agent's. */
  | "movedElsewhere"
  /** The phone system does not know it any more: they hung up unheard, or it was started anew, or it is another. */
  | "endedWhileCut"
  | "serverError"
  | "failed";

/** What the other party is moved into by REFER: all three are the same to the phone system. */
export type MoveInto = "transfer" | "parking" | "conference";

/** The other party is on its way to somewhere else. */
export interface Transfer {
  readonly into: MoveInto;
  /** As it is told to people: a number, or the parking slot. */
  readonly target: string;
  readonly progress: "asked" | "ringing";
  /** It was put on hold for this, and is taken back if it fails. */
  readonly holds: boolean;
}

interface Base {
  readonly id: CallId;
  readonly direction: Direction;
  readonly party: Party;
  readonly origin: Origin;
  readonly purpose: Purpose;
  /** The number of ours that was asked to be shown there; `null`: the phone system's own choice. */
  readonly shownNumber: string | null;
  /** Milliseconds since 1970, like every time here. */
  readonly startedAt: number;
  readonly link: Link;
  /** Calls with the same room hear each other: a conference that this browser mixes. */
  readonly room: string | null;
  /** The last thing that went wrong without ending the call, until it is dismissed. */
  readonly problem: Problem | null;
}

/**
 * One union of phases; what cannot be in a phase cannot be written down.
 *
 * ```
 *  in:   ringing ──answer──► connecting ──established──► talking ──┐
 *           │ └──────────decline, caller gives up────────┐         ├──► ended
 *  out:  dialing ──────established──────────────────► talking ─────┘
 *           └──cancel, busy, no answer, …────────────► ended
 * ```
 */
export type Call =
  /**
   * `answersItself`: it is about to be answered without a press, and says so by a tone in the headset. `heard`: the
   * ringtone has really sounded.
   */
  | (Base & {
      readonly phase: "ringing";
      readonly answersItself: boolean;
      readonly heard: boolean;
    })
  | (Base & { readonly phase: "dialing"; readonly progress: "sent" | "ringing" | "earlyMedia" })
  | (Base & { readonly phase: "connecting" })
  | (Base & Talking)
  | (Base & {
      readonly phase: "ended";
      readonly endedAt: number;
      readonly answeredAt: number | null;
      readonly heldMs: number;
      readonly reason: EndReason;
      /** The SIP status behind the reason, or `null` (a BYE has none). */
      readonly sipStatus: number | null;
    });

interface Talking {
  readonly phase: "talking";
  readonly answeredAt: number;
  /** What is so. `wish` is what was asked for: it shows as pending until the phone system agrees. */
  readonly held: boolean;
  readonly muted: boolean;
  readonly wish: { readonly held: boolean; readonly muted: boolean };
  /** The other side has put us on hold. */
  readonly heldThere: boolean;
  readonly heldSince: number | null;
  /** Hold time of the holds that are over. */
  readonly heldMs: number;
  readonly transfer: Transfer | null;
}

export type TalkingCall = Extract<Call, { phase: "talking" }>;
/** A call that has not ended. */
export type LiveCall = Exclude<Call, { phase: "ended" }>;
export type EndedCall = Extract<Call, { phase: "ended" }>;

/** What the directory knows of a number. */
export interface Identity {
  readonly contact: Party["contact"];
  readonly formatted: string | null;
  readonly country: string | null;
}

/** An incoming call as the edge hands it over. */
export interface Offer {
  readonly id: CallId;
  readonly number: string;
  readonly display: string | null;
  readonly origin: Origin;
}

/** Codes a call can fail with before it was up, and how that ending is told. */
export const failureReasons: Partial<Record<PhoneErrorCode, EndReason>> = {
  notConnected: "connectionLost",
  emergencyUnreachable: "connectionLost",
};
