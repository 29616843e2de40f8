import type { AudioLeg } from "../media/leg";
import { createLevelMeter } from "../media/level-meter";
import type { AudioSeat } from "../media/room";

/** A seat whose owner says when it holds, and what it hears while it is alone. */
export interface OwnSeat extends AudioSeat {
  holding: boolean;
  alone: AudioSeat["alone"];
}

export function createSeat(id: string, audio: AudioLeg): OwnSeat {
  return {
    id,
    role: "talker",
    holding: false,
    alone: "silence",
    audio,
    said: createLevelMeter(),
    heard: createLevelMeter(),
  };
}
