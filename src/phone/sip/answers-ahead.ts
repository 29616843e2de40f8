import type { Invitation } from "sip.js";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";
import { pause } from "@/lib/pause";

import type { Leg } from "./leg";
import type { AheadParts } from "./make-ahead";

/** Makes the answers to calls while they ring; loaded with the first of them. */
export interface AnswersAhead {
  begin(leg: Leg, invitation: Invitation): void;
}

/** Whoever rings is painted by then, and nobody has pressed yet. */
const afterCardMs = 100;

export function createAnswersAhead(parts: AheadParts): AnswersAhead {
  const load = lazily(async () => import("./make-ahead"));

  async function make(leg: Leg, invitation: Invitation): Promise<void> {
    const [{ makeAhead }] = await Promise.all([load(), pause(afterCardMs, leg.over)]);
    await makeAhead(parts, leg, invitation);
  }

  return {
    begin(leg, invitation) {
      make(leg, invitation).catch((error: unknown) => {
        log("debug", "sip", "no answer was made ahead", { error: String(error) });
      });
    },
  };
}
