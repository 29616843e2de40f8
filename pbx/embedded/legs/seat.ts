import type { AudioLeg } from "../media/leg";
import { createLevelMeter } from "../media/level-meter";
import type { AudioSeat } from "../media/room";

/** A seat whose owner says when it holds, what it hears while it is alone, and whether it only listens. */
export interface OwnSeat extends AudioSeat {
  spying: AudioSeat["spying"];
  holding: boolean;
  alone: AudioSeat["alone"];
}

export function createSeat(id: string, audio: AudioLeg): OwnSeat {
  return {
    id,
    spying: null,
    holding: false,
    alone: "silence",
    audio,
    said: createLevelMeter(),
    heard: createLevelMeter(),
  };
}
