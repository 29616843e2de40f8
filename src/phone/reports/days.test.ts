import { describe, expect, test } from "vitest";

import { hourMs } from "@/testing/report-rows";

import { addDays, createCalendar } from "./days";

const at = (text: string): number => Date.parse(text);
const iso = (moment: number): string => new Date(moment).toISOString();

test.each([
  ["Europe/Helsinki", "2026-11-29T22:30:00Z", { year: 2026, month: 11, day: 30 }],
  ["America/New_York", "2026-11-30T02:00:00Z", { year: 2026, month: 11, day: 29 }],
  ["Asia/Riyadh", "2026-12-31T21:00:00Z", { year: 2027, month: 1, day: 1 }],
  ["UTC", "1969-12-31T23:59:59Z", { year: 1969, month: 12, day: 31 }],
] as const)("in %s, %s is on %j", (zone, moment, day) => {
  expect(createCalendar(zone).dayOf(at(moment))).toEqual(day);
});

describe("the first moment of a day", () => {
  test.each([
    ["Europe/Helsinki", { year: 2026, month: 7, day: 1 }, "2026-06-30T21:00:00.000Z"],
    ["Europe/Helsinki", { year: 2026, month: 1, day: 1 }, "2025-12-31T22:00:00.000Z"],
    ["Asia/Kathmandu", { year: 2026, month: 1, day: 1 }, "2025-12-31T18:15:00.000Z"],
    // The day begins at one o'clock: 00:00 to 00:59 are not there. From UTC+2 to UTC+3 at 22:00 UTC.
    ["Africa/Cairo", { year: 2024, month: 4, day: 26 }, "2024-04-25T22:00:00.000Z"],
    // The evening before has its last hour twice, and belongs to its own day both times.
    ["Africa/Cairo", { year: 2024, month: 11, day: 1 }, "2024-10-31T22:00:00.000Z"],
    // There was no 30 December 2011 in Samoa: it begins with the 31st.
    ["Pacific/Apia", { year: 2011, month: 12, day: 30 }, "2011-12-30T10:00:00.000Z"],
  ] as const)("in %s, %j", (zone, day, moment) => {
    expect(iso(createCalendar(zone).startOf(day))).toBe(moment);
  });
});

describe("days of 23 and 25 hours", () => {
  const helsinki = createCalendar("Europe/Helsinki");
  const spring = { year: 2026, month: 3, day: 29 };
  const autumn = { year: 2026, month: 10, day: 25 };

  test.each([
    [spring, 23],
    [autumn, 25],
    [addDays(autumn, 1), 24],
  ])("%j has %i", (day, hours) => {
    const range = helsinki.days(day, day);
    expect((range.to - range.from) / hourMs).toBe(hours);
    expect(helsinki.cut(range, "hour", 1)).toHaveLength(hours);
    expect(helsinki.cut(range, "halfHour", 1)).toHaveLength(hours * 2);
    expect(helsinki.cut(range, "day", 1)).toEqual([range]);
  });

  test("a zone that turns its clocks by half an hour has an hour of 30 and one of 90 minutes", () => {
    const howe = createCalendar("Australia/Lord_Howe");
    const lengths = (day: typeof spring) =>
      howe
        .cut(howe.days(day, day), "hour", 1)
        .map(({ from, to }) => (to - from) / 60_000)
        .filter((minutes) => minutes !== 60);
    expect(lengths({ year: 2026, month: 10, day: 4 })).toEqual([30]);
    expect(lengths({ year: 2026, month: 4, day: 5 })).toEqual([90]);
  });
});

describe("weeks", () => {
  const helsinki = createCalendar("Europe/Helsinki");
  const sunday = { year: 2026, month: 11, day: 29 };
  test.each([
    [1, "2026-11-22T22:00:00.000Z"], // Monday the 23rd
    [6, "2026-11-27T22:00:00.000Z"], // Saturday the 28th
    [7, "2026-11-28T22:00:00.000Z"], // it begins itself
  ])("that begin on weekday %i", (firstWeekday, from) => {
    const week = helsinki.week(sunday, firstWeekday);
    expect(iso(week.from)).toBe(from);
    expect((week.to - week.from) / hourMs).toBe(7 * 24);
  });

  test("a month is cut into weeks, the first and the last of which are shorter", () => {
    const range = helsinki.days({ ...sunday, day: 1 }, { ...sunday, day: 30 });
    const lengths = helsinki.cut(range, "week", 1).map(({ from, to }) => (to - from) / hourMs / 24);
    // 1 November 2026 is a Sunday.
    expect(lengths).toEqual([1, 7, 7, 7, 7, 1]);
  });
});

test.each(["Europe/Helsinki", "Africa/Cairo", "Australia/Lord_Howe", "America/St_Johns"])(
  "in %s parts follow each other without a gap, whatever their size",
  (zone) => {
    const calendar = createCalendar(zone);
    const first = { year: 2026, month: 1, day: 1 };
    const year = calendar.days(first, { ...first, month: 12, day: 31 });
    // The clocks are turned in it, in each of these zones.
    const spring = calendar.days({ ...first, month: 3 }, { ...first, month: 4, day: 30 });
    for (const size of ["halfHour", "hour", "day", "week"] as const) {
      const range = size === "day" || size === "week" ? year : spring;
      const parts = calendar.cut(range, size, 6);
      expect(parts[0]?.from).toBe(range.from);
      expect(parts.at(-1)?.to).toBe(range.to);
      expect(
        parts.every(({ from, to }, index) => from < to && (parts[index + 1]?.from ?? to) === to),
      ).toBe(true);
      if (size === "day") expect(parts).toHaveLength(365);
    }
  },
);
