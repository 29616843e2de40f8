import { expect, test } from "vitest";

import { createWakefulness } from "./wakefulness";

/** A page whose seconds are told by hand. */
function page() {
  let woken = 0;
  let clock = 0;
  let listener: ((at: number) => void) | null = null;
  const wakefulness = createWakefulness({
    watchSeconds(told) {
      listener = told;
      return () => (listener = null);
    },
    now: () => clock,
  });
  wakefulness.watch(() => (woken += 1));
  return {
    ...wakefulness,
    second(at: number) {
      clock = at;
      listener?.(at);
    },
    woken: () => woken,
    slept: () => wakefulness.store.getState().slept,
  };
}

test("a page that runs has nothing to tell", () => {
  const { begin, second, slept, woken } = page();
  begin();
  for (let at = 1_000; at <= 60_000; at += 1_000) second(at);
  // Busy for a moment, as pages are.
  second(70_000);
  expect(slept()).toBeNull();
  expect(woken()).toBe(0);
});

test("a gap between two seconds is a sleep, told with its length until it is dismissed", () => {
  const sleeper = page();
  sleeper.begin();
  sleeper.second(1_000);
  sleeper.second(241_000);
  expect(sleeper.slept()).toEqual({ from: 1_000, until: 241_000, ms: 240_000 });
  expect(sleeper.woken()).toBe(1);
  sleeper.second(242_000);
  expect(sleeper.slept()).toEqual({ from: 1_000, until: 241_000, ms: 240_000 });
  sleeper.do({ type: "dismiss" });
  expect(sleeper.slept()).toBeNull();
});

test("two sleeps before anybody looked are told together", () => {
  const { begin, second, slept } = page();
  begin();
  second(100_000);
  second(101_000);
  second(300_000);
  expect(slept()).toEqual({ from: 0, until: 300_000, ms: 299_000 });
});

test("nobody was away who was not signed in", () => {
  const { begin, end, second, slept } = page();
  second(500_000);
  begin();
  second(501_000);
  end();
  second(900_000);
  expect(slept()).toBeNull();
});
