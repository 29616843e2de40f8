import { assertNever } from "@/lib/assert-never";

import {
  type Call,
  type CallId,
  type EndReason,
  failureReasons,
  type LiveCall,
  type Offer,
  type TalkingCall,
} from "./call";
import type { CallEvent, Effect } from "./events";
import { inAnyPhase, newParty } from "./in-any-phase";
import { directOrigin } from "./origin";
import { conversation, type Purpose } from "./purpose";
import { ended, type EventOf, heldMsAt, type RingingEvent, stay, type Step } from "./step";
import { microphoneOpen, movedReason, whileTalking } from "./while-talking";

/**
 * The whole life of a call. Pure: the time comes in with the event. Anything not listed for a phase is ignored: a
 * late click is normal life, and so is a late answer from the network.
 */
export function transition(call: Call, event: CallEvent): Step {
  if (call.phase === "ended")
    return event.type === "identified" || event.type === "identify" || event.type === "troubled"
      ? inAnyPhase(call, event)
      : stay(call);
  switch (event.type) {
    case "terminated":
      return end(call, event.at, terminatedReason(call, event), event.sipStatus);
    case "failed":
      return fail(call, event);
    case "hangUp":
      return hangUp(call, event.at);
    case "answer":
    case "decline":
    case "redirect":
    case "answersItself":
    case "ringHeard":
      return whileRinging(call, event);
    case "progressed":
      return call.phase === "dialing" ? stay({ ...call, progress: event.progress }) : stay(call);
    case "established":
      return establish(call, event);
    case "takenOver":
      return takenOver(call, event);
    case "identified":
    case "identify":
    case "partyChanged":
    case "conferenceEntered":
    case "linkLost":
    case "linkRestored":
    case "leaving":
    case "dismissProblem":
    case "troubled":
    case "consultationFor":
    case "completing":
    case "consultationOver":
    case "memberAdded":
    case "memberChanged":
    case "roomChanged":
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
    shownNumber: null,
    startedAt: at,
    link: { state: "up" },
    room: null,
    problem: null,
  } as const;
  const call: Call = { ...base, phase: "ringing", answersItself: false, heard: false };
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

export interface Dialing {
  readonly id: CallId;
  /** A number that was cleaned before. */
  readonly target: string;
  readonly purpose?: Purpose;
  readonly shownNumber?: string | null;
}

/** An outgoing call. */
export function startDialing(dialing: Dialing, at: number): Step {
  const call: Call = {
    id: dialing.id,
    direction: "out",
    party: newParty(dialing.target, null),
    origin: directOrigin,
    purpose: dialing.purpose ?? conversation,
    shownNumber: dialing.shownNumber ?? null,
    startedAt: at,
    link: { state: "up" },
    room: null,
    problem: null,
    phase: "dialing",
    progress: "sent",
  };
  return [call, [{ do: "invite" }, { do: "identify" }]];
}

function whileRinging(call: Call, event: RingingEvent): Step {
  if (call.phase !== "ringing") return stay(call);
  switch (event.type) {
    case "answer": {
      const { answersItself: _, heard: __, ...base } = call;
      return [{ ...base, phase: "connecting" }, [{ do: "accept" }]];
    }
    case "decline":
      return [
        ended(call, event.at, "declined", null),
        [{ do: "reject", because: "declined" }, { do: "forgetLater" }],
      ];
    case "redirect":
      return [
        ended(call, event.at, "redirected", null),
        [{ do: "redirect", target: event.to ?? event.target }, { do: "forgetLater" }],
      ];
    case "answersItself":
      return stay({ ...call, answersItself: true });
    case "ringHeard":
      return stay({ ...call, heard: true });
    default:
      return assertNever(event);
  }
}

function hangUp(call: LiveCall, at: number): Step {
  if (call.phase === "ringing") return whileRinging(call, { type: "decline", at });
  // Until the phone system has agreed the call is up: whoever listens may not be heard meanwhile.
  const silence: readonly Effect[] =
    call.purpose.kind === "supervision" ? [{ do: "setMicrophone", open: false }] : [];
  return [
    ended(call, at, hangUpReason(call), null),
    [...silence, { do: "hangUp" }, { do: "forgetLater" }],
  ];
}

/** Who leaves while the other party is being moved has left them to it: the move goes on. */
function hangUpReason(call: LiveCall): EndReason {
  if (call.phase === "dialing") return "cancelled";
  return call.phase === "talking" && call.transfer !== null ? movedReason(call.transfer) : "hungUp";
}

function establish(call: Call, { at, behind }: EventOf<"established">): Step {
  if (call.phase !== "dialing" && call.phase !== "connecting") return stay(call);
  const { phase: _, ...base } = call;
  const waits = behind && call.purpose.kind !== "supervision";
  const talking: TalkingCall = {
    ...base,
    phase: "talking",
    answeredAt: at,
    held: false,
    muted: false,
    wish: { held: waits, muted: false },
    heldThere: false,
    heldSince: null,
    heldMs: 0,
    transfer: null,
  };
  // Two calls never hear the agent at once: who comes up behind another has not had the microphone at all.
  return [
    talking,
    [
      waits
        ? { do: "setHold", held: true }
        : { do: "setMicrophone", open: microphoneOpen(talking) },
    ],
  ];
}

/** A call that was saved by a page that is gone. It is up on the phone system; here nothing is heard of it yet. */
export function restore(call: LiveCall, at: number): Step {
  // Whoever listened does so anew, and what is left of it is taken only to be ended.
  if (call.purpose.kind === "supervision")
    return [ended(call, at, "endedWhileAway", null), [{ do: "hangUp" }, { do: "forgetLater" }]];
  const restored = { ...call, link: { state: "takingOver", since: at } } as const;
  // Who rings is taken over with the answer: the caller is to hear nobody before.
  return [restored, restored.phase === "ringing" ? [] : [{ do: "takeOver" }]];
}

/** Mute and hold are as they were. Who was on hold hears a moment of silence before the music goes on. */
function takenOver(call: Call, event: EventOf<"takenOver">): Step {
  const up = { ...call, link: { state: "up" } } as const;
  if (up.phase === "dialing" || up.phase === "connecting") {
    return establish(up, { ...event, type: "established" });
  }
  if (up.phase !== "talking") return stay(up);
  const held = up.wish.held || event.behind;
  const heldMs = held ? up.heldMs : heldMsAt(up, event.at);
  const since = held ? up.heldSince : null;
  const next: TalkingCall = {
    ...up,
    // The phone system has a new leg, and that one is not on hold.
    held: false,
    heldSince: since,
    heldMs,
    wish: { ...up.wish, held },
    transfer: null,
  };
  return held
    ? [next, [{ do: "setHold", held: true }]]
    : [next, [{ do: "setMicrophone", open: microphoneOpen(next) }]];
}

function fail(call: LiveCall, event: EventOf<"failed">): Step {
  const reason = failureReasons[event.problem.code] ?? "failed";
  const status = event.problem.detail["status"];
  const [next, effects] = end(call, event.at, reason, typeof status === "number" ? status : null);
  return [{ ...next, problem: event.problem }, effects];
}

/** A far end that goes while it is being moved somewhere has arrived there; that is not a hang-up. */
function terminatedReason(call: Call, event: EventOf<"terminated">): EndReason {
  const isTaking = call.purpose.kind === "pickup" || call.purpose.kind === "fetch";
  if (isTaking && call.phase === "dialing" && event.reason === "unavailable") return "tooLate";
  if (event.reason === "missed" && call.phase === "ringing" && !call.heard) return "missedUnheard";
  if (event.reason !== "hungUpThere" && event.reason !== "endedWhileAway") return event.reason;
  if (call.link.state === "leaving") return "movedElsewhere";
  if (call.purpose.kind === "consultation" && call.purpose.isCompleting) return "transferred";
  return call.phase === "talking" && call.transfer !== null
    ? movedReason(call.transfer)
    : event.reason;
}

function end(call: Call, at: number, reason: EndReason, sipStatus: number | null): Step {
  return [ended(call, at, reason, sipStatus), [{ do: "forgetLater" }]];
}
