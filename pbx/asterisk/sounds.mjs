// Sound files that Asterisk plays, made from nothing or from the clips of the embedded switch.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const languages = ["en", "ar", "fi"];
/** What Queue() says to those who wait. */
const ofQueue = /^(?:en|ar|fi)-queue-(?:next|position|more|offer)\./;

const sampleRateHz = 8_000;

/** The two tones by which a test knows hold music, as in pbx/embedded/media/sounds.ts. */
const holdMusicHz = [243, 324];
/** Whole periods of both, so that the loop has no click. */
const musicSeconds = 20;
const amplitude = 1_600;

function wav(samples) {
  const header = Buffer.alloc(44);
  const bytes = samples.length * 2;
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + bytes, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20); // PCM
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

export function writeHoldMusic(folder) {
  const samples = new Int16Array(sampleRateHz * musicSeconds);
  for (const at of samples.keys()) {
    for (const noteHz of holdMusicHz) {
      samples[at] += amplitude * Math.sin((2 * Math.PI * noteHz * at) / sampleRateHz);
    }
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "two-tones.wav"), wav(samples));
}

/** The bare sound of a WAV file. */
function readData(file) {
  for (let at = 12; at + 8 <= file.length;) {
    const size = file.readUInt32LE(at + 4);
    if (file.toString("latin1", at, at + 4) === "data") return file.subarray(at + 8, at + 8 + size);
    at += 8 + size + (size % 2);
  }
  throw new Error("a WAV file without sound");
}

/**
 * Asterisk reads mu-law without a header only. `fi-queue-next` is also `fi/queue-next`, where Queue() finds it by the
 * caller's language.
 */
export function writeClips(from, folder) {
  for (const language of languages) mkdirSync(join(folder, language), { recursive: true });
  for (const name of readdirSync(from).filter((file) => file.endsWith(".wav"))) {
    const sound = readData(readFileSync(join(from, name)));
    const clip = name.replace(/wav$/, "ulaw");
    writeFileSync(join(folder, clip), sound);
    if (ofQueue.test(clip)) writeFileSync(join(folder, clip.replace("-", "/")), sound);
  }
}
