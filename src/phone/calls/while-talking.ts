import { assertNever } from "@/lib/assert-never";

import type { Effect, TalkingCall } from "./call";
import { ended, type EventOf, heldMsAt, stay, type Step, type TalkingEvent } from "./step";

/** What a call that is up makes of an event. */
export function whileTalking(call: TalkingCall, event: TalkingEvent): Step {
  switch (event.type) {
    case "mute":
    case "unmute":
      return wishMuted(call, event.type === "mute");
    case "microphoneSet":
      return stay({ ...call, muted: call.wish.muted });
    case "hold":
    case "resume":
      return wishHeld(call, event.type === "hold");
    case "holdSet":
      return holdSet(call, event);
    case "holdFailed":
      return holdFailed(call, event);
    case "heldThere":
      return stay({ ...call, heldThere: event.held });
    case "sendDigits":
      return [call, [{ do: "sendDigits", digits: event.digits }]];
    case "digitsFailed":
      return stay({ ...call, problem: event.problem });
    case "transfer":
      if (call.transfer !== null) return stay(call);
      return [
        { ...call, transfer: { target: event.target, progress: "asked" }, problem: null },
        [{ do: "refer", target: event.target }],
      ];
    case "handOver":
      if (call.transfer !== null) return stay(call);
      return [
        { ...call, transfer: { target: event.target, progress: "asked" }, problem: null },
        [{ do: "referTo", to: event.to }],
      ];
    case "transferProgressed":
      return call.transfer === null
        ? stay(call)
        : stay({ ...call, transfer: { ...call.transfer, progress: "ringing" } });
    case "transferFailed":
      if (event.comesBack) {
        const over = { ...ended(call, event.at, "comingBack", null), problem: event.problem };
        return [over, [{ do: "hangUp" }, { do: "forgetLater" }]];
      }
      return stay({ ...call, transfer: null, problem: event.problem });
    case "transferSucceeded":
      return [
        ended(call, event.at, "transferred", null),
        [{ do: "hangUp" }, { do: "forgetLater" }],
      ];
    default:
      return assertNever(event);
  }
}

/** The microphone is open only when neither mute nor hold is wished for, and hold is really over. */
function microphoneOpen(call: TalkingCall): boolean {
  return !call.wish.muted && !call.wish.held && !call.held;
}

function wishMuted(call: TalkingCall, muted: boolean): Step {
  if (call.wish.muted === muted) return stay(call);
  const next = { ...call, wish: { ...call.wish, muted } };
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

function wishHeld(call: TalkingCall, held: boolean): Step {
  if (call.wish.held === held) return stay(call);
  const next = { ...call, wish: { ...call.wish, held }, problem: null };
  // The sender closes before the phone system is asked: RFC 3264's sendonly does not stop the microphone.
  const closing: readonly Effect[] = held ? [{ do: "setMicrophone", open: false }] : [];
  return [next, [...closing, { do: "setHold", held }]];
}

function holdSet(call: TalkingCall, event: EventOf<"holdSet">): Step {
  let next = call;
  if (event.held && !call.held) next = { ...call, held: true, heldSince: event.at };
  if (!event.held && call.held) {
    next = { ...call, held: false, heldSince: null, heldMs: heldMsAt(call, event.at) };
  }
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

function holdFailed(call: TalkingCall, event: EventOf<"holdFailed">): Step {
  // A newer wish may stand already; only the wish that failed is taken back.
  const next =
    call.wish.held === event.wished
      ? { ...call, wish: { ...call.wish, held: call.held }, problem: event.problem }
      : call;
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}
