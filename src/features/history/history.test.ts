import { expect, test } from "vitest";

import { anyCall, historyLink, readHistoryLink } from "@/features/shared/history-link";
import { type HistoryRow, noWork } from "@/phone/history/history-row";

import { csvHead, isoWithOffset, toCsvLine } from "./csv";
import { exportCalls } from "./export-calls";
import { groupCalls } from "./group-calls";
import {
  type ChosenFilter,
  filterOf,
  isChosenFilter,
  isNarrowed,
  noFilter,
  toConditions,
} from "./history-filter";

const row = (id: string, change: Partial<HistoryRow> = {}): HistoryRow => ({
  id,
  agent: "1001",
  direction: "in",
  number: "+358401234567",
  name: "Maria",
  contactId: null,
  formatted: "+358 40 1234567",
  members: null,
  startedAt: Date.UTC(2026, 10, 29, 10),
  answeredAt: Date.UTC(2026, 10, 29, 10, 0, 5),
  endedAt: Date.UTC(2026, 10, 29, 10, 1, 35),
  heldMs: 12_400,
  endReason: "hungUp",
  sipStatus: null,
  queue: "support",
  queueLabel: "Support",
  waitedSeconds: 7,
  menuChoice: "Invoices",
  isInternal: false,
  callUuid: "u-1",
  instance: "tab",
  work: noWork,
  sync: "local",
  ...change,
});

const now = new Date(2026, 2, 29, 15, 30).getTime();
const chosen = (change: Partial<ChosenFilter>): ChosenFilter => ({ ...noFilter, ...change });
const day = (year: number, month: number, date: number) =>
  new Date(year, month - 1, date).getTime();

test.each([
  [chosen({}), null, null],
  [chosen({ span: "today" }), day(2026, 3, 29), null],
  // The clock is put forward on 29 March in most of Europe: days are days all the same.
  [chosen({ span: "week" }), day(2026, 3, 23), null],
  [
    chosen({ span: "custom", from: "2026-03-01", to: "2026-03-29" }),
    day(2026, 3, 1),
    day(2026, 3, 30),
  ],
  [chosen({ span: "custom", from: "2026-03-01" }), day(2026, 3, 1), null],
  [chosen({ span: "custom", to: "2026-12-31" }), null, day(2027, 1, 1)],
  [chosen({ span: "today", from: "2020-01-01" }), day(2026, 3, 29), null],
])("%j asks from %s to %s", (filter, from, to) => {
  expect(toConditions(filter, [], now)).toMatchObject({ from, to });
});

test("an outcome means all that are kinds of it, even where a configuration goes round in a circle", () => {
  const outcomes = [
    { id: "sale", parent: null },
    { id: "upgrade", parent: "sale" },
    { id: "big", parent: "upgrade" },
    { id: "one", parent: "other" },
    { id: "other", parent: "one" },
  ];
  const of = (outcome: string) => toConditions(chosen({ outcome }), outcomes, now).outcomes;
  expect(of("")).toEqual([]);
  expect(of("sale")).toEqual(["sale", "upgrade", "big"]);
  expect(of("one")).toEqual(["one", "other"]);
});

const readLink = (link: string) =>
  readHistoryLink(new URLSearchParams(link.slice(link.indexOf("?") + 1)));

test("a link tells which calls, and what nobody can have meant is left out of it", () => {
  const wish = {
    booked: { from: 1_000, to: 2_000 },
    direction: "in",
    ending: "missed",
    queue: "support & sales",
    scope: "customers",
    having: "hold",
  } as const;
  expect(readLink(historyLink(wish))).toEqual(wish);
  expect(historyLink(anyCall)).toBe("#/history");
  expect(readLink("#/history?")).toBeNull();
  expect(readLink("#/history?direction=up&from=2&to=1&ending=__proto__&having=")).toBeNull();
  expect(readLink("#/history?from=-1&to=1e9&direction=out")).toEqual({
    ...anyCall,
    direction: "out",
  });
});

test("a link's calls are asked for to the moment, also those that began the day before", () => {
  const [from, to] = [day(2026, 3, 29), day(2026, 3, 30)];
  const filter = filterOf({ ...anyCall, booked: { from, to }, direction: "in" });
  expect(isChosenFilter(filter)).toBe(true);
  expect(toConditions(filter, [], now)).toMatchObject({
    booked: { from, to },
    from: from - 86_400_000,
    to,
    direction: "in",
    scope: null,
    having: null,
  });
});

test("what was chosen on an older page is taken up only if it fits", () => {
  expect(isChosenFilter(chosen({ queue: "support", ending: "notHeard" }))).toBe(true);
  expect(isChosenFilter({ ...noFilter, span: "century" })).toBe(false);
  expect(isChosenFilter({ text: "maria" })).toBe(false);
  expect(isChosenFilter(null)).toBe(false);
  expect(isNarrowed(noFilter)).toBe(false);
  expect(isNarrowed(chosen({ isGrouped: true }))).toBe(false);
  expect(isNarrowed(chosen({ missedOnly: true }))).toBe(true);
});

test("calls are put together by contact, else by number; withheld ones stay alone", () => {
  const rows = [
    row("a", { contactId: "c" }),
    row("b"),
    row("c", { contactId: "c", number: "1002", formatted: null }),
    row("d", { number: "+358401234567", formatted: "+358 40 1234567" }),
    row("e", { number: "", formatted: null }),
    row("f", { number: "", formatted: null }),
  ];
  const ids = groupCalls(rows).map((group) => group.map(({ id }) => id).join(""));
  expect(ids).toEqual(["ac", "bd", "e", "f"]);
});

test("a call is a line with a cell for each column, and no formula", () => {
  const work = {
    ...noWork,
    note: '=HYPERLINK("http://evil","click"),\n+1',
    outcome: "sold",
    wrapUpMs: 20_000,
    survey: { csat: 5, nps: null },
  };
  const line = toCsvLine(row("a", { name: "@SUM(A1)", work }), () => "Sold › Big");
  const columns = csvHead.trim().split(",");
  // The note has commas and an end of line in it; everything before it has not.
  const cells = line.split(",");
  const cell = (name: string) => cells[columns.indexOf(name)];
  expect(cell("number")).toBe("+358401234567");
  expect(cell("name")).toBe("'@SUM(A1)");
  expect(cell("ending")).toBe("answered");
  expect(cell("durationSeconds")).toBe("90");
  expect(cell("holdSeconds")).toBe("12");
  expect(cell("wrapUpSeconds")).toBe("20");
  expect(cell("outcomeLabel")).toBe("Sold › Big");
  expect(line).toContain(`"'=HYPERLINK(""http://evil"",""click""),\n'+1"`);
  expect(new Date(cell("startedAt") ?? "").getTime()).toBe(row("a").startedAt);
});

test("a time says where it is", () => {
  expect(isoWithOffset(0)).toMatch(/^19(?:70-01-01|69-12-31)T\d\d:00:00[+-]\d\d:\d\d$/);
  for (const at of [0, now, Date.UTC(2026, 6, 1, 12, 34, 56)]) {
    expect(new Date(isoWithOffset(at)).getTime()).toBe(at);
  }
});

test("every call that is let through is written, page after page, until it is stopped", async () => {
  const all = Array.from({ length: 2_500 }, (_, index) => row(String(index)));
  const asked: (string | null)[] = [];
  const counts: number[] = [];
  const over = new AbortController();
  const options = {
    filter: { text: "", missedOnly: false },
    nameOutcome: () => null,
    written: (count: number) => counts.push(count),
    signal: over.signal,
    async search({ after = null, limit }: { after?: { id: string } | null; limit: number }) {
      asked.push(after?.id ?? null);
      const begin = after === null ? 0 : Number(after.id) + 1;
      return all.slice(begin, begin + limit);
    },
  };
  const text = await (await exportCalls(options)).text();
  expect(text.split("\r\n")).toHaveLength(2_502);
  expect(asked).toEqual([null, "999", "1999"]);
  expect(counts).toEqual([1_000, 2_000, 2_500]);
  over.abort();
  await expect(exportCalls(options)).rejects.toThrow();
});
