import { assertNever } from "@/lib/assert-never";
import type { PhoneErrorCode, Problem } from "@/phone/errors";

import type { EndReason, MoveInto, TalkingCall, Transfer } from "./call";
import type { Effect } from "./events";
import { ended, type EventOf, heldMsAt, stay, type Step, type TalkingEvent } from "./step";

/** What a call that is up makes of an event. */
export function whileTalking(call: TalkingCall, event: TalkingEvent): Step {
  if (call.purpose.kind === "supervision" && !whileListening.includes(event.type))
    return stay(call);
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
    case "supervising":
      return supervise(call, event);
    case "digitsFailed":
      return stay({ ...call, problem: event.problem });
    case "transfer":
    case "handOver":
      return move(call, event);
    case "transferProgressed":
      return call.transfer === null
        ? stay(call)
        : stay({ ...call, transfer: { ...call.transfer, progress: "ringing" } });
    case "transferFailed":
      return moveFailed(call, event);
    case "transferSucceeded":
      return [
        ended(
          call,
          event.at,
          call.transfer === null ? "transferred" : movedReason(call.transfer),
          null,
        ),
        [{ do: "hangUp" }, { do: "forgetLater" }],
      ];
    case "removeMember":
    case "endConference":
      return askConference(call, event);
    default:
      return assertNever(event);
  }
}

/** All that may happen to a call that we only listen to: a digit, say, would be another mode. */
const whileListening: readonly TalkingEvent["type"][] = [
  "mute",
  "unmute",
  "microphoneSet",
  "supervising",
];

function supervise(call: TalkingCall, { mode }: EventOf<"supervising">): Step {
  if (call.purpose.kind !== "supervision") return stay(call);
  // While the signalling is cut it is not known what the phone system does.
  if (mode !== "monitor" && call.link.state !== "up") return stay(call);
  const next = { ...call, purpose: { ...call.purpose, mode } };
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

const reasons: Readonly<Record<MoveInto, EndReason>> = {
  transfer: "transferred",
  parking: "parked",
  conference: "joined",
};

/** How a call ends whose other party has been moved. */
export function movedReason({ into }: Transfer): EndReason {
  return reasons[into];
}

function move(call: TalkingCall, event: EventOf<"transfer" | "handOver">): Step {
  if (call.transfer !== null) return stay(call);
  const into = event.type === "transfer" ? (event.into ?? "transfer") : "transfer";
  // Whoever has just heard us may not hear who comes in our place, unless music was in between: Asterisk 22, in calls
  // that it recodes (docs/pbx/asterisk.md, "A leg in the place of another").
  const holds = event.type === "handOver" && !call.wish.held;
  const transfer: Transfer = { into, target: event.target, progress: "asked", holds };
  const [next, holding] = holds ? wishHeld(call, true) : [call, []];
  const effect: Effect =
    event.type === "handOver"
      ? { do: "referTo", to: event.to }
      : { do: "refer", target: event.to ?? event.target, note: event.note ?? null };
  return [{ ...next, transfer, problem: null }, [...holding, effect]];
}

const failureCodes: Readonly<Record<MoveInto, PhoneErrorCode | null>> = {
  transfer: null,
  parking: "parkFailed",
  conference: "conferenceFailed",
};

function moveFailed(call: TalkingCall, event: EventOf<"transferFailed">): Step {
  const code = failureCodes[call.transfer?.into ?? "transfer"];
  // What the edge says of a number is not how parking and conferences fail: they have no number for the agent.
  const problem: Problem =
    code === null
      ? event.problem
      : { code, detail: { reason: event.problem.detail["reason"] ?? "failed" } };
  if (event.comesBack) {
    const over = { ...ended(call, event.at, "comingBack", null), problem };
    return [over, [{ do: "hangUp" }, { do: "forgetLater" }]];
  }
  const back = { ...call, transfer: null, problem };
  return call.transfer?.holds === true ? wishHeld(back, false) : stay(back);
}

function askConference(call: TalkingCall, event: EventOf<"removeMember" | "endConference">): Step {
  const { purpose } = call;
  if (purpose.kind !== "conference") return stay(call);
  const { room } = purpose;
  if (event.type === "removeMember") {
    return [call, [{ do: "removeMember", room, digit: event.digit }]];
  }
  return [
    ended(call, event.at, "hungUp", null),
    [{ do: "endConference", room }, { do: "forgetLater" }],
  ];
}

/**
 * The microphone is open only when neither mute nor hold is wished for, and hold is really over; and of who listens only
 * when they are meant to be heard.
 */
export function microphoneOpen(call: TalkingCall): boolean {
  const { held, purpose, wish } = call;
  const listens = purpose.kind === "supervision" && purpose.mode === "monitor";
  return !wish.muted && !wish.held && !held && !listens;
}

function wishMuted(call: TalkingCall, muted: boolean): Step {
  if (call.wish.muted === muted) return stay(call);
  const next = { ...call, wish: { ...call.wish, muted } };
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

function wishHeld(call: TalkingCall, held: boolean): readonly [TalkingCall, readonly Effect[]] {
  if (call.wish.held === held || (held && call.purpose.kind === "emergency")) return [call, []];
  const isAnswered = call.problem?.code === "holdRefused" || call.problem?.code === "resumeRefused";
  const problem = isAnswered ? null : call.problem;
  const next = { ...call, wish: { ...call.wish, held }, problem };
  // There is nobody to ask yet; once the call is here it becomes what is wished for.
  if (call.link.state === "takingOver") return [next, []];
  // The sender closes before the phone system is asked: RFC 3264's sendonly does not stop the microphone.
  const closing: readonly Effect[] = held ? [{ do: "setMicrophone", open: false }] : [];
  return [next, [...closing, { do: "setHold", held }]];
}

function holdSet(call: TalkingCall, event: EventOf<"holdSet">): Step {
  let next = call;
  if (event.held && !call.held)
    next = { ...call, held: true, heldSince: call.heldSince ?? event.at };
  if (!event.held && call.held) {
    next = { ...call, held: false, heldSince: null, heldMs: heldMsAt(call, event.at) };
  }
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

function holdFailed(call: TalkingCall, event: EventOf<"holdFailed">): Step {
  // A newer wish may stand already; only the wish that failed is taken back.
  if (call.wish.held !== event.wished) {
    return [call, [{ do: "setMicrophone", open: microphoneOpen(call) }]];
  }
  const muted = call.wish.muted || (event.behind && !call.held);
  const isOver = !call.held && call.heldSince !== null;
  const next = {
    ...call,
    ...(isOver ? { heldSince: null, heldMs: heldMsAt(call, event.at) } : {}),
    wish: { held: call.held, muted },
    problem: event.problem,
  };
  return [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}
