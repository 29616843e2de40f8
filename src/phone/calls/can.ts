import { assertNever } from "@/lib/assert-never";

import type { Call, EndedCall, EndReason } from "./call";
import { isConversation } from "./purpose";

/**
 * Which commands make sense now. Buttons are drawn from it, so a button cannot lie. Whether the phone system can do it
 * at all is another question (`system`).
 */
export interface Abilities {
  readonly answer: boolean;
  readonly decline: boolean;
  /** Send a ringing call on to somebody else. */
  readonly redirect: boolean;
  readonly hangUp: boolean;
  readonly hold: boolean;
  readonly resume: boolean;
  readonly mute: boolean;
  readonly unmute: boolean;
  readonly sendDigits: boolean;
  readonly transfer: boolean;
  readonly park: boolean;
  /** Ask somebody before transferring. */
  readonly consult: boolean;
  /** Put the one who waits and the one who was asked together. */
  readonly completeTransfer: boolean;
  /** Talk with the other party of this call and that of another one together. */
  readonly merge: boolean;
  /** Leave two that are mixed here together and go. */
  readonly leaveTogether: boolean;
  readonly removeMember: boolean;
  /** Dial the number anew: the call was cut off by neither of the two. */
  readonly callAgain: boolean;
}

const nothing: Abilities = {
  answer: false,
  decline: false,
  redirect: false,
  hangUp: false,
  hold: false,
  resume: false,
  mute: false,
  unmute: false,
  sendDigits: false,
  transfer: false,
  park: false,
  consult: false,
  completeTransfer: false,
  merge: false,
  leaveTogether: false,
  removeMember: false,
  callAgain: false,
};

const cutOff: readonly EndReason[] = ["connectionLost", "endedWhileCut"];

function isCutOff({ reason, party, purpose }: EndedCall): boolean {
  const isWithOne = isConversation(purpose) || purpose.kind === "emergency";
  return cutOff.includes(reason) && party.number !== "" && isWithOne;
}

function isOpenConsultation({ purpose }: Call): boolean {
  return purpose.kind === "consultation" && !purpose.isCompleting;
}

/** Abilities follow wishes, not what is confirmed: "Resume" can be pressed while a hold is still on its way. */
export function can(call: Call): Abilities {
  switch (call.phase) {
    case "ringing":
      return { ...nothing, answer: true, decline: true, redirect: true };
    case "dialing":
      return { ...nothing, hangUp: true, completeTransfer: isOpenConsultation(call) };
    case "connecting":
      return { ...nothing, hangUp: true };
    case "talking": {
      const mute = { mute: !call.wish.muted, unmute: call.wish.muted };
      if (call.purpose.kind === "supervision") return { ...nothing, ...mute, hangUp: true };
      const isStill = call.transfer === null && call.link.state !== "takingOver";
      const isFree = isStill && isConversation(call.purpose);
      return {
        ...nothing,
        hangUp: true,
        hold: !call.wish.held && call.purpose.kind !== "emergency",
        resume: call.wish.held,
        ...mute,
        sendDigits: !call.held && isStill,
        transfer: isFree,
        park: isFree && call.room === null,
        consult: isFree,
        completeTransfer: isOpenConsultation(call),
        merge:
          (isFree || isOpenConsultation(call) || call.purpose.kind === "conference") && isStill,
        leaveTogether: isFree && call.room !== null,
        removeMember: call.purpose.kind === "conference" && isStill,
      };
    }
    case "ended":
      return { ...nothing, callAgain: isCutOff(call) };
    default:
      return assertNever(call);
  }
}
