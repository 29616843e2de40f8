import type { HeardBy, SpyMode } from "./supervision-state";

/** Who hears a supervisor whose microphone is open. */
export const audiences: Readonly<Record<SpyMode, HeardBy>> = {
  monitor: "nobody",
  whisper: "agent",
  barge: "agentAndCustomer",
};

const widths: Readonly<Record<SpyMode, number>> = { monitor: 0, whisper: 1, barge: 2 };

export function isNarrower(mode: SpyMode, than: SpyMode): boolean {
  return widths[mode] < widths[than];
}

/**
 * What was said before the microphone closed may be heard for so long: 300 ms were too short on a busy machine (Chromium 156 and
 * the embedded switch: 340 ms; 516 ms once, after a connection was cut).
 */
export const quietMs = 600;
/** A phone system that has taken a mode is in it after so long (Asterisk 22: 150 to 200 ms). */
export const settleMs = 300;
