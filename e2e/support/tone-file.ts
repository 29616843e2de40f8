import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Kept, and written over: every browser of a story reads one. */
const folder = fileURLToPath(new URL("../../.cache/microphones", import.meta.url));

const rateHz = 48_000;
const seconds = 10;

/** A WAV file of 16-bit samples at 48 kHz, for Chromium's fake microphone, which plays it round and round. */
export function writeMicrophoneFile(name: string, samples: ArrayLike<number>): string {
  const wav = Buffer.alloc(44 + samples.length * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples.length * 2, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rateHz, 24);
  wav.writeUInt32LE(rateHz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples.length * 2, 40);
  for (let at = 0; at < samples.length; at += 1) {
    wav.writeInt16LE(Math.round(samples[at] ?? 0), 44 + at * 2);
  }
  const path = join(folder, `${name}.wav`);
  mkdirSync(folder, { recursive: true });
  // In one step: a browser may be reading the one before.
  writeFileSync(`${path}.${process.pid}`, wav);
  renameSync(`${path}.${process.pid}`, path);
  return path;
}

/** One steady tone. */
export function writeToneFile(toneHz: number): string {
  const samples = Float64Array.from(
    { length: rateHz * seconds },
    (_, at) => Math.sin((2 * Math.PI * toneHz * at) / rateHz) * 8_000,
  );
  return writeMicrophoneFile(String(toneHz), samples);
}
