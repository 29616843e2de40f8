import { describe, expect, test } from "vitest";

import { decodeMuLaw, encodeMuLaw } from "./g711";
import { createLevelMeter } from "./level-meter";
import { createHoldMusic, createRingback, createTone, holdMusicHz, type Source } from "./sounds";

const testTonesHz = [437, 611, 1_004, 1_177];

/** Levels in every 300 ms window of so many seconds, through mu-law. */
function windows(source: Source, seconds: number, frequenciesHz: readonly number[]): number[][] {
  const meter = createLevelMeter();
  const levels: number[][] = [];
  for (let frame = 1; frame <= seconds * 50; frame++) {
    meter.write(decodeMuLaw(encodeMuLaw(source.next())));
    if (frame >= 15) levels.push(meter.levels(frequenciesHz));
  }
  return levels;
}

describe("sounds made in code", () => {
  test("hold music can always be told by its pedal", () => {
    for (const levels of windows(createHoldMusic(), 6, holdMusicHz)) {
      expect(Math.min(...levels)).toBeGreaterThan(-45);
    }
  });

  test("hold music and ringback are never taken for a test tone", () => {
    for (const source of [createHoldMusic(), createRingback()]) {
      for (const levels of windows(source, 6, testTonesHz)) {
        expect(Math.max(...levels)).toBeLessThan(-50);
      }
    }
  });

  test("test tones are never taken for hold music", () => {
    for (const tone of testTonesHz) {
      for (const levels of windows(createTone(tone), 1, holdMusicHz)) {
        expect(Math.max(...levels)).toBeLessThan(-50);
      }
    }
  });
});
