import { describe, expect, test } from "vitest";

import { hasHeardTones, toneHz, toneLevelDb, type ToneLook, toneMs } from "./hear-tones";

const rateHz = 48_000;

interface Room {
  /** How late the speaker is; `null`: it is not heard at all. */
  readonly lagMs: number | null;
  readonly gain: number;
  /** White noise, by its amplitude. */
  readonly noise: number;
  /** A tone that is there all the time. */
  readonly humHz?: number;
  readonly order?: readonly number[];
}

/** A microphone in a room where the tones are played, looked at as the browser's analyser looks. */
function hear({ lagMs, gain, noise, humHz, order = [0, 1, 2] }: Room): readonly ToneLook[] {
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 1_073_741_824 - 1;
  };
  const sampleAt = (ms: number): number => {
    const step = lagMs === null ? -1 : Math.floor((ms - lagMs) / toneMs);
    const hz = toneHz[order[step] ?? -1];
    const tone = hz === undefined ? 0 : gain * Math.sin((2 * Math.PI * hz * ms) / 1_000);
    const hum = humHz === undefined ? 0 : 0.2 * Math.sin((2 * Math.PI * humHz * ms) / 1_000);
    return tone + hum + noise * random();
  };
  const looks: ToneLook[] = [];
  for (let atMs = -280; atMs < 1_400; atMs += 20) {
    const samples = Float32Array.from({ length: 2_048 }, (_, at) =>
      sampleAt(atMs - 43 + (at * 1_000) / rateHz),
    );
    looks.push({ atMs, levelsDb: toneHz.map((hz) => toneLevelDb(samples, rateHz, hz)) });
  }
  return looks;
}

test("a tone of amplitude 0.1 is 20 dB below full scale", () => {
  const samples = Float32Array.from(
    { length: 4_800 },
    (_, at) => 0.1 * Math.sin((2 * Math.PI * 650 * at) / rateHz),
  );
  expect(toneLevelDb(samples, rateHz, 650)).toBeCloseTo(-20, 1);
  expect(toneLevelDb(samples, rateHz, 1_750)).toBeLessThan(-50);
});

describe("the three tones", () => {
  test.each([
    ["at once", { lagMs: 0, gain: 0.1, noise: 0.002 }],
    ["late, as from a Bluetooth speaker", { lagMs: 600, gain: 0.1, noise: 0.002 }],
    ["softly in a loud office", { lagMs: 90, gain: 0.02, noise: 0.02 }],
  ])("are heard %s", (_, room) => {
    expect(hasHeardTones(hear(room))).toBe(true);
  });

  test.each([
    ["by a headset's microphone", { lagMs: null, gain: 0, noise: 0.002 }],
    ["by one that is silent", { lagMs: null, gain: 0, noise: 0 }],
    ["by one that only hums on a tone", { lagMs: null, gain: 0, noise: 0.002, humHz: 650 }],
    [
      "when other tones come, in another order",
      { lagMs: 0, gain: 0.1, noise: 0, order: [2, 1, 0] },
    ],
    ["when a single tone goes on", { lagMs: 0, gain: 0.1, noise: 0, order: [0, 0, 0] }],
  ])("are not heard %s", (_, room) => {
    expect(hasHeardTones(hear(room))).toBe(false);
  });

  test("are not heard without a microphone", () => {
    expect(hasHeardTones([])).toBe(false);
  });
});
