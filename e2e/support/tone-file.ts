import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const rateHz = 48_000;
const seconds = 10;

/** A WAV file with one steady tone, for Chromium's fake microphone, which plays it round and round. */
export function writeToneFile(toneHz: number): string {
  const samples = rateHz * seconds;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rateHz, 24);
  wav.writeUInt32LE(rateHz * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const value = Math.sin((2 * Math.PI * toneHz * index) / rateHz) * 8_000;
    wav.writeInt16LE(Math.round(value), 44 + index * 2);
  }
  const path = join(mkdtempSync(join(tmpdir(), "hamsa-tone-")), `${toneHz}.wav`);
  writeFileSync(path, wav);
  return path;
}
