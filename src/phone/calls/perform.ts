import { assertNever } from "@/lib/assert-never";
import { toProblem } from "@/phone/errors";

import type { Call, CallFact, CallId, Effect, Identity } from "./call";

/**
 * What calls need of the world. Every method resolves when the phone system has agreed and rejects with a
 * `PhoneError`; how a call ends is told by the fact `terminated`, never by a rejection.
 */
export interface CallPort {
  invite(id: CallId, target: string): Promise<void>;
  accept(id: CallId): Promise<void>;
  reject(id: CallId, because: "declined" | "busy"): Promise<void>;
  hangUp(id: CallId): Promise<void>;
  setHold(id: CallId, held: boolean): Promise<void>;
  setMicrophone(id: CallId, open: boolean): void;
  sendDigits(id: CallId, digits: string): Promise<void>;
  refer(id: CallId, target: string): Promise<void>;
  /** Puts the other party of `id` in our place in `to` (REFER with Replaces, RFC 3891). */
  referTo(id: CallId, to: CallId, targetName: string): Promise<void>;
}

export interface PerformOptions {
  readonly port: CallPort;
  readonly identify: (number: string) => Promise<Identity>;
  readonly happened: (id: CallId, fact: CallFact) => void;
  readonly remove: (id: CallId) => void;
  /** Answers a call that still rings, if the agent allows it and is with nobody. */
  readonly answerByItself: (id: CallId) => void;
  /** How long an ended call stays on the stage. */
  readonly endedShownMs: number;
}

/** A call that is answered by itself rings for so long at least: nobody's microphone opens without a sound before it. */
const leastRingMs = 1_000;

/** Does in the world what a transition wants done; what comes of it returns as a fact. The only place with effects. */
export function createPerform(options: PerformOptions): (call: Call, effect: Effect) => void {
  const { port, happened, remove } = options;

  /** A REFER that is refused outright leaves the call where it was. */
  const transferFailed = (id: CallId, error: unknown): void =>
    happened(id, { type: "transferFailed", problem: toProblem(error), comesBack: false });

  return function perform(call, effect) {
    const { id } = call;
    const failed = (error: unknown): void =>
      happened(id, { type: "failed", problem: toProblem(error) });
    switch (effect.do) {
      case "invite":
        return void port.invite(id, call.party.number).catch(failed);
      case "accept":
        return void port.accept(id).catch(failed);
      case "reject":
        return void port.reject(id, effect.because).catch(failed);
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
        return void port
          .refer(id, effect.target)
          .catch((error: unknown) => transferFailed(id, error));
      case "referTo":
        return void port
          .referTo(id, effect.to, transferTarget(call))
          .catch((error: unknown) => transferFailed(id, error));
      case "identify":
        return void options.identify(call.party.number).then(
          (identity) => happened(id, { type: "identified", number: call.party.number, identity }),
          () => undefined,
        );
      case "answerLater":
        setTimeout(
          () => options.answerByItself(id),
          Math.max(leastRingMs, effect.afterSeconds * 1_000),
        );
        return;
      case "forgetLater":
        setTimeout(() => remove(id), options.endedShownMs);
        return;
      default:
        return assertNever(effect);
    }
  };
}

function transferTarget(call: Call): string {
  return call.phase === "talking" ? (call.transfer?.target ?? "") : "";
}
