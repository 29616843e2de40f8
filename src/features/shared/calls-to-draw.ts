import type { Call, CallId } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import type { ReadonlyStore } from "@/phone/store";

/**
 * Drawing a call anew takes the page 15 to 40 ms, in which nothing of what comes is read. A number in the house answers and
 * speaks sooner than that, and so does who is answered: after the press the call is drawn once, after so long, as it is by
 * then. A delay below 100 ms is not seen.
 */
export const pressedMs = 80;
/** The tables give the caller's name within a few milliseconds: one drawing instead of two. */
const ringingMs = 15;

type Listener = Parameters<ReadonlyStore<CallsState>["subscribe"]>[0];

/**
 * The calls as the screens show them: one that has just begun or has been answered comes a moment later, with what that
 * moment brought.
 */
export function createCallsToDraw(
  calls: ReadonlyStore<CallsState>,
  isInView: () => boolean = () => document.visibilityState === "visible",
): ReadonlyStore<CallsState> {
  const listeners = new Set<Listener>();
  /** Until the new call is shown, this is. */
  let waiting: {
    readonly shown: CallsState;
    readonly step: Step;
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
      if (waiting.step.isGoingOn(state.byId[waiting.step.id])) return;
      return show();
    }
    const step = firstStep(state, before);
    // Timers of a page that is out of view come when they please.
    if (step === null || !isInView()) return tell(before);
    waiting = { shown: before, step, limit: setTimeout(show, step.ms) };
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

/** What has happened to a call, and of which more will be known in a moment. */
interface Step {
  readonly id: CallId;
  readonly ms: number;
  /** Whether it is still worth the wait. */
  isGoingOn(now: Call | undefined): boolean;
}

function firstStep(state: CallsState, before: CallsState): Step | null {
  for (const id of state.order) {
    const step = stepOf(state.byId[id], before.byId[id]);
    if (step !== null) return step;
  }
  return null;
}

function stepOf(call: Call | undefined, before: Call | undefined): Step | null {
  if (call === undefined) return null;
  const { id, phase, party, problem } = call;
  if (before === undefined && phase === "ringing") {
    return {
      id,
      ms: ringingMs,
      isGoingOn: (now) =>
        now?.phase === "ringing" && now.party === party && now.problem === problem,
    };
  }
  const isPressed =
    before === undefined
      ? phase === "dialing"
      : before.phase === "ringing" && phase !== "ringing" && phase !== "ended";
  return isPressed
    ? {
        id,
        ms: pressedMs,
        isGoingOn: (now) => now !== undefined && now.phase !== "ended" && now.problem === problem,
      }
    : null;
}
