import { assertNever } from "@/lib/assert-never";
import { toProblem } from "@/phone/errors";

import type { Call, CallId, Identity } from "./call";
import { can } from "./can";
import type { Effect } from "./events";
import type { EdgeFact } from "./sink";

/**
 * What calls need of the world. Every method resolves when the phone system has agreed and rejects with a
 * `PhoneError`; how a call ends is told by the fact `terminated`, never by a rejection.
 */
export interface CallPort {
  /** `shownNumber`: the number of ours to be shown there, if the phone system lets us. */
  invite(id: CallId, target: string, shownNumber: string | null): Promise<void>;
  accept(id: CallId): Promise<void>;
  /** Takes a call of a page that is gone to this one; how that goes is told by facts alone. */
  takeOver(id: CallId): Promise<void>;
  reject(id: CallId, because: "declined" | "busy"): Promise<void>;
  /** Answers a ringing call with where else to look (302). */
  redirect(id: CallId, target: string): Promise<void>;
  hangUp(id: CallId): Promise<void>;
  setHold(id: CallId, held: boolean): Promise<void>;
  setMicrophone(id: CallId, open: boolean): void;
  sendDigits(id: CallId, digits: string): Promise<void>;
  refer(id: CallId, target: string): Promise<void>;
  /** Puts the other party of `id` in our place in `to` (REFER with Replaces, RFC 3891). */
  referTo(id: CallId, to: CallId, targetName: string): Promise<void>;
}

/** What calls ask of the phone system outside of any call. */
export interface CallCommands {
  /** The line that goes along with our next transfer. */
  note(text: string): Promise<void>;
  removeMember(room: string, digit: number): Promise<void>;
  endConference(room: string): Promise<void>;
}

export interface PerformOptions {
  readonly port: CallPort;
  readonly commands: CallCommands;
  readonly identify: (number: string) => Promise<Identity>;
  readonly happened: (id: CallId, fact: EdgeFact) => void;
  readonly remove: (id: CallId) => void;
  /** Whether a call that rings may be answered without a press: the agent allows it and is with nobody. */
  readonly mayAnswerByItself: (id: CallId) => boolean;
  readonly answerByItself: (id: CallId) => void;
  /** How long an ended call stays on the stage. */
  readonly endedShownMs: number;
}

/** A call that is answered by itself rings for so long at least, so that the agent looks up. */
const leastRingMs = 1_000;
/** Then a tone in the headset says that the microphone opens; it is as long as this. */
const toneMs = 700;

/** Does in the world what a transition wants done; what comes of it returns as a fact. The only place with effects. */
export function createPerform(options: PerformOptions): (call: Call, effect: Effect) => void {
  const { port, commands, happened, remove } = options;

  /** A REFER that is refused outright leaves the call where it was. */
  const transferFailed = (id: CallId, error: unknown): void =>
    happened(id, { type: "transferFailed", problem: toProblem(error), comesBack: false });

  const troubled = (id: CallId, error: unknown): void =>
    happened(id, { type: "troubled", problem: toProblem(error) });

  /** The note goes first; without it the transfer goes all the same, and says so. */
  async function refer(id: CallId, target: string, note: string | null): Promise<void> {
    if (note !== null) {
      await commands
        .note(note)
        .catch(() => happened(id, { type: "troubled", problem: { code: "noteLost", detail: {} } }));
    }
    await port.refer(id, target);
  }

  function answerLater(id: CallId, afterSeconds: number): void {
    setTimeout(
      () => {
        if (!options.mayAnswerByItself(id)) return;
        happened(id, { type: "answersItself" });
        setTimeout(() => options.answerByItself(id), toneMs);
      },
      Math.max(leastRingMs, afterSeconds * 1_000),
    );
  }

  return function perform(call, effect) {
    const { id } = call;
    const failed = (error: unknown): void =>
      happened(id, { type: "failed", problem: toProblem(error) });
    switch (effect.do) {
      case "invite":
        return void port.invite(id, call.party.number, call.shownNumber).catch(failed);
      case "accept":
        return void port.accept(id).catch(failed);
      case "takeOver":
        return void port.takeOver(id).catch(failed);
      case "reject":
        return void port.reject(id, effect.because).catch(failed);
      case "redirect":
        return void port.redirect(id, effect.target).catch((error: unknown) => troubled(id, error));
      case "hangUp":
        return void port.hangUp(id).catch(failed);
      case "setHold":
        return void port.setHold(id, effect.held).then(
          () => happened(id, { type: "holdSet", held: effect.held }),
          (error: unknown) =>
            happened(id, { type: "holdFailed", wished: effect.held, problem: toProblem(error) }),
        );
      case "setMicrophone":
        port.setMicrophone(id, effect.open);
        return happened(id, { type: "microphoneSet", open: effect.open });
      case "sendDigits":
        return void port
          .sendDigits(id, effect.digits)
          .catch((error: unknown) =>
            happened(id, { type: "digitsFailed", problem: toProblem(error) }),
          );
      case "refer":
        return void refer(id, effect.target, effect.note).catch((error: unknown) =>
          transferFailed(id, error),
        );
      case "referTo":
        return void port
          .referTo(id, effect.to, transferTarget(call))
          .catch((error: unknown) => transferFailed(id, error));
      case "removeMember":
        return void commands
          .removeMember(effect.room, effect.digit)
          .catch((error: unknown) => troubled(id, error));
      case "endConference":
        // In this order: whoever has left a conference does not end it any more.
        return void commands
          .endConference(effect.room)
          .catch((error: unknown) => troubled(id, error))
          .then(() => port.hangUp(id))
          .catch(failed);
      case "identify":
        return void options.identify(call.party.number).then(
          (identity) => happened(id, { type: "identified", number: call.party.number, identity }),
          () => undefined,
        );
      case "answerLater":
        return answerLater(id, effect.afterSeconds);
      case "forgetLater":
        // What was cut off stays until the agent has seen it.
        if (!can(call).callAgain) setTimeout(() => remove(id), options.endedShownMs);
        return;
      default:
        return assertNever(effect);
    }
  };
}

function transferTarget(call: Call): string {
  return call.phase === "talking" ? (call.transfer?.target ?? "") : "";
}
