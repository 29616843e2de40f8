import { expect, test } from "vitest";

import { quickTime } from "./quick-times";

const local = (day: number, hour: number, minute: number, second = 0): number =>
  new Date(2026, 9, day, hour, minute, second).getTime();

test.each([
  ["inAnHour", local(23, 14, 0), local(23, 15, 0)],
  ["inAnHour", local(23, 14, 2, 30), local(23, 15, 5)],
  ["inAnHour", local(23, 23, 30), local(24, 0, 30)],
  ["tomorrow", local(23, 8, 0), local(24, 9, 0)],
  ["tomorrow", local(31, 18, 0), local(32, 9, 0)],
  // Over the end of summer time: nine in the morning all the same.
  ["nextWeek", local(23, 14, 0), local(30, 9, 0)],
] as const)("%s from %i is %i", (choice, now, at) => {
  expect(quickTime(choice, now)).toBe(at);
});
