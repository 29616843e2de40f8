import type { Call } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { ReadonlyStore } from "@/phone/store";

/**
 * Drawing a new call takes the page 15 to 40 ms, in which nothing of what comes is read. A number in the house answers
 * sooner than that, and is not kept waiting: the call is drawn with the answer, or after so long.
 */
const dialledMs = 40;
/** The tables give the caller's name within a few milliseconds: one drawing instead of two. */
const ringingMs = 15;

type Listener = Parameters<ReadonlyStore<CallsState>["subscribe"]>[0];

/** The calls as the screens show them: a call that has just begun comes a moment later, with what that moment brought. */
export function createCallsToDraw(
  calls: ReadonlyStore<CallsState>,
  isInView: () => boolean = () => document.visibilityState === "visible",
): ReadonlyStore<CallsState> {
  const listeners = new Set<Listener>();
  /** Until the new call is shown, this is. */
  let waiting: {
    readonly shown: CallsState;
    readonly call: Call;
    readonly limit: ReturnType<typeof setTimeout>;
  } | null = null;

  function tell(before: CallsState): void {
    const state = calls.getState();
    for (const listener of listeners) listener(state, before);
  }

  function show(): void {
    if (waiting === null) return;
    const { shown, limit } = waiting;
    clearTimeout(limit);
    waiting = null;
    tell(shown);
  }

  calls.subscribe((state, before) => {
    if (waiting !== null) {
      if (isWorthWaiting(waiting.call, state)) return;
      return show();
    }
    const call = newCall(state, before);
    // Timers of a page that is out of view come when they please.
    if (call === null || !isInView()) return tell(before);
    const limit = setTimeout(show, call.phase === "ringing" ? ringingMs : dialledMs);
    waiting = { shown: before, call, limit };
  });

  return {
    getState: () => waiting?.shown ?? calls.getState(),
    getInitialState: calls.getInitialState,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** One that was not there, and of which more will be known in a moment. */
function newCall(state: CallsState, before: CallsState): Call | null {
  for (const id of state.order) {
    const call = state.byId[id];
    if (call === undefined || before.byId[id] !== undefined) continue;
    return call.phase === "ringing" || call.phase === "dialing" ? call : null;
  }
  return null;
}

function isWorthWaiting(call: Call, state: CallsState): boolean {
  const now = state.byId[call.id];
  if (now?.phase !== call.phase || now.problem !== call.problem) return false;
  return call.phase === "dialing" || now.party === call.party;
}
