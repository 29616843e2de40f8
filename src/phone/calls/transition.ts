import { assertNever } from "@/lib/assert-never";

import {
  type Call,
  type CallEvent,
  type CallId,
  directOrigin,
  type Effect,
  type EndReason,
  failureReasons,
  type Offer,
  type Party,
  type Purpose,
  type TalkingCall,
} from "./call";
import { type AnyPhaseEvent, ended, type EventOf, stay, type Step } from "./step";
import { whileTalking } from "./while-talking";

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
    case "completing":
    case "consultationOver":
      return inAnyPhase(call, event);
    case "handedOver":
      return [
        ended(call, event.at, "transferred", null),
        [{ do: "hangUp" }, { do: "forgetLater" }],
      ];
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
    purpose: conversation,
    startedAt: at,
    link: { state: "up" },
    room: null,
    problem: null,
  } as const;
  const call: Call = { ...base, phase: "ringing" };
  if (mayRing) {
    const { autoAnswerSeconds: afterSeconds } = offer.origin;
    const later: readonly Effect[] =
      afterSeconds === null ? [] : [{ do: "answerLater", afterSeconds }];
    return [call, [{ do: "identify" }, ...later]];
  }
  return [
    ended(call, at, "busyHere", null),
    [{ do: "reject", because: "busy" }, { do: "identify" }, { do: "forgetLater" }],
  ];
}

const conversation: Purpose = { kind: "conversation" };

/** An outgoing call to a number that was cleaned before. */
export function startDialing(
  id: CallId,
  target: string,
  at: number,
  purpose: Purpose = conversation,
): Step {
  const call: Call = {
    id,
    direction: "out",
    party: newParty(target, null),
    origin: directOrigin,
    purpose,
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
    case "completing":
      return call.purpose.kind === "consultation"
        ? stay({ ...call, purpose: { ...call.purpose, isCompleting: event.isCompleting } })
        : stay(call);
    case "consultationOver":
      return call.purpose.kind === "consultation"
        ? stay({ ...call, purpose: conversation })
        : stay(call);
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

function fail(call: Exclude<Call, { phase: "ended" }>, event: EventOf<"failed">): Step {
  const reason = failureReasons[event.problem.code] ?? "failed";
  const status = event.problem.detail["status"];
  const [next, effects] = end(call, event.at, reason, typeof status === "number" ? status : null);
  return [{ ...next, problem: event.problem }, effects];
}

/** A far end that goes while a transfer is under way has been handed on; that is not a hang-up. */
function terminatedReason(call: Call, event: EventOf<"terminated">): EndReason {
  const isCompleting = call.purpose.kind === "consultation" && call.purpose.isCompleting;
  const leaving = isCompleting || (call.phase === "talking" && call.transfer !== null);
  return leaving && event.reason === "hungUpThere" ? "transferred" : event.reason;
}

function end(call: Call, at: number, reason: EndReason, sipStatus: number | null): Step {
  return [ended(call, at, reason, sipStatus), [{ do: "forgetLater" }]];
}
