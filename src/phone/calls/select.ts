import type { Call, CallId } from "./call";
import type { CallsState } from "./calls";
import { findConsultation } from "./consultation";

/** Stable empty answers: a fresh array on each read would make zustand 5 loop. */
const noIds: readonly CallId[] = [];

const isLive = (call: Call): boolean => call.phase !== "ended";

function rank(call: Call): number {
  switch (call.phase) {
    case "talking":
      return call.wish.held ? 3 : 0;
    case "connecting":
    case "dialing":
      return 1;
    case "ringing":
      return 2;
    case "ended":
      return 4;
  }
}

function inOrder(state: CallsState): readonly Call[] {
  return state.order.flatMap((id) => state.byId[id] ?? []);
}

function remember<Answer>(read: (state: CallsState) => Answer): (state: CallsState) => Answer {
  let last: { readonly state: CallsState; readonly answer: Answer } | null = null;
  return (state) => {
    if (last?.state !== state) last = { state, answer: read(state) };
    return last.answer;
  };
}

function sameIds(read: (state: CallsState) => readonly CallId[]): typeof read {
  let last = noIds;
  return remember((state) => {
    const next = read(state);
    const same = next.length === last.length && next.every((id, index) => id === last[index]);
    if (!same) last = next;
    return last;
  });
}

/** The calls on the stage: the active one first, then those on hold, then what has just ended. Not the ringing ones. */
export const selectStage: (state: CallsState) => readonly CallId[] = sameIds((state) =>
  inOrder(state)
    .filter((call) => call.phase !== "ringing")
    .toSorted((one, other) => rank(one) - rank(other))
    .map((call) => call.id),
);

/** Incoming calls that wait for an answer, oldest first. */
export const selectRinging: (state: CallsState) => readonly CallId[] = sameIds((state) =>
  inOrder(state)
    .filter((call) => call.phase === "ringing")
    .map((call) => call.id),
);

export function selectCall(id: CallId): (state: CallsState) => Call | null {
  return (state) => state.byId[id] ?? null;
}

/** The consultation about a call, while there is one. */
export function selectConsultationFor(id: CallId): (state: CallsState) => Call | null {
  return (state) => findConsultation(state, id);
}

/** Calls that have not ended. */
export const selectLiveCount = (state: CallsState): number => inOrder(state).filter(isLive).length;

/** The call the agent is talking on, or about to: answering another one puts it on hold. */
export const selectActive = (state: CallsState): Call | null =>
  inOrder(state).find(
    (call) =>
      (call.phase === "talking" && !call.wish.held) ||
      call.phase === "connecting" ||
      call.phase === "dialing",
  ) ?? null;

export const selectAll: (state: CallsState) => readonly Call[] = remember(inOrder);
