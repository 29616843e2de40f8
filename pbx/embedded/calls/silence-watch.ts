import { causes } from "../legs/cause";
import type { Timers } from "../timers";
import type { LegBook } from "./owner";

/**
 * Ends legs from which nothing has come for too long. A closed tab sends no BYE (sip.js 0.21.2), so
 * without this its leg would stay for ever; until then the client can take its call back.
 */
export function watchSilence(
  book: LegBook,
  timers: Timers,
  limits: { readonly rtpTimeoutMs: number; readonly rtpTimeoutOnHoldMs: number },
): void {
  const shortestMs = Math.min(limits.rtpTimeoutMs, limits.rtpTimeoutOnHoldMs);
  timers.every(Math.min(1_000, Math.max(10, shortestMs / 4)), () => {
    for (const leg of book.all()) {
      const limitMs = leg.seat.holding ? limits.rtpTimeoutOnHoldMs : limits.rtpTimeoutMs;
      if (leg.state === "up" && leg.quietMs() > limitMs) leg.end(causes.mediaTimeout);
    }
  });
}
