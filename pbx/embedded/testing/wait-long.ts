import { Timers } from "sip.js/lib/core/timers";
import { afterEach, beforeEach } from "vitest";

/** A scene waits 10 s for an answer: too short where the answer is held back, or for hundreds on a busy machine. */
export function waitLong(): void {
  const usualMs = Timers.TIMER_F;
  beforeEach(() => void Object.assign(Timers, { TIMER_F: 30_000 }));
  afterEach(() => void Object.assign(Timers, { TIMER_F: usualMs }));
}
