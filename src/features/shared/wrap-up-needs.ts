import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** What has to be there before wrap-up can be ended by hand, call by call: in the words of the screen. */
interface WrapUpNeeds {
  readonly byCall: Readonly<Record<string, readonly string[]>>;
}

export const wrapUpNeeds = createStore<WrapUpNeeds>(() => ({ byCall: {} }));
const nothing: readonly string[] = [];

/** Whoever asks for something says what is missing, and says it again, empty, when it is there. */
export function setWrapUpNeeds(callId: string, missing: readonly string[]): void {
  wrapUpNeeds.setState(({ byCall }) => {
    const { [callId]: _, ...others } = byCall;
    return { byCall: missing.length === 0 ? others : { ...others, [callId]: missing } };
  });
}

export function useWrapUpNeeds(callId: string | null): readonly string[] {
  return useStore(wrapUpNeeds, ({ byCall }) =>
    callId === null ? nothing : (byCall[callId] ?? nothing),
  );
}
