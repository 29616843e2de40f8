import type { CallId, LiveCall } from "./call";
import { can } from "./can";
import type { CallsState } from "./state";

/** The call the agent chose last; every other one is on hold or comes up on hold. */
export interface Front {
  /** Only one call at a time is heard: the others go on hold before this one comes up. */
  bring(id: CallId): void;
  /** Like `bring`, but nobody is put on hold. */
  put(id: CallId): void;
  /** Whether another call is in front of this one, and still there. */
  isBehind(id: CallId): boolean;
  /** Calls of a page that is gone: one of them was in front there. */
  restore(calls: readonly LiveCall[]): void;
}

export function createFront(getState: () => CallsState, hold: (id: CallId) => void): Front {
  let front: CallId | null = null;
  return {
    bring(id) {
      front = id;
      const room = getState().byId[id]?.room ?? null;
      for (const call of Object.values(getState().byId)) {
        const isTogether = call.id === id || (room !== null && call.room === room);
        if (!isTogether && can(call).hold) hold(call.id);
      }
    },
    put: (id) => void (front = id),
    isBehind(id) {
      if (front === null || front === id) return false;
      const call = getState().byId[front];
      return call !== undefined && call.phase !== "ended";
    },
    restore(calls) {
      const active = calls.find((call) => call.phase === "talking" && !call.wish.held);
      front = active?.id ?? front;
    },
  };
}
