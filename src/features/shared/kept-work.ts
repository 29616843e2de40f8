import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

const kept = createStore<readonly string[]>(() => []);

/** Calls whose notes and outcome stay on the screen after the call has gone from it: somebody is at work on them. */
export function keepWork(callId: string, isKept: boolean): void {
  const before = kept.getState();
  if (before.includes(callId) === isKept) return;
  kept.setState(isKept ? [...before, callId] : before.filter((id) => id !== callId), true);
}

export function useKeptWork(): readonly string[] {
  return useStore(kept);
}
