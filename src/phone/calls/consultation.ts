import type { Call, CallId, EndedCall, Offer } from "./call";
import type { CallsState } from "./calls";
import { can } from "./can";

/** What a change of one call means for another: a consultation is two calls, and each moves the other. */
export type FollowUp =
  | { readonly type: "completing"; readonly id: CallId; readonly isCompleting: boolean }
  | { readonly type: "handedOver"; readonly id: CallId }
  | { readonly type: "consultationOver"; readonly id: CallId }
  /** Back to the one who waits. */
  | { readonly type: "resume"; readonly id: CallId };

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

/** What follows for other calls from a change of one. Pure; `state` is the one after the change. */
export function followUps(before: Call, after: Call, state: CallsState): readonly FollowUp[] {
  if (before.phase === "ended") return [];
  const consultation = findConsultation(state, after.id);
  if (after.phase === "ended") {
    if (consultation !== null) {
      const type = after.reason === "transferred" ? "handedOver" : "consultationOver";
      return [{ type, id: consultation.id }];
    }
    return goBack(after, state);
  }
  const hasFailed =
    before.phase === "talking" &&
    after.phase === "talking" &&
    before.transfer !== null &&
    after.transfer === null;
  return !hasFailed || consultation === null
    ? []
    : [{ type: "completing", id: consultation.id, isCompleting: false }];
}

/** Whoever was asked is gone: the agent returns to the one who waits, unless there is a third call by now. */
function goBack(ended: Call, state: CallsState): readonly FollowUp[] {
  if (ended.purpose.kind !== "consultation") return [];
  const waiting = state.byId[ended.purpose.forCall];
  if (waiting?.phase !== "talking" || waiting.transfer !== null) return [];
  const mayResume = can(waiting).resume && !isBusy(state, waiting.id);
  return mayResume ? [{ type: "resume", id: waiting.id }] : [];
}
