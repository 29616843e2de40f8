import type { Call, CallId } from "./call";
import { can } from "./can";
import { findConsultation, isInEmergency } from "./find";
import type { CallsState } from "./state";

/** Stable empty answers: a fresh array on each read would make zustand 5 loop. */
const noIds: readonly CallId[] = [];

const isLive = (call: Call): boolean => call.phase !== "ended";

/** Whoever listens to somebody is shown that elsewhere. */
const isOwn = (call: Call): boolean => call.purpose.kind !== "supervision";

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

/** The stored answer for as long as a fresh one says the same. */
function steady<Answer>(
  read: (state: CallsState) => Answer,
  first: Answer,
  isSame: (one: Answer, other: Answer) => boolean,
): (state: CallsState) => Answer {
  let last = first;
  return remember((state) => {
    const next = read(state);
    if (!isSame(next, last)) last = next;
    return last;
  });
}

const hasSameIds = (one: readonly CallId[], other: readonly CallId[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index]);

function sameIds(read: (state: CallsState) => readonly CallId[]): typeof read {
  return steady(read, noIds, hasSameIds);
}

/** The calls on the stage: the active one first, then those on hold, then what has just ended. Not the ringing ones. */
export const selectStage: (state: CallsState) => readonly CallId[] = sameIds((state) =>
  inOrder(state)
    .filter((call) => call.phase !== "ringing" && isOwn(call))
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

/** Whether an emergency call is up: nothing else is answered beside it. */
export const selectIsInEmergency = isInEmergency;

/** The call the agent is talking on, or about to: answering another one puts it on hold. */
export const selectActive = (state: CallsState): Call | null =>
  inOrder(state).find(
    (call) =>
      isOwn(call) &&
      ((call.phase === "talking" && !call.wish.held) ||
        call.phase === "connecting" ||
        call.phase === "dialing"),
  ) ?? null;

/** Calls whose other parties this one's could be brought together with. */
export function selectMergeable(id: CallId): (state: CallsState) => readonly CallId[] {
  return sameIds((state) => {
    const call = state.byId[id];
    if (call === undefined || !can(call).merge) return noIds;
    return (
      inOrder(state)
        .filter(
          (other) =>
            other.id !== id &&
            can(other).merge &&
            (call.room === null || other.room !== call.room) &&
            // Two conferences do not become one.
            (call.purpose.kind !== "conference" || other.purpose.kind !== "conference"),
        )
        // Whoever is mixed together comes in together.
        .filter(
          ({ room }, at, all) =>
            room === null || all.findIndex((each) => each.room === room) === at,
        )
        .map((other) => other.id)
    );
  });
}

/** The other calls that this browser mixes together with this one. */
export function selectTogether(id: CallId): (state: CallsState) => readonly CallId[] {
  return sameIds((state) => {
    const room = state.byId[id]?.room ?? null;
    if (room === null) return noIds;
    return inOrder(state)
      .filter((other) => other.id !== id && other.room === room)
      .map((other) => other.id);
  });
}

/** Calls that hear each other, room by room: those that are up and not on hold. */
export const selectMixes: (state: CallsState) => readonly (readonly CallId[])[] = steady(
  (state) => {
    const rooms = new Map<string, CallId[]>();
    for (const call of inOrder(state)) {
      if (call.room === null || call.phase !== "talking" || call.held || call.wish.held) continue;
      rooms.set(call.room, [...(rooms.get(call.room) ?? []), call.id]);
    }
    return [...rooms.values()].filter((ids) => ids.length > 1);
  },
  [],
  (one, other) =>
    one.length === other.length && one.every((ids, at) => hasSameIds(ids, other[at] ?? noIds)),
);

export const selectAll: (state: CallsState) => readonly Call[] = remember(inOrder);
