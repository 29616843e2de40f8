import { readFileSync } from "node:fs";

import { decodeMuLaw } from "./g711";
import { type Frame, frameSamples } from "./leg";

const muLawFormat = 7;

/** Reads a mono 8 kHz mu-law WAV file's samples. */
export function readWav(bytes: Uint8Array): Int16Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (tag(0) !== "RIFF" || tag(8) !== "WAVE") throw new Error("not a WAV file");
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (tag(at) === "fmt ") {
      const isMuLaw = view.getUint16(at + 8, true) === muLawFormat;
      const isNarrow = view.getUint32(at + 12, true) === 8000;
      if (!isMuLaw || !isNarrow) throw new Error("not mu-law at 8 kHz");
    }
    if (tag(at) === "data") return decodeMuLaw(bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  throw new Error("no samples in the WAV file");
}

/** Spoken clips by file name, read from disk once. */
export interface Clips {
  get(file: string): Int16Array;
}

export function createClips(directory: string): Clips {
  const read = new Map<string, Int16Array>();
  return {
    get(file) {
      const known = read.get(file);
      if (known !== undefined) return known;
      const samples = readWav(readFileSync(`${directory}/${file}`));
      read.set(file, samples);
      return samples;
    },
  };
}

/** Plays clips one after another, and silence when there is none. */
export interface Player {
  play(clips: readonly Int16Array[]): void;
  stop(): void;
  /** Counts up while silent, so that somebody can decide to say it again. */
  silentFrames(): number;
  next(): Frame;
}

export function createPlayer(): Player {
  let queue: Int16Array[] = [];
  let position = 0;
  let silent = 0;
  return {
    play(clips) {
      queue.push(...clips);
    },
    stop() {
      queue = [];
      position = 0;
    },
    silentFrames: () => silent,
    next() {
      const frame = new Int16Array(frameSamples);
      const clip = queue[0];
      silent = clip === undefined ? silent + 1 : 0;
      if (clip === undefined) return frame;
      frame.set(clip.subarray(position, position + frameSamples));
      position += frameSamples;
      if (position >= clip.length) {
        queue.shift();
        position = 0;
      }
      return frame;
    },
  };
}
