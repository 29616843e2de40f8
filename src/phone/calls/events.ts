import type { Problem } from "@/phone/errors";
import type { SpyMode } from "@/phone/supervision/supervision-state";

import type { CallId, EndReason, Identity, MoveInto } from "./call";
import type { Member } from "./purpose";

/** What a person may ask of one call. */
export type CallCommand =
  | { readonly type: "answer" }
  | { readonly type: "decline" }
  /** Sends a ringing call to somebody else. `to` is what is dialled for it where that is not `target` itself. */
  | { readonly type: "redirect"; readonly target: string; readonly to?: string }
  | { readonly type: "hangUp" }
  | { readonly type: "hold" }
  | { readonly type: "resume" }
  | { readonly type: "mute" }
  | { readonly type: "unmute" }
  | { readonly type: "sendDigits"; readonly digits: string }
  | ({ readonly type: "transfer"; readonly target: string } & MoveDetails)
  /** Of a conference: takes one of the others out of it. */
  | { readonly type: "removeMember"; readonly digit: number }
  /** Of a conference: everybody is hung up. */
  | { readonly type: "endConference" }
  /** Looks again who it is: a contact may be new or another. */
  | { readonly type: "identify" }
  | { readonly type: "dismissProblem" };

export interface MoveDetails {
  /** Nothing: a transfer. */
  readonly into?: MoveInto;
  /** What is dialled, where that is not `target` itself. */
  readonly to?: string;
  /** One line for whoever gets the call. */
  readonly note?: string;
}

/** What has happened to one call. */
export type CallFact =
  /** `number` is the one that was asked about: the party may be another by now. */
  | { readonly type: "identified"; readonly number: string; readonly identity: Identity }
  | { readonly type: "partyChanged"; readonly number: string; readonly display: string | null }
  /** `host` is the extension of who has made the conference that we are in now. */
  | { readonly type: "conferenceEntered"; readonly host: string; readonly display: string | null }
  | { readonly type: "answersItself" }
  | { readonly type: "ringHeard" }
  | { readonly type: "progressed"; readonly progress: "ringing" | "earlyMedia" }
  /** `behind`: another call is in front, so this one comes up on hold. */
  | { readonly type: "established"; readonly behind: boolean }
  /** A call of the page before this one is on this page now. */
  | { readonly type: "takenOver"; readonly behind: boolean }
  | { readonly type: "microphoneSet"; readonly open: boolean }
  | { readonly type: "holdSet"; readonly held: boolean }
  | {
      readonly type: "holdFailed";
      readonly wished: boolean;
      readonly problem: Problem;
      /** Another call is in front: this one must not hear what is said there. */
      readonly behind: boolean;
    }
  | { readonly type: "heldThere"; readonly held: boolean }
  /** The call that somebody was asked about goes to them: `to` is the consultation. */
  | { readonly type: "handOver"; readonly to: CallId; readonly target: string }
  | { readonly type: "transferProgressed" }
  | { readonly type: "transferSucceeded" }
  /** `comesBack`: this leg is dead, and the call is about to be offered again. */
  | { readonly type: "transferFailed"; readonly problem: Problem; readonly comesBack: boolean }
  /** It goes on, but something that was to go with it does not. */
  | { readonly type: "troubled"; readonly problem: Problem }
  /** This call becomes the consultation about another one, to be put together with it. */
  | { readonly type: "consultationFor"; readonly forCall: CallId }
  /** Of a consultation: the two are being put together, or that failed. */
  | { readonly type: "completing"; readonly isCompleting: boolean }
  /** The two are together: this consultation is over. */
  | { readonly type: "handedOver" }
  /** The call behind this consultation is gone: what is left is a call like any other. */
  | { readonly type: "consultationOver" }
  /** Of a conference on the phone system. */
  | { readonly type: "memberAdded"; readonly member: Member }
  | { readonly type: "memberChanged"; readonly digit: number; readonly state: Member["state"] }
  /** Of a conference that this browser mixes. */
  | { readonly type: "roomChanged"; readonly room: string | null }
  | { readonly type: "digitsFailed"; readonly problem: Problem }
  /** Of a supervision: the microphone follows this mode from now on. */
  | { readonly type: "supervising"; readonly mode: SpyMode }
  | { readonly type: "linkLost" }
  | { readonly type: "linkRestored" }
  /** Another phone of the agent's has been told how to take it. */
  | { readonly type: "leaving" }
  | {
      readonly type: "terminated";
      readonly reason: EndReason;
      readonly sipStatus: number | null;
      /** Where it was not now. */
      readonly at?: number;
    }
  | { readonly type: "failed"; readonly problem: Problem };

/** Commands and facts alike carry the time with them: the transition reads no clock. */
export type CallEvent = (CallCommand | CallFact) & { readonly at: number };

/** What is to be done in the world, as data. `perform.ts` is the only place that does it. */
export type Effect =
  | { readonly do: "invite" }
  | { readonly do: "accept" }
  | { readonly do: "takeOver" }
  | { readonly do: "reject"; readonly because: "declined" | "busy" }
  | { readonly do: "redirect"; readonly target: string }
  | { readonly do: "hangUp" }
  | { readonly do: "setHold"; readonly held: boolean }
  | { readonly do: "setMicrophone"; readonly open: boolean }
  | { readonly do: "sendDigits"; readonly digits: string }
  | { readonly do: "refer"; readonly target: string; readonly note: string | null }
  /** The other party of this call takes our place in another one. */
  | { readonly do: "referTo"; readonly to: CallId }
  | { readonly do: "removeMember"; readonly room: string; readonly digit: number }
  | { readonly do: "endConference"; readonly room: string }
  | { readonly do: "identify" }
  | { readonly do: "answerLater"; readonly afterSeconds: number }
  | { readonly do: "forgetLater" };
