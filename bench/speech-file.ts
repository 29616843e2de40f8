import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { readWav } from "../pbx/embedded/media/clips";

const prompts = fileURLToPath(new URL("../pbx/embedded/prompts/", import.meta.url));
/** Chromium's fake microphone takes 48 kHz; the clips have 8 kHz. */
const times = 6;

/** Somebody who speaks all the time, as a WAV file for Chromium's fake microphone: Opus mends speech, not tones. */
export function writeSpeechFile(): string {
  const clips = ["en-delivery.wav", "en-invoice.wav", "en-password.wav", "en-thanks.wav"];
  const samples = clips.flatMap((name) => [...readWav(readFileSync(join(prompts, name)))]);
  const bytes = samples.length * times * 2;
  const wav = Buffer.alloc(44 + bytes);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + bytes, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(48_000, 24);
  wav.writeUInt32LE(96_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(bytes, 40);
  for (let at = 0; at < samples.length * times; at += 1) {
    const [here, next] = [
      samples[Math.floor(at / times)] ?? 0,
      samples[Math.ceil(at / times)] ?? 0,
    ];
    const value = here + ((next - here) * (at % times)) / times;
    wav.writeInt16LE(Math.round(value), 44 + at * 2);
  }
  const path = join(mkdtempSync(join(tmpdir(), "hamsa-speech-")), "speech.wav");
  writeFileSync(path, wav);
  return path;
}
