import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** What is still to be done about a call before its work is over. */
export type Need = "outcome";

type Needs = Readonly<Record<string, readonly Need[]>>;

const needs = createStore<Needs>(() => ({}));
const none: readonly Need[] = [];

/** Told by whoever asks for it; kept for as long as it is missing. */
export function setNeed(callId: string, need: Need, isMissing: boolean): void {
  const before = needs.getState()[callId] ?? none;
  if (before.includes(need) === isMissing) return;
  const { [callId]: _, ...rest } = needs.getState();
  const after = isMissing ? [...before, need] : before.filter((each) => each !== need);
  needs.setState(after.length === 0 ? rest : { ...rest, [callId]: after }, true);
}

/** What the work after a call still lacks; empty: it may end. */
export function useNeeds(callId: string): readonly Need[] {
  return useStore(needs, (state) => state[callId] ?? none);
}
