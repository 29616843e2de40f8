import { pause } from "@/lib/pause";

import { mediaOf } from "./description-handler";
import type { Leg } from "./leg";

/** Until the sound has a path: what is done before has no effect (Asterisk 22.10). */
const mostWaitMs = 2_000;
const lookMs = 20;
/** The phone system's own re-INVITE, which says who is on the line, comes first: two at once are refused. */
const restMs = 100;
const momentMs = 40;
/** So long it takes until hold music has begun: with REFER right after the hold 6 of 14 did not hear who came next. */
export const musicBeginsMs = 150;

/**
 * Puts a call on hold and takes it back at once. `told`: it has stayed on hold. Not where it is on hold already: there
 * the agent ends it.
 */
export async function holdForAMoment(
  leg: Leg,
  hold: (leg: Leg, held: boolean) => Promise<void>,
  told: (held: boolean) => void,
): Promise<void> {
  for (let ms = 0; ms < mostWaitMs && mediaOf(leg.session)?.path !== "connected"; ms += lookMs) {
    // oxlint-disable-next-line no-await-in-loop -- waiting is the point
    await pause(lookMs, leg.over);
  }
  await pause(restMs, leg.over);
  if (leg.isOnHold) return;
  await hold(leg, true);
  await pause(momentMs, leg.over);
  await hold(leg, false).catch(() => told(true));
}
