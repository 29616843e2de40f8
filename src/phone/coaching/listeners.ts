import type { SpyMode } from "@/phone/supervision/supervision-state";

import type { CoachingState } from "./coaching-state";
import { spyModes } from "./read-line";

const mostListeners = 20;

/** Who listens to the call of this moment. Two supervisors may; the agent is shown the one who is heard most widely. */
export interface Listeners {
  heard(by: string, mode: SpyMode, at: number): void;
  ended(by: string): void;
  clear(): void;
  shown(): CoachingState["listener"];
}

export function createListeners(): Listeners {
  const all = new Map<string, { readonly mode: SpyMode; readonly since: number }>();
  return {
    heard(by, mode, since) {
      if (all.size < mostListeners || all.has(by)) all.set(by, { mode, since });
    },
    ended: (by) => void all.delete(by),
    clear: () => all.clear(),
    shown() {
      const widest = [...all].toSorted(
        ([, one], [, other]) => spyModes.indexOf(other.mode) - spyModes.indexOf(one.mode),
      )[0];
      return widest === undefined ? null : { by: widest[0], ...widest[1] };
    },
  };
}
