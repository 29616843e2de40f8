import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { writeMicrophoneFile } from "../e2e/support/tone-file";
import { readWav } from "../pbx/embedded/media/clips";

const prompts = fileURLToPath(new URL("../pbx/embedded/prompts/", import.meta.url));
/** The clips have 8 kHz, the fake microphone takes 48. */
const times = 6;

/** Somebody who speaks all the time: Opus mends speech, not tones. */
export function writeSpeechFile(): string {
  const clips = ["en-delivery.wav", "en-invoice.wav", "en-password.wav", "en-thanks.wav"];
  const samples = clips.flatMap((name) => [...readWav(readFileSync(join(prompts, name)))]);
  const between = (at: number): number => {
    const here = samples[Math.floor(at / times)] ?? 0;
    const next = samples[Math.ceil(at / times)] ?? 0;
    return here + ((next - here) * (at % times)) / times;
  };
  const speech = Float64Array.from({ length: samples.length * times }, (_, at) => between(at));
  return writeMicrophoneFile("speech", speech);
}
