import { describe, expect, test } from "vitest";

import { levelDb, silenceDb } from "./goertzel";

const sine = (hz: number, amplitude: number) =>
  Float64Array.from(
    { length: 2_400 },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / 8_000),
  );

describe("level of one frequency", () => {
  test.each([
    [437, 32_768, 0],
    [611, 3_276.8, -20],
    [1_177, 327.68, -40],
  ])("%i Hz with amplitude %i is %i dB", (hz, amplitude, db) => {
    expect(levelDb(sine(hz, amplitude), hz)).toBeCloseTo(db, 0);
  });

  test("a loud tone does not leak into another 50 Hz away", () => {
    expect(levelDb(sine(437, 32_768), 487)).toBeLessThan(-60);
  });

  test("silence", () => {
    expect(levelDb(new Int16Array(2_400), 437)).toBe(silenceDb);
    expect(levelDb([], 437)).toBe(silenceDb);
  });
});
