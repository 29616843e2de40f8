import { createStore } from "zustand/vanilla";

import type { ReadonlyStore } from "@/phone/store";

/** The steps of a script that are done, by call. They last as long as the page: nobody asks for them afterwards. */
export interface Steps {
  readonly store: ReadonlyStore<Readonly<Record<string, readonly number[]>>>;
  toggle(callId: string, step: number): void;
}

export function createSteps(): Steps {
  const store = createStore<Readonly<Record<string, readonly number[]>>>(() => ({}));
  return {
    store,
    toggle(callId, step) {
      const done = store.getState()[callId] ?? [];
      const next = done.includes(step) ? done.filter((each) => each !== step) : [...done, step];
      store.setState({ [callId]: next });
    },
  };
}
