import type { Call, TalkingCall, Transfer } from "./call";
import { can } from "./can";
import { conferenceFollowUps } from "./conference";
import { findConsultation, isBusy } from "./find";
import type { FollowUp } from "./follow-up";
import type { CallsState } from "./state";

/** What follows for other calls from a change of one. Pure; `state` is the one after the change. */
export function followUps(before: Call, after: Call, state: CallsState): readonly FollowUp[] {
  if (before.phase === "ended") return [];
  return [
    ...consultationFollowUps(before, after, state),
    ...conferenceFollowUps(before, after, state),
    ...roomFollowUps(before, after, state),
  ];
}

function consultationFollowUps(before: Call, after: Call, state: CallsState): readonly FollowUp[] {
  const consultation = findConsultation(state, after.id);
  if (after.phase === "ended") {
    if (consultation !== null) {
      const { purpose } = consultation;
      // The waiting one may have been sent to somebody else meanwhile: whoever is asked is then talked to as before.
      const isTogether = purpose.kind === "consultation" && purpose.isCompleting;
      const type = after.reason === "transferred" && isTogether ? "handedOver" : "consultationOver";
      return [{ type, id: consultation.id }];
    }
    return goBack(after, state);
  }
  const hasFailed =
    before.phase === "talking" &&
    after.phase === "talking" &&
    before.transfer !== null &&
    after.transfer === null;
  if (!hasFailed) return [];
  if (consultation === null) return resumeAfter(before.transfer, after, state);
  // Two that are mixed here were never asked about each other: they go on as before.
  return after.room === null
    ? [{ type: "completing", id: consultation.id, isCompleting: false }]
    : [{ type: "consultationOver", id: consultation.id }];
}

/** Whoever could not be transferred is not left waiting: they are with the agent again, unless another call is. */
function resumeAfter(
  { into }: Transfer,
  after: TalkingCall,
  state: CallsState,
): readonly FollowUp[] {
  const mayResume = into === "transfer" && after.room === null && can(after).resume;
  return mayResume && !isBusy(state, after.id) ? [{ type: "resume", id: after.id }] : [];
}

/** Whoever was asked is gone: the agent returns to the one who waits, unless there is a third call by now. */
function goBack(ended: Call, state: CallsState): readonly FollowUp[] {
  if (ended.purpose.kind !== "consultation") return [];
  const waiting = state.byId[ended.purpose.forCall];
  if (waiting?.phase !== "talking" || waiting.transfer !== null) return [];
  const mayResume = can(waiting).resume && !isBusy(state, waiting.id);
  return mayResume ? [{ type: "resume", id: waiting.id }] : [];
}

/** Who is left alone in a room that this browser mixes is in a call like any other. */
function roomFollowUps(before: Call, after: Call, { byId }: CallsState): readonly FollowUp[] {
  if (before.room === null || after.room === before.room) return [];
  const left = Object.values(byId).filter(({ room }) => room === before.room);
  const [only] = left;
  return left.length === 1 && only !== undefined
    ? [{ type: "roomChanged", id: only.id, room: null }]
    : [];
}
