import { writeCommandText } from "@/lib/command-text";
import type { Commands } from "@/phone/commands/commands";
import { toProblem } from "@/phone/errors";

import type { CoachingState } from "./coaching-state";

type Raised = CoachingState["hand"];

/** The agent's hand: what is wanted of it stands in the state, and the phone system is told. */
export interface Hand {
  raise(reason: string | null): void;
  lower(): void;
  /** How it is, after a connection or a page that may have been told otherwise. */
  tell(): void;
}

export interface HandOptions {
  readonly commands: Pick<Commands, "order">;
  readonly get: () => Raised;
  readonly set: (hand: Raised) => void;
  readonly now: () => number;
}

/** No reason: no text at all would lower it. */
const blank = "%20";

export function createHand({ commands, get, set, now }: HandOptions): Hand {
  function tell(): void {
    const hand = get();
    const text = hand === null ? "-" : hand.reason === null ? blank : writeCommandText(hand.reason);
    commands.order(`help ${text}`).catch((error: unknown) => {
      // One that could not be told of is told with the next connection; one that is refused is not up.
      const isRefused = "answer" in toProblem(error).detail;
      if (isRefused && hand !== null && get() === hand) set(null);
    });
  }

  return {
    tell,
    raise(reason) {
      set({ since: now(), reason: reason?.trim() || null });
      tell();
    },
    lower() {
      if (get() === null) return;
      set(null);
      tell();
    },
  };
}
