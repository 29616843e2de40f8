import { describe, expect, test } from "vitest";

import { createJitterBuffer, type JitterBuffer } from "./jitter-buffer";

/** Frame n is full of the value n, and begins at `start` + 160 n. */
function write(buffer: JitterBuffer, n: number, start = 0): void {
  buffer.write((start + n * 160) >>> 0, new Int16Array(160).fill(n));
}

/** What each read gave: the frame's value, "gap" for silence, null for waiting. */
function read(buffer: JitterBuffer): number | "gap" | null {
  const frame = buffer.read();
  if (frame === null) return null;
  const [first = 0] = frame;
  expect(frame.every((sample) => sample === first)).toBe(true);
  return first === 0 ? "gap" : first;
}

describe("jitter buffer", () => {
  test("begins when 40 ms are in store", () => {
    const buffer = createJitterBuffer();
    expect(read(buffer)).toBeNull();
    write(buffer, 1);
    expect(read(buffer)).toBeNull();
    write(buffer, 2);
    expect([read(buffer), read(buffer)]).toEqual([1, 2]);
  });

  test("puts packets back in order", () => {
    const buffer = createJitterBuffer();
    for (const n of [1, 3, 2, 4]) write(buffer, n);
    expect([read(buffer), read(buffer), read(buffer), read(buffer)]).toEqual([1, 2, 3, 4]);
  });

  test("keeps a first packet that was overtaken", () => {
    const buffer = createJitterBuffer();
    write(buffer, 2);
    write(buffer, 1);
    expect([read(buffer), read(buffer)]).toEqual([1, 2]);
  });

  test("plays silence for what is lost and drops what comes too late", () => {
    const buffer = createJitterBuffer();
    for (const n of [1, 2, 4]) write(buffer, n);
    expect([read(buffer), read(buffer), read(buffer)]).toEqual([1, 2, "gap"]);
    write(buffer, 3);
    expect(read(buffer)).toBe(4);
  });

  test("waits for 40 ms again after a pause", () => {
    const buffer = createJitterBuffer();
    for (const n of [1, 2]) write(buffer, n);
    expect([read(buffer), read(buffer)]).toEqual([1, 2]);
    expect([read(buffer), read(buffer), read(buffer), read(buffer)]).toEqual([
      "gap",
      "gap",
      "gap",
      null,
    ]);
    write(buffer, 50);
    expect(read(buffer)).toBeNull();
    write(buffer, 51);
    expect([read(buffer), read(buffer)]).toEqual([50, 51]);
  });

  test("catches up when 200 ms have piled up", () => {
    const buffer = createJitterBuffer();
    for (let n = 1; n <= 11; n++) write(buffer, n);
    expect([read(buffer), read(buffer), read(buffer)]).toEqual([10, 11, "gap"]);
  });

  test("begins anew when the clock of the sender jumps", () => {
    const buffer = createJitterBuffer();
    for (const n of [1, 2]) write(buffer, n);
    expect(read(buffer)).toBe(1);
    for (const n of [5, 6]) write(buffer, n, 1_000_000);
    expect([read(buffer), read(buffer)]).toEqual([5, 6]);
  });

  test("does not notice that the timestamp wraps", () => {
    const buffer = createJitterBuffer();
    const start = 0x1_0000_0000 - 400;
    for (const n of [1, 2, 3, 4]) write(buffer, n, start);
    expect([read(buffer), read(buffer), read(buffer), read(buffer)]).toEqual([1, 2, 3, 4]);
  });

  test("takes packets of any length", () => {
    const buffer = createJitterBuffer();
    buffer.write(0, new Int16Array(240).fill(7));
    buffer.write(240, new Int16Array(80).fill(7));
    expect([read(buffer), read(buffer)]).toEqual([7, 7]);
  });
});
