import type { Leg } from "../legs/leg";

/** What one leg says about its user. */
export type LegActivity = "ringing" | "inUse" | "onHold" | "none";

/** How a user's phone stands, all its legs taken together. */
export type DeviceState =
  | "idle"
  | "ringing"
  | "inUse"
  /** A second call rings while one is up. */
  | "ringingInUse"
  | "onHold"
  /** Nobody has signed in. */
  | "unavailable";

/**
 * As Asterisk counts: a caller is in use as soon as it has dialled, a called phone only rings once it
 * says so, and "on hold" is the party that somebody else has put on hold. A leg that waits for its own
 * BYE after a transfer is no call any more.
 */
export function activityOf(
  leg: Pick<Leg, "state" | "direction" | "isAlerting">,
  isOver: boolean,
  isHeld: boolean,
): LegActivity {
  if (isOver || leg.state === "ended") return "none";
  if (leg.state === "up") return isHeld ? "onHold" : "inUse";
  if (leg.isAlerting) return "ringing";
  return leg.direction === "in" ? "inUse" : "none";
}

export function deviceStateOf(
  activities: readonly LegActivity[],
  isRegistered: boolean,
): DeviceState {
  const has = (activity: LegActivity) => activities.includes(activity);
  if (has("ringing")) return has("inUse") || has("onHold") ? "ringingInUse" : "ringing";
  if (has("inUse")) return "inUse";
  if (has("onHold")) return "onHold";
  return isRegistered ? "idle" : "unavailable";
}
