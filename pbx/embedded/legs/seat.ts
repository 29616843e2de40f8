import type { AudioLeg } from "../media/leg";
import { createLevelMeter } from "../media/level-meter";
import type { AudioSeat } from "../media/room";

/** A seat whose owner says when it holds or waits. */
export interface OwnSeat extends AudioSeat {
  holding: boolean;
  waiting: boolean;
}

export function createSeat(id: string, audio: AudioLeg): OwnSeat {
  return {
    id,
    role: "talker",
    holding: false,
    waiting: false,
    audio,
    said: createLevelMeter(),
    heard: createLevelMeter(),
  };
}
