import { expect, test } from "vitest";

import { rate, toMos } from "./mos";

test("with nothing but defaults R is 93.2 (ITU-T G.107, section 7.7)", () => {
  expect(rate({ delayMs: 0, lossPercent: 0 })).toBeCloseTo(93.2, 1);
});

// ITU-T G.107 annex B, table B.1.
test.each([
  [90, 4.34],
  [80, 4.03],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
  [0, 1],
  [100, 4.5],
])("R %f is a MOS of %f", (rating, mos) => {
  expect(toMos(rating)).toBeCloseTo(mos, 1);
  expect(Math.abs(toMos(rating) - mos)).toBeLessThan(0.01);
});

// Ie,eff of G.711 with concealment and random loss by G.107 equation 7-29: 95 p / (p + 25.1).
test.each([
  [1, 3.64],
  [2, 7.01],
  [5, 15.78],
  [20, 42.13],
])("%f %% of loss cost %f", (lossPercent, cost) => {
  const whole = rate({ delayMs: 0, lossPercent: 0 });
  expect(whole - rate({ delayMs: 0, lossPercent })).toBeCloseTo(cost, 1);
});

// ITU-T G.114 figure 1 (default echo loss): hardly anything up to 150 ms, "some users dissatisfied" beyond 250, most by 400.
test.each([
  [50, 91, 93.2],
  [150, 88, 91.5],
  [250, 78, 84],
  [400, 58, 66],
])("at %d ms of delay R lies between %f and %f", (delayMs, least, most) => {
  const rating = rate({ delayMs, lossPercent: 0 });
  expect(rating).toBeGreaterThan(least);
  expect(rating).toBeLessThan(most);
});

test("more delay and more loss are never better, and the score stays on its scale", () => {
  let before = 5;
  for (let delayMs = 0; delayMs < 2_000; delayMs += 10) {
    const mos = toMos(rate({ delayMs, lossPercent: delayMs / 20 }));
    expect(mos).toBeLessThanOrEqual(before);
    expect(mos).toBeGreaterThanOrEqual(1);
    before = mos;
  }
});
