/** What the microphone heard in one moment. */
export interface ToneLook {
  /** From the beginning of the first tone; negative before it. */
  readonly atMs: number;
  /** Of full scale, one for each of `toneHz`. */
  readonly levelsDb: readonly number[];
}

/** No sums, differences or multiples of each other: a small speaker's distortion is not taken for the next tone. */
export const toneHz = [650, 1_750, 1_150] as const;
/** Each is heard so long, one after the other. */
export const toneMs = 220;

/** A Bluetooth speaker is this late at most. */
const longestLagMs = 800;
const lagStepMs = 20;
/** Where one tone ends and the next begins both are heard. */
const edgeMs = 40;
/** Above what was heard before, and above the tones that are not being played: a room's noise does neither. */
const riseDb = 10;
const marginDb = 6;

/** How loud one tone is in a piece of sound, in dB of full scale (Goertzel's algorithm). */
export function toneLevelDb(samples: Float32Array, rateHz: number, frequencyHz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * frequencyHz) / rateHz);
  let last = 0;
  let before = 0;
  for (const sample of samples) {
    const next = sample + factor * last - before;
    before = last;
    last = next;
  }
  const power = last * last + before * before - factor * last * before;
  const amplitude = (2 * Math.sqrt(Math.max(power, 0))) / Math.max(1, samples.length);
  return 20 * Math.log10(Math.max(amplitude, 1e-6));
}

/** Whether the tones were heard one after the other as they were played, however late. */
export function hasHeardTones(looks: readonly ToneLook[]): boolean {
  const quiet = toneHz.map((_, tone) => loudest(looks, tone, -Infinity, 0));
  for (let lagMs = 0; lagMs <= longestLagMs; lagMs += lagStepMs) {
    const isHeard = toneHz.every((_, step) => {
      const fromMs = lagMs + step * toneMs + edgeMs;
      const heard = averages(looks, fromMs, fromMs + toneMs - 2 * edgeMs);
      const own = heard?.[step];
      if (heard === null || own === undefined) return false;
      const others = heard.filter((_level, tone) => tone !== step);
      return own >= (quiet[step] ?? 0) + riseDb && own >= Math.max(...others) + marginDb;
    });
    if (isHeard) return true;
  }
  return false;
}

function within(looks: readonly ToneLook[], fromMs: number, toMs: number): readonly ToneLook[] {
  return looks.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
}

function loudest(looks: readonly ToneLook[], tone: number, fromMs: number, toMs: number): number {
  return Math.max(
    -120,
    ...within(looks, fromMs, toMs).map(({ levelsDb }) => levelsDb[tone] ?? -120),
  );
}

function averages(
  looks: readonly ToneLook[],
  fromMs: number,
  toMs: number,
): readonly number[] | null {
  const found = within(looks, fromMs, toMs);
  if (found.length < 2) return null;
  return toneHz.map(
    (_, tone) =>
      found.reduce((sum, { levelsDb }) => sum + (levelsDb[tone] ?? -120), 0) / found.length,
  );
}
