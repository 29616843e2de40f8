import type { PhoneErrorCode, Problem } from "@/phone/errors";

import type { Call, EndedCall, EndReason, TalkingCall } from "./call";
import type { CallEvent, Effect } from "./events";

/** A call after an event, and what is to be done in the world. */
export type Step = readonly [Call, readonly Effect[]];

export type EventOf<Type extends CallEvent["type"]> = Extract<CallEvent, { type: Type }>;

/** Events that mean something in every phase. */
export type AnyPhaseEvent = EventOf<
  | "identified"
  | "partyChanged"
  | "conferenceEntered"
  | "linkLost"
  | "linkRestored"
  | "leaving"
  | "dismissProblem"
  | "identify"
  | "troubled"
  | "consultationFor"
  | "completing"
  | "consultationOver"
  | "memberAdded"
  | "memberChanged"
  | "roomChanged"
>;

/** Events of an incoming call that nobody has answered. */
export type RingingEvent = EventOf<
  "answer" | "decline" | "redirect" | "answersItself" | "ringHeard"
>;

/** Events of a call that is up. */
export type TalkingEvent = Exclude<
  CallEvent,
  | AnyPhaseEvent
  | RingingEvent
  | EventOf<
      "terminated" | "failed" | "hangUp" | "progressed" | "established" | "takenOver" | "handedOver"
    >
>;

/** What is said of a call that goes on is no longer true of one that has ended. */
const livingProblems: readonly PhoneErrorCode[] = [
  "transferFailed",
  "transferUnknown",
  "parkFailed",
  "conferenceFailed",
  "holdRefused",
  "resumeRefused",
  "digitsFailed",
];

function lastingProblem({ problem }: Call): Problem | null {
  return problem !== null && livingProblems.includes(problem.code) ? null : problem;
}

export const stay = (call: Call): Step => [call, []];

/** Hold time so far. */
export function heldMsAt(call: TalkingCall, at: number): number {
  return call.heldMs + (call.heldSince === null ? 0 : at - call.heldSince);
}

export function ended(
  call: Call,
  at: number,
  reason: EndReason,
  sipStatus: number | null,
): EndedCall {
  const talked = call.phase === "talking" ? call : null;
  return {
    id: call.id,
    direction: call.direction,
    party: call.party,
    origin: call.origin,
    purpose: call.purpose,
    shownNumber: call.shownNumber,
    startedAt: call.startedAt,
    link: call.link,
    room: null,
    problem: lastingProblem(call),
    phase: "ended",
    endedAt: at,
    answeredAt: talked?.answeredAt ?? null,
    heldMs: talked === null ? 0 : heldMsAt(talked, at),
    reason,
    sipStatus,
  };
}
