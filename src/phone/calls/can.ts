import { assertNever } from "@/lib/assert-never";

import type { Call } from "./call";

/** Which commands make sense now. Buttons are drawn from it, so a button cannot lie. */
export interface Abilities {
  readonly answer: boolean;
  readonly decline: boolean;
  readonly hangUp: boolean;
  readonly hold: boolean;
  readonly resume: boolean;
  readonly mute: boolean;
  readonly unmute: boolean;
  readonly sendDigits: boolean;
  readonly transfer: boolean;
  /** Ask somebody before transferring. */
  readonly consult: boolean;
  /** Put the one who waits and the one who was asked together. */
  readonly completeTransfer: boolean;
}

const nothing: Abilities = {
  answer: false,
  decline: false,
  hangUp: false,
  hold: false,
  resume: false,
  mute: false,
  unmute: false,
  sendDigits: false,
  transfer: false,
  consult: false,
  completeTransfer: false,
};

function isOpenConsultation({ purpose }: Call): boolean {
  return purpose.kind === "consultation" && !purpose.isCompleting;
}

/** Abilities follow wishes, not what is confirmed: "Resume" can be pressed while a hold is still on its way. */
export function can(call: Call): Abilities {
  switch (call.phase) {
    case "ringing":
      return { ...nothing, answer: true, decline: true };
    case "dialing":
      return { ...nothing, hangUp: true, completeTransfer: isOpenConsultation(call) };
    case "connecting":
      return { ...nothing, hangUp: true };
    case "talking": {
      const isFree = call.transfer === null && call.purpose.kind === "conversation";
      return {
        ...nothing,
        hangUp: true,
        hold: !call.wish.held,
        resume: call.wish.held,
        mute: !call.wish.muted,
        unmute: call.wish.muted,
        sendDigits: !call.held && call.transfer === null,
        transfer: isFree,
        consult: isFree,
        completeTransfer: isOpenConsultation(call),
      };
    }
    case "ended":
      return nothing;
    default:
      return assertNever(call);
  }
}
