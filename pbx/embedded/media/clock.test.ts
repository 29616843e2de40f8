import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createRealClock } from "./clock";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("audio clock", () => {
  test("beats every 20 ms, and not after it was stopped", () => {
    const clock = createRealClock();
    const beat = vi.fn<() => void>();
    clock.start(beat);
    vi.advanceTimersByTime(1_000);
    expect(beat).toHaveBeenCalledTimes(50);
    clock.stop();
    vi.advanceTimersByTime(1_000);
    expect(beat).toHaveBeenCalledTimes(50);
  });

  test("makes up for a late timer", () => {
    const clock = createRealClock();
    const beat = vi.fn<() => void>();
    clock.start(beat);
    vi.advanceTimersByTime(20);
    stall(100);
    vi.advanceTimersByTime(20);
    expect(beat).toHaveBeenCalledTimes(7);
  });

  test("skips a long stall", () => {
    const clock = createRealClock();
    const beat = vi.fn<() => void>();
    clock.start(beat);
    vi.advanceTimersByTime(20);
    stall(5_000);
    vi.advanceTimersByTime(20);
    expect(beat.mock.calls.length).toBeLessThan(5);
  });

  test("can be stopped from within a beat, and started again", () => {
    const clock = createRealClock();
    const beat = vi.fn(() => clock.stop());
    clock.start(beat);
    vi.advanceTimersByTime(200);
    expect(beat).toHaveBeenCalledTimes(1);
    clock.start(beat);
    vi.advanceTimersByTime(200);
    expect(beat).toHaveBeenCalledTimes(2);
  });
});

/** Time goes on and no timer runs. */
function stall(stallMs: number): void {
  const start = performance.now();
  const real = performance.now.bind(performance);
  vi.spyOn(performance, "now").mockImplementation(() => Math.max(real() + stallMs, start));
}
