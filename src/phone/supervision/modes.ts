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

/** What was said before the microphone closed may be heard for so long; and a new mode is so after so long. */
export const quietMs = 300;
