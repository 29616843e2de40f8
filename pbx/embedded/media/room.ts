import { hearing, type Seat, type Sound } from "./hearing";
import { type AudioLeg, type Frame, frameSamples } from "./leg";
import type { LevelMeter } from "./level-meter";
import type { Source } from "./sounds";

/** A seat with the sound that goes with it. */
export interface AudioSeat extends Seat {
  readonly audio: AudioLeg;
  /** What this party says. */
  readonly said: LevelMeter;
  /** What this party hears. */
  readonly heard: LevelMeter;
}

export interface Room {
  enter(seat: AudioSeat): void;
  leave(seat: AudioSeat): void;
  seats(): readonly AudioSeat[];
  /** Mixes 20 ms. */
  beat(): void;
}

const lowest = -32_768;
const highest = 32_767;

/** The parties of one call. Music and ringback are the room's own, so that they begin at the beginning. */
export function createRoom(sounds: { holdMusic: Source; ringback: Source }): Room {
  const seats: AudioSeat[] = [];
  const sum = new Int32Array(frameSamples);
  const mixed = new Int16Array(frameSamples);

  function mix(heard: readonly Sound[], voices: ReadonlyMap<string, Frame>): Frame {
    sum.fill(0);
    for (const sound of heard) {
      const frame = sound.kind === "voice" ? voices.get(sound.of) : sounds[sound.kind].next();
      if (frame === undefined) continue;
      for (let i = 0; i < frameSamples; i++) sum[i] = (sum[i] ?? 0) + (frame[i] ?? 0);
    }
    for (let i = 0; i < frameSamples; i++) {
      mixed[i] = Math.max(lowest, Math.min(highest, sum[i] ?? 0));
    }
    return mixed;
  }

  function beat(): void {
    const present = [...seats]; // a party may end its call while it is asked for sound
    const voices = new Map<string, Frame>();
    for (const seat of present) {
      const frame = seat.audio.pull();
      seat.said.write(frame);
      if (frame !== null) voices.set(seat.id, frame);
    }
    for (const seat of present) {
      const heard = hearing(seat, present);
      const frame = heard === null ? null : mix(heard, voices);
      seat.heard.write(frame);
      if (frame !== null) seat.audio.push(frame);
    }
  }

  return {
    enter(seat) {
      if (!seats.includes(seat)) seats.push(seat);
    },
    leave(seat) {
      const index = seats.indexOf(seat);
      if (index < 0) return;
      seats.splice(index, 1);
      seat.said.clear(); // nothing is said or heard outside of a room
      seat.heard.clear();
    },
    seats: () => seats,
    beat,
  };
}
