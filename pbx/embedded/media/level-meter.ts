import { levelDb } from "./goertzel";
import { type Frame, frameSamples } from "./leg";

const framesKept = 15;

/** Remembers the last 300 ms of one direction of one party. */
export interface LevelMeter {
  /** null: nothing was sent or heard in this frame. */
  write(frame: Frame | null): void;
  levels(frequenciesHz: readonly number[]): number[];
  clear(): void;
}

export function createLevelMeter(): LevelMeter {
  const ring = new Int16Array(framesKept * frameSamples);
  let position = 0;

  function write(frame: Frame | null): void {
    if (frame === null) ring.fill(0, position, position + frameSamples);
    else ring.set(frame, position);
    position = (position + frameSamples) % ring.length;
  }

  function levels(frequenciesHz: readonly number[]): number[] {
    const inOrder = new Int16Array(ring.length);
    inOrder.set(ring.subarray(position));
    inOrder.set(ring.subarray(0, position), ring.length - position);
    return frequenciesHz.map((frequencyHz) => levelDb(inOrder, frequencyHz));
  }

  return { write, levels, clear: () => void ring.fill(0) };
}
