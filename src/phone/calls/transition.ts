import { assertNever } from "@/lib/assert-never";

import {
  type Call,
  type CallEvent,
  type CallId,
  directOrigin,
  type Effect,
  type EndedCall,
  type EndReason,
  failureReasons,
  type Offer,
  type Party,
  type TalkingCall,
} from "./call";

type Step = readonly [Call, readonly Effect[]];
type EventOf<Type extends CallEvent["type"]> = Extract<CallEvent, { type: Type }>;

const stay = (call: Call): Step => [call, []];

/**
 * The whole life of a call. Pure: the time comes in with the event. Anything not listed for a phase is ignored: a
 * late click is normal life, and so is a late answer from the network.
 */
export function transition(call: Call, event: CallEvent): Step {
  if (call.phase === "ended")
    return event.type === "identified" ? inAnyPhase(call, event) : stay(call);
  switch (event.type) {
    case "terminated":
      return end(call, event.at, terminatedReason(call, event), event.sipStatus);
    case "failed":
      return fail(call, event);
    case "hangUp":
      return hangUp(call, event.at);
    case "answer":
    case "decline":
      return whileRinging(call, event);
    case "progressed":
      return call.phase === "dialing" ? stay({ ...call, progress: event.progress }) : stay(call);
    case "established":
      return establish(call, event);
    case "identified":
    case "partyChanged":
    case "linkLost":
    case "linkRestored":
    case "dismissProblem":
      return inAnyPhase(call, event);
    default:
      return call.phase === "talking" ? whileTalking(call, event) : stay(call);
  }
}

/** An incoming call: ringing, or refused as busy when there is no room for another. */
export function receive(offer: Offer, at: number, mayRing: boolean): Step {
  const base = {
    id: offer.id,
    direction: "in",
    party: newParty(offer.number, offer.display),
    origin: offer.origin,
    purpose: { kind: "conversation" },
    startedAt: at,
    link: { state: "up" },
    room: null,
    problem: null,
  } as const;
  const call: Call = { ...base, phase: "ringing" };
  if (mayRing) return [call, [{ do: "identify" }]];
  return [
    ended(call, at, "busyHere", null),
    [{ do: "reject", because: "busy" }, { do: "identify" }, { do: "forgetLater" }],
  ];
}

/** An outgoing call to a number that was cleaned before. */
export function startDialing(id: CallId, target: string, at: number): Step {
  const call: Call = {
    id,
    direction: "out",
    party: newParty(target, null),
    origin: directOrigin,
    purpose: { kind: "conversation" },
    startedAt: at,
    link: { state: "up" },
    room: null,
    problem: null,
    phase: "dialing",
    progress: "sent",
  };
  return [call, [{ do: "identify" }, { do: "invite" }]];
}

function newParty(number: string, display: string | null): Party {
  return { number, display, contact: null, formatted: null, country: null };
}

function whileRinging(call: Call, event: EventOf<"answer" | "decline">): Step {
  if (call.phase !== "ringing") return stay(call);
  if (event.type === "answer") return [{ ...call, phase: "connecting" }, [{ do: "accept" }]];
  return [
    ended(call, event.at, "declined", null),
    [{ do: "reject", because: "declined" }, { do: "forgetLater" }],
  ];
}

function hangUp(call: Exclude<Call, { phase: "ended" }>, at: number): Step {
  if (call.phase === "ringing") return whileRinging(call, { type: "decline", at });
  const reason = call.phase === "dialing" ? "cancelled" : "hungUp";
  return [ended(call, at, reason, null), [{ do: "hangUp" }, { do: "forgetLater" }]];
}

function establish(call: Call, { at, behind }: EventOf<"established">): Step {
  if (call.phase !== "dialing" && call.phase !== "connecting") return stay(call);
  const { phase: _, ...base } = call;
  const talking: TalkingCall = {
    ...base,
    phase: "talking",
    answeredAt: at,
    held: false,
    muted: false,
    wish: { held: behind, muted: false },
    heldThere: false,
    heldSince: null,
    heldMs: 0,
    transfer: null,
  };
  // Two calls never hear the agent at once: who comes up behind another has not had the microphone at all.
  return [talking, [behind ? { do: "setHold", held: true } : { do: "setMicrophone", open: true }]];
}

type AnyPhaseEvent = EventOf<
  "identified" | "partyChanged" | "linkLost" | "linkRestored" | "dismissProblem"
>;

function inAnyPhase(call: Call, event: AnyPhaseEvent): Step {
  switch (event.type) {
    case "identified":
      if (event.number !== call.party.number) return stay(call);
      return stay({ ...call, party: { ...call.party, ...event.identity } });
    case "partyChanged":
      return partyChanged(call, event);
    case "linkLost":
      return call.link.state === "up"
        ? stay({ ...call, link: { state: "recovering", since: event.at } })
        : stay(call);
    case "linkRestored":
      return call.link.state === "up" ? stay(call) : stay({ ...call, link: { state: "up" } });
    case "dismissProblem":
      return stay({ ...call, problem: null });
    default:
      return assertNever(event);
  }
}

/** Somebody else is on the line now, or the same number has got a name. */
function partyChanged(call: Call, event: EventOf<"partyChanged">): Step {
  const { party } = call;
  if (event.number !== party.number) {
    return [{ ...call, party: newParty(event.number, event.display) }, [{ do: "identify" }]];
  }
  if (event.display === null || event.display === party.display) return stay(call);
  return stay({ ...call, party: { ...party, display: event.display } });
}

type TalkingEvent = Exclude<
  CallEvent,
  | AnyPhaseEvent
  | EventOf<
      "terminated" | "failed" | "hangUp" | "answer" | "decline" | "progressed" | "established"
    >
>;

function whileTalking(call: TalkingCall, event: TalkingEvent): Step {
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
    case "transferProgressed":
      return call.transfer === null
        ? stay(call)
        : stay({ ...call, transfer: { ...call.transfer, progress: "ringing" } });
    case "transferFailed":
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

function fail(call: Exclude<Call, { phase: "ended" }>, event: EventOf<"failed">): Step {
  const reason = failureReasons[event.problem.code] ?? "failed";
  const status = event.problem.detail["status"];
  const [next, effects] = end(call, event.at, reason, typeof status === "number" ? status : null);
  return [{ ...next, problem: event.problem }, effects];
}

/** A far end that goes while a transfer is under way has been handed on; that is not a hang-up. */
function terminatedReason(call: Call, event: EventOf<"terminated">): EndReason {
  const leaving = call.phase === "talking" && call.transfer !== null;
  return leaving && event.reason === "hungUpThere" ? "transferred" : event.reason;
}

function end(call: Call, at: number, reason: EndReason, sipStatus: number | null): Step {
  return [ended(call, at, reason, sipStatus), [{ do: "forgetLater" }]];
}

function heldMsAt(call: TalkingCall, at: number): number {
  return call.heldMs + (call.heldSince === null ? 0 : at - call.heldSince);
}

function ended(call: Call, at: number, reason: EndReason, sipStatus: number | null): EndedCall {
  const talked = call.phase === "talking" ? call : null;
  return {
    id: call.id,
    direction: call.direction,
    party: call.party,
    origin: call.origin,
    purpose: call.purpose,
    startedAt: call.startedAt,
    link: call.link,
    room: call.room,
    problem: call.problem,
    phase: "ended",
    endedAt: at,
    answeredAt: talked?.answeredAt ?? null,
    heldMs: talked === null ? 0 : heldMsAt(talked, at),
    reason,
    sipStatus,
  };
}
