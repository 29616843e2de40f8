import { type Frame, frameSamples, sampleRateHz } from "./leg";

/** Sound made in code, 20 ms at a time. */
export interface Source {
  next(): Frame;
}

/**
 * Hold music is made of multiples of 81 Hz, and these two sound all the time. No multiple of 81 Hz
 * lies within 30 Hz of the test tones 437, 611, 1004 and 1177 Hz, and neither do the distortions of
 * G.711, which are multiples and sums again; the pedal is also 69 Hz off every sum and difference of
 * the test tones.
 */
export const holdMusicHz = [243, 324] as const;
const melodyHz = [486, 648, 729, 648, 486, 810, 729, 648] as const;
const noteSamples = sampleRateHz * 0.6;

/** One steady note, unlike 440 + 480 Hz far from every test tone. 1 s on, 3 s off. */
export const ringbackHz = 480;
const ringbackOnSamples = sampleRateHz;
const ringbackCycleSamples = 4 * sampleRateHz;

/** The reference tone of telephony, chosen because 1000 Hz hides faults of sampling at 8 kHz. */
export const testToneHz = 1004;

const toneAmplitude = 6_500;

function sine(frequencyHz: number, sample: number): number {
  return Math.sin((2 * Math.PI * frequencyHz * sample) / sampleRateHz);
}

function createSource(sampleAt: (position: number) => number): Source {
  let position = 0;
  return {
    next() {
      const frame = new Int16Array(frameSamples);
      for (let i = 0; i < frameSamples; i++) frame[i] = sampleAt(position + i);
      position += frameSamples;
      return frame;
    },
  };
}

/** A steady tone at -14 dB. */
export function createTone(frequencyHz: number): Source {
  return createSource((position) => toneAmplitude * sine(frequencyHz, position));
}

export function createSilence(): Source {
  const frame = new Int16Array(frameSamples);
  return { next: () => frame };
}

export function createRingback(): Source {
  return createSource((position) =>
    position % ringbackCycleSamples < ringbackOnSamples ? 3_000 * sine(ringbackHz, position) : 0,
  );
}

function noteVolume(position: number): number {
  const progress = (position % noteSamples) / noteSamples;
  const attack = Math.min(1, progress / 0.15);
  return attack * (1 - progress) ** 1.5;
}

/** A slow arpeggio over a soft pedal of two notes. */
export function createHoldMusic(): Source {
  return createSource((position) => {
    const pedal = holdMusicHz.reduce((sum, noteHz) => sum + 1_600 * sine(noteHz, position), 0);
    const note = melodyHz[Math.floor(position / noteSamples) % melodyHz.length] ?? melodyHz[0];
    return pedal + 1_800 * noteVolume(position) * sine(note, position);
  });
}
