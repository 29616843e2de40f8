import { describe, expect, test, vi } from "vitest";

import { readDeskConfig } from "@/phone/config/desk-config";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { callRow, hourMs, minuteMs, shiftRow } from "@/testing/report-rows";
import { signedInPhone } from "@/testing/test-phone";

import { createCalendar } from "./days";
import { makeReport, type ReportRequest, type ReportRows } from "./report";
import { createReporter, type ReportSource } from "./reporter";
import { createReports } from "./reports";

const calendar = createCalendar("Europe/Helsinki");
/** Of 25 hours: at four the clocks show three again. */
const autumn = { year: 2026, month: 10, day: 25 };
const range = calendar.days(autumn, autumn);

const request: ReportRequest = {
  range,
  before: null,
  slots: "hour",
  scope: { kind: "all" },
  timeZone: "Europe/Helsinki",
  firstWeekday: 1,
  resolvedDays: 7,
  outcomes: [],
  asking: [],
  now: range.to + 30 * 24 * hourMs,
};

const rows: ReportRows = {
  calls: [
    // Half past three, twice: before the clocks are turned back, and after.
    callRow({ at: range.from + 3.5 * hourMs, upSeconds: 60, row: { queue: "support" } }),
    callRow({ at: range.from + 4.5 * hourMs, upSeconds: 120 }),
  ],
  shifts: [shiftRow("ready", range.from, range.to)],
  callsSince: range.from + 3.5 * hourMs,
  shiftsSince: range.from,
};

describe("a report", () => {
  test("has a part for each hour of a day of 25, and tells the two of the same name apart", () => {
    const { slots, figures } = makeReport(rows, request);
    expect(slots).toHaveLength(25);
    expect(slots[3]?.values.talk).toBe(minuteMs);
    expect(slots[4]?.values.talk).toBe(2 * minuteMs);
    expect(figures.signedOn.value).toBe(25 * hourMs);
    expect(slots.map(({ values }) => values.signedOn)).toEqual(
      Array.from({ length: 25 }, () => hourMs),
    );
  });

  test("says nothing of hours that are still to come", () => {
    const now = range.from + 5 * hourMs;
    const { slots } = makeReport(rows, { ...request, now });
    expect(slots[4]?.values.offeredIn).toBe(1);
    expect(slots[6]?.values.offeredIn).toBeNull();
  });

  test("names the queues that calls have come through, and since when anything is known", () => {
    expect(makeReport(rows, request)).toMatchObject({
      queues: [{ queue: "support", label: null }],
      callsSince: rows.callsSince,
      shiftsSince: rows.shiftsSince,
      lasting: 0,
    });
  });
});

describe("a reporter", () => {
  const source = (version: number): ReportSource => ({
    kind: "kept",
    account: "a",
    key: null,
    version,
  });

  test("reads once for a report and the calls of its figures, and anew when they have changed", async () => {
    const read = vi.fn(async () => rows);
    const reporter = createReporter(read);
    await reporter.ask({ want: "report", source: source(1), request });
    const calls = { want: "calls", id: "answeredIn", limit: 1, request } as const;
    const list = await reporter.ask({ ...calls, source: source(1) });
    expect(list).toMatchObject({ count: 2, calls: [{ top: 1, direction: "in" }] });
    expect(read).toHaveBeenCalledTimes(1);
    await reporter.ask({ ...calls, source: source(2) });
    expect(read).toHaveBeenCalledTimes(2);
  });

  test("forgets what could not be read", async () => {
    const read = vi.fn(async () => rows).mockRejectedValueOnce(new Error("disk"));
    const reporter = createReporter(read);
    const order = { want: "report", source: source(1), request } as const;
    await expect(reporter.ask(order)).rejects.toThrow("disk");
    expect((await reporter.ask(order)).figures.answeredIn.value).toBe(2);
  });
});

describe("an agent's reports", () => {
  const noon = Date.parse("2026-11-29T12:00:00+02:00");
  async function reportsAt(now: number, calls: ReportRows["calls"]) {
    const tables = createMemoryTables();
    const { fields: config } = readDeskConfig({
      reports: { timeZone: "Europe/Helsinki", targets: { aht: 120 } },
      outcomes: [{ id: "sale", label: "Sale", conversion: true }],
    });
    const asked: ReportSource[] = [];
    const reporter = createReporter(async () => rows);
    const reports = createReports({
      openReporter: async () => ({
        ask: (order) => {
          asked.push(order.source);
          return reporter.ask(order);
        },
      }),
      shelves: {
        account: () => "a",
        storage: {
          store: { getState: () => ({ phase: "temporary", problem: null }) },
          shifts: tables.shifts,
        } as never,
        history: { search: async () => calls, watch: () => () => undefined } as never,
      },
      config,
      now: () => now,
    });
    return { reports, asked };
  }
  const wish = { scope: { kind: "all" }, slots: null, firstWeekday: 1 } as const;

  test("where nothing is kept they are counted from what this tab holds", async () => {
    const { reports, asked } = await reportsAt(noon, [
      callRow({ at: noon - hourMs, upSeconds: 60 }),
    ]);
    const report = await reports.report({ ...wish, span: { kind: "today" } });
    expect(asked).toMatchObject([{ kind: "given" }]);
    expect(report.figures.answeredIn.value).toBe(1);
    expect(report.callsSince).toBe(noon - hourMs);
  });

  test("today is compared with yesterday until this time, a week with the week before", async () => {
    const { reports } = await reportsAt(noon, []);
    const today = await reports.report({ ...wish, span: { kind: "today" } });
    expect(new Date(today.before?.from ?? 0).toISOString()).toBe("2026-11-27T22:00:00.000Z");
    expect(new Date(today.before?.to ?? 0).toISOString()).toBe("2026-11-28T10:00:00.000Z");
    const week = await reports.report({ ...wish, span: { kind: "week" } });
    expect(new Date(week.range.from).toISOString()).toBe("2026-11-22T22:00:00.000Z");
    expect(new Date(week.before?.from ?? 0).toISOString()).toBe("2026-11-15T22:00:00.000Z");
    expect(new Date(week.before?.to ?? 0).toISOString()).toBe("2026-11-22T10:00:00.000Z");
  });

  test("days that are over are compared with as many before them", async () => {
    const { reports } = await reportsAt(noon, []);
    const first = { year: 2026, month: 10, day: 25 };
    const span = { kind: "days", first, last: { ...first, day: 26 } } as const;
    const { before } = await reports.report({ ...wish, span });
    expect(before).toEqual(calendar.days({ ...first, day: 23 }, { ...first, day: 24 }));
  });
});

test("a phone's own calls are in its figures, while they last and when they are over", async () => {
  const agent = await signedInPhone();
  agent.dials("1002");
  await agent.expects("dialing");
  const { reports } = await agent.phone.openDesk();
  const wish = {
    span: { kind: "today" },
    scope: { kind: "all" },
    slots: null,
    firstWeekday: 1,
  } as const;
  await expect.poll(async () => (await reports.report(wish)).lasting).toBe(1);
  const changed = vi.fn();
  const stop = reports.watch(changed);
  agent.does({ type: "hangUp" });
  await expect.poll(() => changed.mock.calls.length).toBeGreaterThan(0);
  stop();
  const { figures, lasting } = await reports.report(wish);
  expect(lasting).toBe(0);
  expect(figures.offeredOut.value).toBe(1);
});
