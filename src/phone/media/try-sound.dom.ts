import { pause } from "@/lib/pause";
import type { MicrophoneFacts, ToneRequest } from "@/phone/check/check-port";
import { PhoneError } from "@/phone/errors";

import { hasHeardTones, toneHz, toneLevelDb, type ToneLook, toneMs } from "./hear-tones";
import { readMediaError } from "./read-media-error.dom";
import { sendTo } from "./speaker.dom";

const lookMs = 20;
/** 43 ms at 48 kHz: each look overlaps the one before, so nothing is missed. */
const lookSamples = 2_048;
/** The last step of 16 bits, and what resampling makes of it. */
const fullScale = 0.99;

/** The microphone as it is: a canceller would take away the very tones that are listened for. */
const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };

/** A track of the phone's own, or one that is opened for the check. Whoever asked stops it. */
async function borrow(
  warm: MediaStreamTrack | null,
  deviceId: string | null,
): Promise<MediaStreamTrack> {
  if (warm !== null) return warm.clone();
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (media?.getUserMedia === undefined) throw new PhoneError("microphoneInsecure");
  const exact = deviceId === null ? {} : { deviceId: { exact: deviceId } };
  try {
    const [track] = (await media.getUserMedia({ audio: { ...exact, ...bare } })).getAudioTracks();
    if (track === undefined) throw new PhoneError("microphoneMissing");
    return track;
  } catch (error) {
    throw readMediaError(error);
  }
}

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
  warm: MediaStreamTrack | null,
  deviceId: string | null,
  lastsMs: number,
  signal: AbortSignal,
): Promise<MicrophoneFacts> {
  const track = await borrow(warm, deviceId);
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
    track.stop();
    void context.close();
  }
}

/** What is heard before the tones begin, to compare with. */
const quietMs = 300;
const tailMs = 800;
const fadeMs = 15;

export async function playTones(
  warm: MediaStreamTrack | null,
  { speakerId, microphoneId, volume }: ToneRequest,
  signal: AbortSignal,
): Promise<boolean> {
  const context = new AudioContext();
  const element = new Audio();
  // Opened anew if it can be, without the canceller; some headsets cannot be opened twice.
  const track = await borrow(null, microphoneId)
    .catch(() => borrow(warm, microphoneId))
    .catch(() => null);
  const looks: ToneLook[] = [];
  const output = context.createMediaStreamDestination();
  const startsAt = context.currentTime + quietMs / 1_000;
  const stop =
    track === null
      ? () => undefined
      : watch(context, track, (samples) => {
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
    track?.stop();
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
