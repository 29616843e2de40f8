import type { PhoneErrorCode, Problem } from "@/phone/errors";

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

/** What the phone system said about where the call came from. */
export interface Origin {
  readonly kind: "direct" | "queue";
  readonly queue: string | null;
  readonly waitedSeconds: number | null;
  /** The phone system's own id of the whole call, the same on every leg. */
  readonly callUuid: string | null;
  /** Who sent the call here, if it was transferred. */
  readonly transferredBy: string | null;
  /** The number that a transfer of ours went to and came back from. */
  readonly returnedFrom: string | null;
  /** The phone system asks that it be answered by itself after so long; `null`: it does not ask. */
  readonly autoAnswerSeconds: number | null;
}

/** Why the call exists. It travels with the call, so no table beside it can go stale. */
export type Purpose =
  | { readonly kind: "conversation" }
  /** Somebody is asked before `forCall` is transferred to them; `isCompleting`: the two are being put together. */
  | {
      readonly kind: "consultation";
      readonly forCall: CallId;
      readonly isCompleting: boolean;
    };

/** Whether the signalling of this call reaches the phone system. Recovery is not a phase: a held call recovers too. */
export type Link =
  | { readonly state: "up" }
  | { readonly state: "recovering"; readonly since: number };

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
  | "forbidden"
  | "declined"
  | "missed"
  | "answeredElsewhere"
  | "busyHere"
  | "transferred"
  /** A transfer failed, and the phone system offers the call again. */
  | "comingBack"
  | "connectionLost"
  | "serverError"
  | "failed";

/** A transfer under way. */
export interface Transfer {
  readonly target: string;
  readonly progress: "asked" | "ringing";
}

interface Base {
  readonly id: CallId;
  readonly direction: Direction;
  readonly party: Party;
  readonly origin: Origin;
  readonly purpose: Purpose;
  /** Milliseconds since 1970, like every time here. */
  readonly startedAt: number;
  readonly link: Link;
  /** The conference room the call stands in, or `null`. */
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
  | (Base & { readonly phase: "ringing" })
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
export type EndedCall = Extract<Call, { phase: "ended" }>;

/** What a person may ask of one call. */
export type CallCommand =
  | { readonly type: "answer" }
  | { readonly type: "decline" }
  | { readonly type: "hangUp" }
  | { readonly type: "hold" }
  | { readonly type: "resume" }
  | { readonly type: "mute" }
  | { readonly type: "unmute" }
  | { readonly type: "sendDigits"; readonly digits: string }
  | { readonly type: "transfer"; readonly target: string }
  | { readonly type: "dismissProblem" };

/** What has happened to one call. */
export type CallFact =
  /** `number` is the one that was asked about: the party may be another by now. */
  | { readonly type: "identified"; readonly number: string; readonly identity: Identity }
  | { readonly type: "partyChanged"; readonly number: string; readonly display: string | null }
  | { readonly type: "progressed"; readonly progress: "ringing" | "earlyMedia" }
  /** `behind`: another call is in front, so this one comes up on hold. */
  | { readonly type: "established"; readonly behind: boolean }
  | { readonly type: "microphoneSet"; readonly open: boolean }
  | { readonly type: "holdSet"; readonly held: boolean }
  | { readonly type: "holdFailed"; readonly wished: boolean; readonly problem: Problem }
  | { readonly type: "heldThere"; readonly held: boolean }
  /** The call that somebody was asked about goes to them: `to` is the consultation. */
  | { readonly type: "handOver"; readonly to: CallId; readonly target: string }
  | { readonly type: "transferProgressed" }
  | { readonly type: "transferSucceeded" }
  /** `comesBack`: this leg is dead, and the call is about to be offered again. */
  | { readonly type: "transferFailed"; readonly problem: Problem; readonly comesBack: boolean }
  /** Of a consultation: the two are being put together, or that failed. */
  | { readonly type: "completing"; readonly isCompleting: boolean }
  /** The two are together: this consultation is over. */
  | { readonly type: "handedOver" }
  /** The call behind this consultation is gone: what is left is a call like any other. */
  | { readonly type: "consultationOver" }
  | { readonly type: "digitsFailed"; readonly problem: Problem }
  | { readonly type: "linkLost" }
  | { readonly type: "linkRestored" }
  | { readonly type: "terminated"; readonly reason: EndReason; readonly sipStatus: number | null }
  | { readonly type: "failed"; readonly problem: Problem };

/** Commands and facts alike carry the time with them: the transition reads no clock. */
export type CallEvent = (CallCommand | CallFact) & { readonly at: number };

/** What the directory knows of a number. */
export interface Identity {
  readonly contact: Party["contact"];
  readonly formatted: string | null;
  readonly country: string | null;
}

/** What is to be done in the world, as data. `perform` in `calls.ts` is the only place that does it. */
export type Effect =
  | { readonly do: "invite" }
  | { readonly do: "accept" }
  | { readonly do: "reject"; readonly because: "declined" | "busy" }
  | { readonly do: "hangUp" }
  | { readonly do: "setHold"; readonly held: boolean }
  | { readonly do: "setMicrophone"; readonly open: boolean }
  | { readonly do: "sendDigits"; readonly digits: string }
  | { readonly do: "refer"; readonly target: string }
  /** The other party of this call takes our place in another one. */
  | { readonly do: "referTo"; readonly to: CallId }
  | { readonly do: "identify" }
  | { readonly do: "answerLater"; readonly afterSeconds: number }
  | { readonly do: "forgetLater" };

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
};

export const directOrigin: Origin = {
  kind: "direct",
  queue: null,
  waitedSeconds: null,
  callUuid: null,
  transferredBy: null,
  returnedFrom: null,
  autoAnswerSeconds: null,
};
