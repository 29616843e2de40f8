import type { Call, CallEvent, Effect, EndedCall, EndReason, TalkingCall } from "./call";

/** A call after an event, and what is to be done in the world. */
export type Step = readonly [Call, readonly Effect[]];

export type EventOf<Type extends CallEvent["type"]> = Extract<CallEvent, { type: Type }>;

/** Events that mean something in every phase. */
export type AnyPhaseEvent = EventOf<
  | "identified"
  | "partyChanged"
  | "linkLost"
  | "linkRestored"
  | "dismissProblem"
  | "completing"
  | "consultationOver"
>;

/** Events of a call that is up. */
export type TalkingEvent = Exclude<
  CallEvent,
  | AnyPhaseEvent
  | EventOf<
      | "terminated"
      | "failed"
      | "hangUp"
      | "answer"
      | "decline"
      | "progressed"
      | "established"
      | "handedOver"
    >
>;

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
