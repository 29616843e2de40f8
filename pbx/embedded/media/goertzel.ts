import { sampleRateHz } from "./leg";

/** Below this nothing is left of 16-bit sound; also the level of perfect silence. */
export const silenceDb = -120;

/**
 * Level of one frequency in dB relative to a full-scale sine. A Hann window keeps other tones out:
 * over 300 ms its main lobe is 13 Hz wide, and at 100 Hz distance nothing above -90 dB leaks in.
 */
export function levelDb(samples: ArrayLike<number>, frequencyHz: number): number {
  const count = samples.length;
  if (count === 0) return silenceDb;
  const step = (2 * Math.PI * frequencyHz) / sampleRateHz;
  const coefficient = 2 * Math.cos(step);
  let previous = 0;
  let beforePrevious = 0;
  let weights = 0;
  for (let i = 0; i < count; i++) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / count);
    weights += weight;
    const current = weight * (samples[i] ?? 0) + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = current;
  }
  const power = previous ** 2 + beforePrevious ** 2 - coefficient * previous * beforePrevious;
  const amplitude = (2 * Math.sqrt(Math.max(power, 0))) / weights;
  return Math.max(silenceDb, 20 * Math.log10(amplitude / 32_768 || Number.MIN_VALUE));
}
