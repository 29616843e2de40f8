import { describe, expect, test } from "vitest";

import { decodeMuLaw, encodeMuLaw } from "./g711";

describe("mu-law", () => {
  // ITU-T G.711, table 2: the byte of some decision values, with the inversion on the wire.
  test.each([
    [0, 0xff],
    [-1, 0x7f],
    [32_767, 0x80],
    [-32_768, 0x00],
    [1_000, 0xce],
    [-1_000, 0x4e],
  ])("%i is written as %i", (sample, byte) => {
    expect(encodeMuLaw(Int16Array.of(sample))[0]).toBe(byte);
  });

  test("every byte survives decoding and encoding, but for the second zero", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const again = encodeMuLaw(decodeMuLaw(bytes));
    const changed = [...bytes].filter((byte) => again[byte] !== byte);
    expect(changed).toEqual([0x7f]);
  });

  test("the error stays under 4 percent of the sample, or 4 steps near zero", () => {
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      const [decoded = 0] = decodeMuLaw(encodeMuLaw(Int16Array.of(sample)));
      expect(Math.abs(decoded - sample)).toBeLessThanOrEqual(Math.max(4, Math.abs(sample) * 0.04));
    }
  });
});
