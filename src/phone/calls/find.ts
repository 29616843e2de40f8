import type { Call, CallId, EndedCall, Offer } from "./call";
import type { CallsState } from "./state";

/** The consultation about a call, while there is one. */
export function findConsultation({ byId }: CallsState, forCall: CallId): Call | null {
  const isAbout = ({ phase, purpose }: Call): boolean =>
    phase !== "ended" && purpose.kind === "consultation" && purpose.forCall === forCall;
  return Object.values(byId).find(isAbout) ?? null;
}

/** The call that failed to be transferred and is offered again now; only one that was ours a moment ago. */
export function findReturning({ byId }: CallsState, { origin, number }: Offer): EndedCall | null {
  if (origin.returnedFrom === null) return null;
  const isSame = (call: EndedCall): boolean =>
    call.origin.callUuid !== null && origin.callUuid !== null
      ? call.origin.callUuid === origin.callUuid
      : call.party.number === number;
  const ended = Object.values(byId).filter((call) => call.phase === "ended");
  return ended.find((call) => call.reason === "comingBack" && isSame(call)) ?? null;
}

/** Whether the agent is with somebody, or about to be, other than in `but`. */
export function isBusy({ byId }: CallsState, but: CallId): boolean {
  return Object.values(byId).some(
    (call) =>
      call.id !== but &&
      ((call.phase === "talking" && !call.wish.held) ||
        call.phase === "connecting" ||
        call.phase === "dialing"),
  );
}

/** Whether an emergency call is up, or on its way. */
export function isInEmergency({ byId }: CallsState): boolean {
  return Object.values(byId).some(
    ({ phase, purpose }) => phase !== "ended" && purpose.kind === "emergency",
  );
}

/** The call by which we listen to another one, while there is one. */
export function findSupervision({ byId }: CallsState): Call | null {
  const isIt = ({ phase, purpose }: Call): boolean =>
    phase !== "ended" && purpose.kind === "supervision";
  return Object.values(byId).find(isIt) ?? null;
}

/** Our way into the conference with this number, while it is up. */
export function findConference({ byId }: CallsState, room: string): Call | null {
  const isIt = ({ phase, purpose }: Call): boolean =>
    phase === "talking" && purpose.kind === "conference" && purpose.room === room;
  return Object.values(byId).find(isIt) ?? null;
}

/** Calls that this browser mixes together. */
export function findTogether({ byId }: CallsState, room: string): readonly CallId[] {
  return Object.values(byId).flatMap((call) => (call.room === room ? [call.id] : []));
}
