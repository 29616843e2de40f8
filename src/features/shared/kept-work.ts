import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** `work`: somebody is writing, or an outcome is missing. `wrapUp`: the agent is in the work after this call. */
export type KeepReason = "work" | "wrapUp";

interface KeptWork {
  readonly reasons: Readonly<Record<string, readonly KeepReason[]>>;
  readonly ids: readonly string[];
}

const kept = createStore<KeptWork>(() => ({ reasons: {}, ids: [] }));
const none: readonly KeepReason[] = [];

/** Calls whose notes and outcome stay on the screen after the call has gone from it, for as long as there is a reason. */
export function keepWork(callId: string, reason: KeepReason, isKept: boolean): void {
  const before = kept.getState().reasons[callId] ?? none;
  if (before.includes(reason) === isKept) return;
  const { [callId]: _, ...others } = kept.getState().reasons;
  const after = isKept ? [...before, reason] : before.filter((each) => each !== reason);
  const reasons = after.length === 0 ? others : { ...others, [callId]: after };
  kept.setState({ reasons, ids: Object.keys(reasons) });
}

export function useKeptWork(): readonly string[] {
  return useStore(kept, ({ ids }) => ids);
}

export function useKeepReasons(callId: string): readonly KeepReason[] {
  return useStore(kept, ({ reasons }) => reasons[callId] ?? none);
}
