import { pause } from "@/lib/pause";
import type { MicrophoneFacts, ToneRequest } from "@/phone/check/check-port";
import { PhoneError } from "@/phone/errors";

import { borrowBare, type Borrowed, borrowWarm, type SharedMicrophone } from "./borrow-bare.dom";
import { hasHeardTones, toneHz, toneLevelDb, type ToneLook, toneMs } from "./hear-tones";
import { sendTo } from "./speaker.dom";

const lookMs = 20;
/** 43 ms at 48 kHz: each look overlaps the one before, so nothing is missed. */
const lookSamples = 2_048;
/** The last step of 16 bits, and what resampling makes of it. */
const fullScale = 0.99;

/** Gives every piece of sound of a track to `look`, until the returned function is called. */
function watch(
  context: AudioContext,
  track: MediaStreamTrack,
  look: (samples: Float32Array) => void,
): () => void {
  const source = context.createMediaStreamSource(new MediaStream([track]));
  const analyser = context.createAnalyser();
  analyser.fftSize = lookSamples;
  source.connect(analyser);
  const samples = new Float32Array(lookSamples);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    look(samples);
  }, lookMs);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}

export async function listen(
  microphone: SharedMicrophone,
  deviceId: string | null,
  lastsMs: number,
  signal: AbortSignal,
): Promise<MicrophoneFacts> {
  const { track, giveBack } = borrowWarm(microphone) ?? (await borrowBare(microphone, deviceId));
  const context = new AudioContext();
  let peak = 0;
  let clipped = 0;
  let all = 0;
  const stop = watch(context, track, (samples) => {
    for (const sample of samples) {
      const size = Math.abs(sample);
      peak = Math.max(peak, size);
      if (size >= fullScale) clipped += 1;
    }
    all += samples.length;
  });
  try {
    // It wakes with the press that began the check.
    void context.resume().catch(() => undefined);
    await pause(lastsMs, signal);
    return {
      label: track.label,
      peakDb: 20 * Math.log10(Math.max(peak, 1e-6)),
      clippedPercent: all === 0 ? 0 : (100 * clipped) / all,
    };
  } finally {
    stop();
    giveBack();
    void context.close();
  }
}

/** What is heard before the tones begin, to compare with. */
const quietMs = 300;
const tailMs = 800;
const fadeMs = 15;

export async function playTones(
  microphone: SharedMicrophone,
  { speakerId, microphoneId, volume }: ToneRequest,
  signal: AbortSignal,
): Promise<boolean> {
  const context = new AudioContext();
  const element = new Audio();
  // Some headsets cannot be opened anew while they are open: then with the canceller, or not at all.
  const lent: Borrowed | null = await borrowBare(microphone, microphoneId).catch(() =>
    borrowWarm(microphone),
  );
  const looks: ToneLook[] = [];
  const output = context.createMediaStreamDestination();
  const startsAt = context.currentTime + quietMs / 1_000;
  const stop =
    lent === null
      ? () => undefined
      : watch(context, lent.track, (samples) => {
          const levelsDb = toneHz.map((hz) => toneLevelDb(samples, context.sampleRate, hz));
          looks.push({ atMs: (context.currentTime - startsAt) * 1_000, levelsDb });
        });
  try {
    void context.resume().catch(() => undefined);
    schedule(context, output, startsAt);
    element.srcObject = output.stream;
    element.volume = volume;
    await sendTo(element, speakerId);
    await element.play();
    await pause(quietMs + toneHz.length * toneMs + tailMs, signal);
    return hasHeardTones(looks);
  } catch (error) {
    if (signal.aborted || error instanceof PhoneError) throw error;
    throw new PhoneError("speakerUnavailable", {}, error);
  } finally {
    stop();
    element.pause();
    element.srcObject = null;
    lent?.giveBack();
    void context.close();
  }
}

function schedule(context: AudioContext, output: AudioNode, startsAt: number): void {
  for (const [step, frequencyHz] of toneHz.entries()) {
    const from = startsAt + (step * toneMs) / 1_000;
    const to = from + toneMs / 1_000;
    const oscillator = new OscillatorNode(context, { frequency: frequencyHz });
    const gain = new GainNode(context, { gain: 0 });
    // Faded in and out: a tone that is cut clicks.
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.4, from + fadeMs / 1_000);
    gain.gain.setValueAtTime(0.4, to - fadeMs / 1_000);
    gain.gain.linearRampToValueAtTime(0, to);
    oscillator.connect(gain).connect(output);
    oscillator.start(from);
    oscillator.stop(to);
  }
}
