import { expect, test } from "vitest";

import { gradeOf, type QualityPoint } from "./call-quality";
import { addToSums, chooseGrade, noSums, smoothMos, summarise } from "./summary";

const point = (mos: number | null, more: Partial<QualityPoint> = {}): QualityPoint => ({
  at: 0,
  spanMs: 1_000,
  packetsInPerSecond: 50,
  packetsOutPerSecond: 50,
  kilobitsInPerSecond: 64,
  kilobitsOutPerSecond: 64,
  quietMs: 0,
  lossPercent: 0,
  lossTherePercent: null,
  jitterMs: 2,
  roundTripMs: 50,
  concealedPercent: 0,
  bufferMs: 40,
  levelIn: 0.1,
  microphoneLevel: 0.1,
  microphonePeak: 0.2,
  responses: 1,
  pairChanged: false,
  route: "host",
  protocol: "udp",
  mos,
  ...more,
});

test("a call is told by its means, its worst five seconds, and all that was found", () => {
  const points = [4.4, 4.4, 4.4, 2, 4.4, 4.4, null].map((mos) => point(mos));
  let sums = noSums;
  points.forEach((one, at) => {
    sums = addToSums(sums, one, smoothMos(points.slice(0, at + 1)), at === 3 ? ["highLoss"] : []);
  });
  expect(summarise(sums, 2)).toEqual({
    mosMean: 4,
    mosLeast: 3.8,
    lossPercent: 0,
    roundTripMs: 50,
    jitterMs: 2,
    route: "host",
    findings: ["highLoss"],
    restarts: 2,
  });
});

test("a call that was never heard has no score", () => {
  expect(summarise(noSums, 0)).toMatchObject({ mosMean: null, mosLeast: null, route: null });
});

test.each([
  [4.2, "good"],
  [3.9, "fair"],
  [3.4, "poor"],
] as const)("%f is %s", (mos, grade) => {
  expect(gradeOf(mos)).toBe(grade);
});

test("a grade is kept a little longer than it would be given", () => {
  expect(chooseGrade(3.95, "good")).toBe("good");
  expect(chooseGrade(3.85, "good")).toBe("fair");
  expect(chooseGrade(3.45, "fair")).toBe("fair");
  expect(chooseGrade(3.45, "poor")).toBe("poor");
  expect(chooseGrade(null, "fair")).toBe("fair");
});
