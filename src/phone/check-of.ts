import { lazily } from "@/lib/lazily";

import { selectLiveCount } from "./calls/select";
import type { Check } from "./check/check";
import type { StepContext, Trial } from "./check/steps";
import type { Ports } from "./ports";

type Checked = Pick<StepContext, "connection" | "calls" | "audio" | "settings">;

export interface Place {
  /** What only the tab that has the phone can try; `null`: another tab has it. */
  readonly trial: () => Trial | null;
  readonly takeHere?: () => Promise<void>;
}

/** A phone that has just come here signs in anew. */
const connectedWithinMs = 3_000;

/** The check of a phone, loaded when it is first wanted. */
export function checkOf(ports: Ports, phone: Checked, place: Place): () => Promise<Check> {
  const { openCheck, signIn, now } = ports;
  const { store } = phone.connection;

  /** A check is of the tab it is pressed in; but a call that is up stays where it is. */
  async function comeHere(): Promise<void> {
    const isIdle = selectLiveCount(phone.calls.store.getState()) === 0;
    if (place.trial() !== null || !isIdle || store.getState().phase === "signedOut") return;
    await place.takeHere?.();
    await connected();
  }

  function connected(): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (store.getState().phase === "connected") done();
      };
      const done = (): void => {
        clearTimeout(limit);
        stop();
        resolve();
      };
      const limit = setTimeout(done, connectedWithinMs);
      const stop = store.subscribe(look);
      look();
    });
  }

  return lazily(async () => {
    const [{ createCheck }, port] = await Promise.all([import("./check/check"), openCheck()]);
    const { trial } = place;
    return createCheck({ ...phone, trial, comeHere, port, storage: signIn.lasting, now });
  });
}
