import type { ReadonlyStore, Stop } from "@/phone/store";

import { selectMixes } from "./select";
import type { CallsState } from "./state";

/** Tells which calls hear each other, whenever that changes. */
export function watchMixes(
  calls: ReadonlyStore<CallsState>,
  told: (mixes: ReturnType<typeof selectMixes>) => void,
): Stop {
  let mixed = selectMixes(calls.getState());
  return calls.subscribe((state) => {
    const mixes = selectMixes(state);
    if (mixes === mixed) return;
    mixed = mixes;
    told(mixes);
  });
}
