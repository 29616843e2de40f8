import { describe, expect, test } from "vitest";

import { createDigitReceiver, createDigitSender, isDigit } from "./dtmf";

/** Runs a sender over so many frames and gives every packet, as frames of a 20 ms clock. */
function run(digits: string, frames: number) {
  const sender = createDigitSender();
  for (const digit of digits) sender.add(digit);
  return Array.from({ length: frames }, (_, frame) => sender.next(frame * 160));
}

describe("keys by RTP (RFC 4733)", () => {
  test("one key: 100 ms with growing duration, one marker, the end three times", () => {
    const frames = run("5", 6);
    const packets = frames.flatMap((packetsOfFrame) => packetsOfFrame ?? []);
    expect(packets.map(({ timestamp }) => timestamp)).toEqual(Array(7).fill(0));
    expect(packets.map(({ marker }) => marker)).toEqual([true, ...Array(6).fill(false)]);
    expect(packets.map(({ payload }) => [...payload])).toEqual([
      [5, 10, 0, 160],
      [5, 10, 1, 64],
      [5, 10, 1, 224],
      [5, 10, 2, 128],
      [5, 0x8a, 3, 32],
      [5, 0x8a, 3, 32],
      [5, 0x8a, 3, 32],
    ]);
    expect(frames[5]).toBeNull();
  });

  test("what is sent is what is received, key by key", () => {
    const receiver = createDigitReceiver();
    const packets = run("1234567890*#ABCD112", 19 * 8).flatMap(
      (packetsOfFrame) => packetsOfFrame ?? [],
    );
    const digits = packets.map(({ timestamp, payload }) => receiver.receive(timestamp, payload));
    expect(digits.filter((digit) => digit !== null).join("")).toBe("1234567890*#ABCD112");
  });

  test("a key whose first packets are lost is still one key", () => {
    const receiver = createDigitReceiver();
    const packets = run("7", 5).flatMap((packetsOfFrame) => packetsOfFrame ?? []);
    const digits = packets
      .slice(-2)
      .map(({ timestamp, payload }) => receiver.receive(timestamp, payload));
    expect(digits).toEqual(["7", null]);
  });

  test("nonsense is no key", () => {
    const receiver = createDigitReceiver();
    expect(receiver.receive(1, Uint8Array.of(200, 10, 0, 160))).toBeNull();
    expect(receiver.receive(2, Uint8Array.of(1))).toBeNull();
    const sender = createDigitSender();
    sender.add("x");
    sender.add("12");
    expect(sender.next(0)).toBeNull();
    expect(["0", "#", "a", "D"].map(isDigit)).toEqual([true, true, true, true]);
    expect(["", "E", "11", " "].map(isDigit)).toEqual([false, false, false, false]);
  });
});
