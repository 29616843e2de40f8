import { lazily } from "@/lib/lazily";

import { selectLiveCount } from "./calls/select";
import type { Check } from "./check/check";
import type { StepContext, Trial } from "./check/steps";
import type { Ports } from "./ports";
import { reached } from "./reached";

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
    await reached([store], () => store.getState().phase === "connected", connectedWithinMs);
  }

  return lazily(async () => {
    const [{ createCheck }, port] = await Promise.all([import("./check/check"), openCheck()]);
    const { trial } = place;
    return createCheck({ ...phone, trial, comeHere, port, storage: signIn.lasting, now });
  });
}
