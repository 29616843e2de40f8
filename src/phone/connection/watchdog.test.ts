import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createWatchdog } from "./watchdog";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watching(answers: () => Promise<void>) {
  const state = { heardAt: Date.now(), asked: 0, dead: [] as unknown[] };
  const look = createWatchdog({
    quietMs: () => Date.now() - state.heardAt,
    async probe() {
      state.asked += 1;
      await answers();
    },
    dead(error) {
      state.dead.push(error);
      // From then on there is no connection that could be quiet.
      state.heardAt = Date.now();
    },
  });
  const timer = setInterval(look, 1_000);
  return { state, stop: () => clearInterval(timer) };
}

describe("the watchdog", () => {
  test("asks nothing while the phone system keeps itself heard", async () => {
    const { state, stop } = watching(async () => undefined);
    for (let round = 0; round < 6; round += 1) {
      await vi.advanceTimersByTimeAsync(10_000);
      state.heardAt = Date.now();
    }
    expect(state).toMatchObject({ asked: 0, dead: [] });
    stop();
  });

  test("asks a quiet one, and is content with an answer", async () => {
    const { state, stop } = watching(async () => void (state.heardAt = Date.now()));
    await vi.advanceTimersByTimeAsync(31_000);
    expect(state).toMatchObject({ asked: 2, dead: [] });
    stop();
  });

  test("gives up one that does not answer, within 25 seconds, and asks once at a time", async () => {
    const { state, stop } = watching(
      () => new Promise((_, reject) => setTimeout(() => reject(new Error("silence")), 8_000)),
    );
    await vi.advanceTimersByTimeAsync(19_500);
    expect(state.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(state.dead).toHaveLength(1);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.asked).toBe(1);
  });
});
