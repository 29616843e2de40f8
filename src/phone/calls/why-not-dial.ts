import type { Problem } from "@/phone/errors";

import { findSupervision, isInEmergency } from "./find";
import type { Purpose } from "./purpose";
import type { CallsState } from "./state";

export interface DialCheck {
  readonly purpose: Purpose | undefined;
  readonly isEmergency: boolean;
  readonly isConnected: boolean;
  /** Calls at once. */
  readonly most: number;
}

/** Why a call cannot be made now, or `null`: it can. */
export function whyNotDial(state: CallsState, check: DialCheck): Problem | null {
  const { purpose, isEmergency, isConnected, most } = check;
  if (isInEmergency(state) && !isEmergency) return { code: "inEmergency", detail: {} };
  if (!isConnected) {
    return { code: isEmergency ? "emergencyUnreachable" : "notConnected", detail: {} };
  }
  if (isEmergency) return null;
  const live = Object.values(state.byId).filter(({ phase }) => phase !== "ended").length;
  // One microphone, and two calls that would hear it.
  if (purpose?.kind === "supervision") return live === 0 ? null : { code: "inCall", detail: {} };
  if (findSupervision(state) !== null) return { code: "supervising", detail: {} };
  // Our way into a conference is there for a moment beside the calls that it takes the place of.
  const isFree = purpose?.kind === "conference" || live < most;
  return isFree ? null : { code: "tooManyCalls", detail: { most } };
}
