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
};

/** Abilities follow wishes, not what is confirmed: "Resume" can be pressed while a hold is still on its way. */
export function can(call: Call): Abilities {
  switch (call.phase) {
    case "ringing":
      return { ...nothing, answer: true, decline: true };
    case "dialing":
    case "connecting":
      return { ...nothing, hangUp: true };
    case "talking":
      return {
        ...nothing,
        hangUp: true,
        hold: !call.wish.held,
        resume: call.wish.held,
        mute: !call.wish.muted,
        unmute: call.wish.muted,
        sendDigits: !call.held && call.transfer === null,
        transfer: call.transfer === null,
      };
    case "ended":
      return nothing;
    default:
      return assertNever(call);
  }
}
