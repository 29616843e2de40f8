import { describe, expect, test } from "vitest";

import type { ShiftRow } from "@/phone/agent/shift-row";
import type { EndReason } from "@/phone/calls/call";
import type { HistoryRow } from "@/phone/history/history-row";
import { callRow, hourMs, minuteMs, secondMs, shiftRow } from "@/testing/report-rows";

import { createCalendar } from "./days";
import { reaches, targetIn, type FigureId } from "./figure";
import { additiveIds, callsOf, type FigureOptions, figuresOf, readRows, rowsFor } from "./figures";

const dayMs = 24 * hourMs;
/** A Monday in Helsinki, from midnight to midnight. */
const day = createCalendar("Europe/Helsinki").days(
  { year: 2026, month: 11, day: 23 },
  { year: 2026, month: 11, day: 23 },
);
/** A time of that day. */
const clock = (hours: number, minutes = 0, seconds = 0): number =>
  day.from + hours * hourMs + minutes * minuteMs + seconds * secondMs;

const options: FigureOptions = {
  scope: { kind: "all" },
  resolvedDays: 7,
  outcomes: [
    { id: "sale", resolved: true, conversion: true },
    { id: "question", resolved: true, conversion: false },
    { id: "open", resolved: false, conversion: false },
    { id: "wrong", resolved: null, conversion: false },
  ],
  asking: ["support"],
  // Long enough ago for every window to be over.
  now: day.to + 30 * dayMs,
};

function figures(
  rows: readonly HistoryRow[],
  shifts: readonly ShiftRow[] = [],
  more: Partial<FigureOptions> = {},
) {
  const since = rows.length === 0 ? null : Math.min(...rows.map(({ startedAt }) => startedAt));
  return figuresOf(readRows(rows, shifts, since, { ...options, ...more }), day);
}

describe("calls by what became of them", () => {
  test.each([
    ["in", null, "missed", "missedIn"],
    ["in", null, "busyHere", "missedIn"],
    ["in", null, "missedUnheard", "unheardIn"],
    ["in", null, "declined", "declinedIn"],
    ["in", null, "redirected", "sentOnIn"],
    ["in", null, "answeredElsewhere", "elsewhereIn"],
    ["in", null, "connectionLost", "failedIn"],
    ["in", null, "serverError", "failedIn"],
    ["in", 20, "hungUpThere", "answeredIn"],
    ["in", 20, "connectionLost", "answeredIn"],
    ["out", 20, "hungUp", "answeredOut"],
    ["out", null, "noAnswer", "unansweredOut"],
    ["out", null, "busy", "unansweredOut"],
    ["out", null, "cancelled", "unansweredOut"],
    ["out", null, "declinedThere", "unansweredOut"],
    ["out", null, "serverError", "failedOut"],
    ["out", null, "connectionLost", "failedOut"],
  ] as const)("%s, up for %s s, %s: %s", (direction, upSeconds, endReason, id) => {
    const row = callRow({
      at: clock(9),
      ...(upSeconds === null ? {} : { upSeconds }),
      row: { direction, endReason },
    });
    const found = figures([row]);
    const counted = additiveIds.filter(
      (each) => found[each].unit === "count" && found[each].value === 1,
    );
    expect(counted).toEqual([direction === "in" ? "offeredIn" : "offeredOut", id]);
  });

  test("what became of the calls adds up to what was offered", () => {
    const reasons = ["missed", "missedUnheard", "declined", "redirected", "answeredElsewhere"];
    const rows = [
      ...reasons.map((endReason) =>
        callRow({ at: clock(9), row: { endReason: endReason as EndReason } }),
      ),
      callRow({ at: clock(9), row: { endReason: "failed" } }),
      callRow({ at: clock(9), upSeconds: 9 }),
    ];
    const found = figures(rows);
    const parts: FigureId[] = [
      "answeredIn",
      "missedIn",
      "unheardIn",
      "declinedIn",
      "sentOnIn",
      "elsewhereIn",
      "failedIn",
    ];
    expect(found.offeredIn.value).toBe(7);
    expect(parts.reduce((sum, id) => sum + (found[id].value ?? 0), 0)).toBe(7);
  });

  test("a call that still lasts is in no figure, and is told of", () => {
    const row = { ...callRow({ at: clock(9), upSeconds: 60 }), endedAt: null, endReason: null };
    const done = callRow({ at: clock(8), upSeconds: 60 });
    expect(figures([row, done])).toMatchObject({
      offeredIn: { value: 1 },
      talk: { value: 60_000 },
    });
    expect(readRows([row, done], [], 0, options).lasting).toBe(1);
  });

  test("a call whose wrap-up still lasts is not over either", () => {
    const row = callRow({ id: "a", at: clock(9), upSeconds: 60 });
    const wrapUp = shiftRow("wrapUp", clock(9, 1, 5), null, { callId: "a" });
    expect(figures([row], [wrapUp]).offeredIn.value).toBe(0);
    expect(readRows([row], [wrapUp], 0, options).lasting).toBe(1);
    // A page that was closed in a wrap-up never wrote its end; what the agent did next tells that it is over.
    const next = shiftRow("ready", clock(9, 5), clock(10));
    expect(figures([row], [wrapUp, next]).offeredIn.value).toBe(1);
  });
});

describe("time in calls", () => {
  // 3 calls answered, 1 missed. Up 120 + 300 + 60 = 480 s, of which held 20 + 100 + 0 = 120 s: talk 360 s.
  // Wrap-up 30 + 0 + 15 = 45 s.
  const rows = [
    callRow({ at: clock(9), ringSeconds: 4, upSeconds: 120, heldSeconds: 20, wrapUpSeconds: 30 }),
    callRow({ at: clock(10), ringSeconds: 8, upSeconds: 300, heldSeconds: 100 }),
    callRow({ at: clock(11), upSeconds: 60, wrapUpSeconds: 15, row: { direction: "out" } }),
    callRow({ at: clock(12) }),
  ];

  test.each([
    ["talk", 360_000, 3],
    ["hold", 120_000, 2],
    ["wrapUp", 45_000, 2],
    ["aht", (360_000 + 120_000 + 45_000) / 3, 3], // 525 s / 3 = 175 s
    ["acw", 45_000 / 2, 2], // of the two calls that had any: 22.5 s
    ["holdPerCall", 120_000 / 2, 2], // 60 s
    ["longestHold", 100_000, 2],
  ] as const)("%s is %s of %i calls", (id, value, n) => {
    expect(figures(rows)[id]).toMatchObject({ value, n, unit: "ms", unknown: null });
  });

  test("AHT says what it was divided by", () => {
    expect(figures(rows).aht).toMatchObject({ numerator: 525_000, denominator: 3 });
  });

  test.each([
    ["aht", "noAnswered"],
    ["acw", "noWrapUp"],
    ["asa", "noAnsweredIn"],
    ["asaP90", "noAnsweredIn"],
    ["holdPerCall", "noHold"],
    ["longestHold", "noHold"],
    ["transferRate", "noAnswered"],
    ["answerSeizure", "nonePlaced"],
    ["occupancy", "noShifts"],
    ["utilisation", "noShifts"],
    ["signedOn", "noShifts"],
    ["callsPerHour", "noShifts"],
    ["fcr", "noContacts"],
    ["resolution", "noOutcomes"],
    ["conversion", "noOutcomes"],
    ["csat", "noSurveys"],
    ["dsat", "noSurveys"],
    ["nps", "noSurveys"],
    ["surveyResponse", "noQueueCalls"],
  ] as const)("after a missed call alone, %s is not known: %s", (id, unknown) => {
    const found = figures([callRow({ at: clock(9) })])[id];
    expect(found).toMatchObject({ value: null, numerator: null, denominator: null, unknown });
  });

  test("where nothing was kept nothing is known, not even a zero", () => {
    for (const { value, unknown } of Object.values(figures([]))) {
      expect(value).toBeNull();
      expect(unknown).not.toBeNull();
    }
    const later = [callRow({ at: day.to + hourMs, upSeconds: 9 })];
    expect(figures(later).offeredIn).toMatchObject({ value: null, unknown: "noData" });
  });

  test("a conference is no call more, and its time belongs to the calls it was made of", () => {
    // Two calls of 60 s that were joined, and 300 s together: (60 + 60 + 300) / 2 = 210 s.
    const joined = ["1", "2"].map((id) =>
      callRow({ id, at: clock(9), upSeconds: 60, row: { endReason: "joined" } }),
    );
    const conference = callRow({
      at: clock(9, 2),
      upSeconds: 300,
      row: { direction: "out", number: "", formatted: null, members: ["Maria", "Omar"] },
    });
    const found = figures([...joined, conference]);
    expect(found).toMatchObject({ offeredIn: { value: 2 }, offeredOut: { value: 0 } });
    expect(found.aht).toMatchObject({ value: 210_000, numerator: 420_000, denominator: 2 });
  });
});

describe("the wait of answered calls", () => {
  // In the queue + ringing: 10 + 5 = 15, 0 + 3 = 3 (direct), 20 + 2 = 22, 40 + 20 = 60 s. Sum 100 s.
  const queued = (waitedSeconds: number | null) => ({ queue: "support", waitedSeconds });
  const rows = [
    callRow({ at: clock(9), ringSeconds: 5, upSeconds: 9, row: queued(10) }),
    callRow({ at: clock(9), ringSeconds: 3, upSeconds: 9 }),
    callRow({ at: clock(9), ringSeconds: 2, upSeconds: 9, row: queued(20) }),
    callRow({ at: clock(9), ringSeconds: 20, upSeconds: 9, row: queued(40) }),
    // None of these is one of them: missed, outgoing, not known how long.
    callRow({ at: clock(9), ringSeconds: 50, row: queued(90) }),
    callRow({ at: clock(9), ringSeconds: 50, upSeconds: 9, row: { direction: "out" } }),
    callRow({ at: clock(9), ringSeconds: 50, upSeconds: 9, row: queued(null) }),
  ];

  test("has a mean, a middle and a ninth of ten", () => {
    const found = figures(rows);
    expect(found.asa).toMatchObject({
      value: 25_000,
      numerator: 100_000,
      denominator: 4,
      leftOut: 1,
    });
    // 3, 15, 22, 60: between 15 and 22.
    expect(found.asaMedian).toMatchObject({ value: 18_500, n: 4 });
    // The nearest rank of 90 % of four: the fourth.
    expect(found.asaP90).toMatchObject({ value: 60_000, n: 4 });
  });

  test("of ten the ninth is the ninetieth", () => {
    const ten = Array.from({ length: 10 }, (_, index) =>
      callRow({ at: clock(9), ringSeconds: index + 1, upSeconds: 9 }),
    );
    expect(figures(ten)).toMatchObject({ asaP90: { value: 9_000 }, asaMedian: { value: 5_500 } });
  });
});

describe("transfers", () => {
  const transferred = { endReason: "transferred" } as const;
  test("are those of answered calls", () => {
    // 1 of 4.
    const rows = [
      callRow({ at: clock(9), upSeconds: 60, row: transferred }),
      ...[10, 11, 12].map((hour) => callRow({ at: clock(hour), upSeconds: 60 })),
      callRow({ at: clock(13) }),
    ];
    expect(figures(rows)).toMatchObject({
      transfers: { value: 1 },
      transferRate: { value: 25, numerator: 1, denominator: 4 },
    });
  });

  test("whoever was asked before is not transferred too", () => {
    const customer = callRow({ at: clock(9), upSeconds: 120, row: transferred });
    const asked = callRow({
      at: clock(9, 1),
      upSeconds: 64,
      row: { ...transferred, direction: "out", number: "1002" },
    });
    // Another customer's, a minute later, is one of its own.
    const other = callRow({ at: clock(9, 2, 30), upSeconds: 60, row: transferred });
    expect(figures([asked, customer, other]).transfers.value).toBe(2);
  });
});

describe("an agent's time", () => {
  // Signed on 8:00 to 12:00: ready 8:00-10:00, break 10:00-10:30, ready 10:30-12:00; in no queue 12:00-13:00.
  const shifts = [
    shiftRow("ready", clock(8), clock(10)),
    shiftRow("break", clock(10), clock(10, 30), { reason: "coffee" }),
    shiftRow("ready", clock(10, 30), clock(12)),
    shiftRow("out", clock(12), clock(13)),
  ];
  // Up 9:00:00-9:30:00 with wrap-up to 9:40; 11:00-11:20. Busy 40 + 20 = 60 min.
  const rows = [
    callRow({ at: clock(8, 59, 50), ringSeconds: 10, upSeconds: 1_800, wrapUpSeconds: 600 }),
    callRow({
      at: clock(10, 59, 50),
      ringSeconds: 10,
      upSeconds: 1_200,
      row: { direction: "out" },
    }),
  ];

  test("occupancy leaves breaks out, utilisation does not", () => {
    // Ready 120 + 90 = 210 min, of which busy 60: available 150. 60 / (60 + 150) = 28.571… %
    // Signed in 300 min: 60 / 300 = 20 %. Signed on 240 min = 4 h: 2 / 4 = 0.5 calls per hour.
    const found = figures(rows, shifts);
    expect(found.occupancy).toMatchObject({
      numerator: hourMs,
      denominator: 210 * minuteMs,
      unit: "percent",
    });
    expect(found.occupancy.value).toBeCloseTo(100 * (60 / 210), 10);
    expect(found.utilisation).toMatchObject({ value: 20, denominator: 300 * minuteMs });
    expect(found.callsPerHour).toMatchObject({ value: 0.5, numerator: 2, denominator: 4 * hourMs });
    expect(found.signedOn).toMatchObject({ value: 4 * hourMs, kind: "sum" });
  });

  test("two calls at once take no more time than one", () => {
    // 9:00-9:30 and, asking a colleague, 9:10-9:20: busy 30 min; ready 2 h.
    const twice = [
      callRow({ at: clock(9), ringSeconds: 0, upSeconds: 1_800, heldSeconds: 600 }),
      callRow({ at: clock(9, 10), ringSeconds: 0, upSeconds: 600, row: { direction: "out" } }),
    ];
    const found = figures(twice, [shiftRow("ready", clock(8), clock(10))]);
    expect(found.occupancy).toMatchObject({ value: 25, numerator: 30 * minuteMs });
    // The calls themselves are both counted whole: 30 + 10 min.
    expect((found.talk.value ?? 0) + (found.hold.value ?? 0)).toBe(40 * minuteMs);
  });

  test("a call in no queue is no call of the hours in the queue", () => {
    const out = callRow({ at: clock(12, 30), upSeconds: 60, row: { direction: "out" } });
    expect(figures([...rows, out], shifts).callsPerHour).toMatchObject({ value: 0.5, n: 2 });
  });

  test("a stretch that has no end is known as long as it was seen", () => {
    const seen = shiftRow("ready", clock(8), null, { seenAt: clock(9) });
    expect(figures(rows, [seen]).signedOn.value).toBe(hourMs);
  });

  test("only what lies in the range counts: a night shift belongs to both days", () => {
    // 22:00 to 02:00: two hours on each side of midnight; 23:50 to 00:20 busy, ten minutes of it here.
    const night = [shiftRow("ready", clock(22), clock(26))];
    const call = callRow({ at: clock(23, 50), ringSeconds: 0, upSeconds: 1_800 });
    const found = figures([call, callRow({ at: clock(1) })], night);
    expect(found.signedOn.value).toBe(2 * hourMs);
    expect(found.occupancy).toMatchObject({ numerator: 10 * minuteMs, denominator: 2 * hourMs });
    // The call itself is booked where it ends: tomorrow.
    expect(found).toMatchObject({ answeredIn: { value: 0 }, talk: { value: 0 } });
  });

  test("a call that is up now is busy until now", () => {
    const up = { ...callRow({ at: clock(9), ringSeconds: 0, upSeconds: 1 }), endedAt: null };
    const ready = [shiftRow("ready", clock(8), null, { seenAt: clock(10) })];
    const found = figures([up, callRow({ at: clock(7) })], ready, { now: clock(10) });
    expect(found.occupancy.value).toBe(50);
  });

  test("of one queue it is not known", () => {
    const found = figures(rows, shifts, { scope: { kind: "direct" } });
    for (const id of ["occupancy", "utilisation", "callsPerHour", "signedOn"] as const) {
      expect(found[id]).toMatchObject({ value: null, unknown: "notOfSome" });
    }
  });
});

describe("resolved at first contact", () => {
  const number = (digits: string) => ({ number: digits, formatted: digits });
  const maria = callRow({ at: clock(9), upSeconds: 60, row: number("+3581") });
  const again = (afterMs: number, row: Partial<HistoryRow> = {}) =>
    callRow({ at: (maria.endedAt ?? 0) + afterMs, row: { ...number("+3581"), ...row } });
  const value = (...rows: readonly HistoryRow[]) => figures([maria, ...rows]).fcr;

  test("unless the same number calls within the days, whether or not anybody answers", () => {
    expect(value()).toMatchObject({ value: 100, numerator: 1, denominator: 1 });
    expect(value(again(dayMs))).toMatchObject({ value: 0, numerator: 0, denominator: 1 });
    expect(value(again(7 * dayMs)).value).toBe(0);
  });

  test("just outside of the window is another matter", () => {
    expect(value(again(7 * dayMs + 1)).value).toBe(100);
    expect(figures([maria, again(2 * dayMs)], [], { resolvedDays: 1 }).fcr.value).toBe(100);
  });

  test("three of four", () => {
    // Maria, and three others, one of whom calls again the next day: 3 / 4 = 75 %.
    const others = ["2", "3", "4"].map((digit) =>
      callRow({ at: clock(10), upSeconds: 60, row: number(`+358${digit}`) }),
    );
    const repeat = callRow({ at: clock(34), row: number("+3583") });
    expect(figures([maria, ...others, repeat]).fcr).toMatchObject({
      value: 75,
      numerator: 3,
      denominator: 4,
    });
  });

  test("what is no repeat: our calling back, a colleague's call, the same call once more, one before", () => {
    expect(value(again(dayMs, { direction: "out" })).value).toBe(100);
    expect(value(again(dayMs, { isInternal: true })).value).toBe(100);
    expect(value(again(-2 * hourMs)).value).toBe(100);
    const own = { ...maria, callUuid: "u" };
    expect(figures([own, again(minuteMs, { callUuid: "u" })]).fcr.value).toBe(100);
    expect(figures([own, again(minuteMs, { callUuid: "v" })]).fcr.value).toBe(0);
  });

  test("the same number is the same however it is written", () => {
    const local = { number: "0401234567", formatted: "+358 40 1234567" };
    const e164 = { number: "+358401234567", formatted: null };
    const first = callRow({ at: clock(9), upSeconds: 60, row: local });
    expect(figures([first, callRow({ at: clock(30), row: e164 })]).fcr.value).toBe(0);
  });

  test("internal, outgoing and unanswered calls are no contacts; withheld numbers are left out", () => {
    const rows = [
      callRow({ at: clock(9), upSeconds: 60, row: { isInternal: true } }),
      callRow({ at: clock(9), upSeconds: 60, row: { direction: "out" } }),
      callRow({ at: clock(9) }),
      callRow({ at: clock(9), upSeconds: 60, row: { number: "", formatted: null } }),
      callRow({ at: clock(9, 5), upSeconds: 60, row: { number: "", formatted: null } }),
    ];
    expect(figures(rows).fcr).toMatchObject({ value: null, n: 0, leftOut: 2, unknown: "tooYoung" });
  });

  test("calls that are too young to know are left out, repeated or not", () => {
    const now = (maria.endedAt ?? 0) + 7 * dayMs;
    expect(figures([maria], [], { now }).fcr).toMatchObject({ value: 100, leftOut: 0 });
    const young = { now: now - 1 };
    expect(figures([maria], [], young).fcr).toMatchObject({ unknown: "tooYoung", leftOut: 1 });
    expect(figures([maria, again(minuteMs)], [], young).fcr).toMatchObject({
      value: null,
      leftOut: 1,
    });
  });
});

describe("what came of the calls", () => {
  const withOutcome = (outcome: string | null, more: Partial<HistoryRow> = {}) =>
    callRow({ at: clock(9), upSeconds: 60, row: more, work: { outcome } });

  test("conversion and resolution are of the answered calls whose outcome says something", () => {
    // sale, sale, question, open, wrong, one without, one of an outcome that is no more; a missed one with one.
    const rows = [
      ...["sale", "sale", "question", "open", "wrong", null, "gone"].map((id) => withOutcome(id)),
      callRow({ at: clock(10), work: { outcome: "sale" } }),
    ];
    const found = figures(rows);
    // 2 sales of 5 (sale, sale, question, open, wrong).
    expect(found.conversion).toMatchObject({ value: 40, numerator: 2, denominator: 5, leftOut: 2 });
    // 3 resolved of 4: "wrong" says nothing of it.
    expect(found.resolution).toMatchObject({ value: 75, numerator: 3, denominator: 4, leftOut: 3 });
  });

  test("where no outcome is a conversion, none of the calls failed to be one", () => {
    const outcomes = [{ id: "question", resolved: null, conversion: false }];
    const found = figures([withOutcome("question")], [], { outcomes });
    expect(found.conversion).toMatchObject({ value: null, unknown: "noSuchOutcome" });
    expect(found.resolution).toMatchObject({ value: null, unknown: "noSuchOutcome" });
  });

  test("outgoing calls: answered of all that were made", () => {
    // ITU-T E.425: every seizure, also those given up here. 2 of 5.
    const reasons: EndReason[] = ["busy", "noAnswer", "cancelled"];
    const rows = [
      ...reasons.map((endReason) =>
        callRow({ at: clock(9), row: { direction: "out", endReason } }),
      ),
      ...[9, 10].map((hour) =>
        callRow({ at: clock(hour), upSeconds: 60, row: { direction: "out" } }),
      ),
      callRow({ at: clock(9), upSeconds: 60 }),
    ];
    expect(figures(rows).answerSeizure).toMatchObject({ value: 40, numerator: 2, denominator: 5 });
  });

  test("surveys: CSAT is 4 and 5, DSAT 1 and 2, NPS 9-10 less 0-6", () => {
    const answers = [
      { csat: 5, nps: 10 },
      { csat: 4, nps: 9 },
      { csat: 4, nps: 9 },
      { csat: 3, nps: 8 },
      { csat: 1, nps: 6 },
      { csat: null, nps: 0 },
      null,
      null,
    ];
    const rows = answers.map((survey) =>
      callRow({ at: clock(9), upSeconds: 60, row: { queue: "support" }, work: { survey } }),
    );
    const found = figures(rows);
    expect(found.csat).toMatchObject({ value: 60, numerator: 3, denominator: 5 }); // 3 of 5
    expect(found.dsat).toMatchObject({ value: 20, numerator: 1, denominator: 5 }); // 1 of 5
    // 3 promoters, 2 detractors of 6: (3 - 2) / 6 = 16.67
    expect(found.nps).toMatchObject({ numerator: 1, denominator: 6, unit: "points" });
    expect(found.nps.value).toBeCloseTo(100 / 6, 10);
    // 6 answers to 8 calls of a queue that asks.
    expect(found.surveyResponse).toMatchObject({ value: 75, numerator: 6, denominator: 8 });
  });

  test("who was not asked is not counted among those who gave no answer", () => {
    const survey = { csat: 4, nps: null };
    const rows = [
      callRow({ at: clock(9), upSeconds: 60, row: { queue: "support" }, work: { survey } }),
      callRow({ at: clock(9), upSeconds: 60, row: { queue: "support" } }),
      callRow({ at: clock(9), upSeconds: 60, row: { queue: "sales" } }),
      callRow({ at: clock(9), upSeconds: 60 }),
    ];
    const { surveyResponse } = figures(rows);
    expect(surveyResponse).toMatchObject({ value: 50, numerator: 1, denominator: 2 });
    expect(figures(rows, [], { asking: ["sales", "support"] }).surveyResponse.denominator).toBe(3);
    expect(figures(rows, [], { asking: [] }).surveyResponse).toMatchObject({
      value: null,
      unknown: "noneAsks",
    });
  });

  test("NPS can be less than nothing", () => {
    const survey = { csat: null, nps: 3 };
    expect(figures([callRow({ at: clock(9), upSeconds: 6, work: { survey } })]).nps.value).toBe(
      -100,
    );
  });
});

describe("where a call is booked", () => {
  test.each([
    // The last moment of the day before, the first of this one, the last of it, the first of the next.
    [day.from - 1, 0],
    [day.from, 1],
    [day.to - 1, 1],
    [day.to, 0],
  ])("its work is over at %i: %i", (over, count) => {
    const row = callRow({ at: over - 75 * secondMs, upSeconds: 60, wrapUpSeconds: 10 });
    const old = callRow({ at: day.from - hourMs });
    expect(figures([old, row]).answeredIn.value).toBe(count);
    expect(figures([old, row]).talk.value).toBe(count * 60_000);
  });

  test("one that ends yesterday and is worked on until today belongs to today, whole", () => {
    const row = callRow({ at: day.from - 80 * secondMs, upSeconds: 60, wrapUpSeconds: 30 });
    expect(figures([row])).toMatchObject({ talk: { value: 60_000 }, wrapUp: { value: 30_000 } });
  });
});

describe("of some calls", () => {
  const rows = [
    callRow({ at: clock(9), upSeconds: 10, row: { queue: "support" } }),
    callRow({ at: clock(9), upSeconds: 20, row: { queue: "sales" } }),
    callRow({ at: clock(9), upSeconds: 40, row: { isInternal: true } }),
    callRow({ at: clock(9), upSeconds: 80 }),
  ];
  test.each([
    [{ kind: "all" }, 150],
    [{ kind: "customers" }, 110],
    [{ kind: "direct" }, 120],
    [{ kind: "queue", queue: "support" }, 10],
    [{ kind: "queue", queue: "none" }, 0],
  ] as const)("%j: talk %i s", (scope, seconds) => {
    expect(figures(rows, [], { scope }).talk.value).toBe(seconds * secondMs);
  });

  test("a repeat is one whichever queue it came through", () => {
    const again = callRow({ at: clock(30), row: { queue: "sales" } });
    const scope = { kind: "queue", queue: "support" } as const;
    expect(figures([rows[0]!, again], [], { scope }).fcr.value).toBe(0);
  });
});

test("the calls of a figure are listed with what they bring to it, newest first", () => {
  const rows = [
    callRow({ id: "a", at: clock(9), upSeconds: 60, work: { outcome: "sale" } }),
    callRow({ id: "b", at: clock(10), upSeconds: 60, work: { outcome: "open" } }),
    callRow({ id: "c", at: clock(11), upSeconds: 60 }),
    callRow({ id: "d", at: clock(12) }),
  ];
  const read = readRows(rows, [], 0, options);
  const list = callsOf(read, day, "conversion").map(({ row, ...share }) => [row.id, share]);
  expect(list).toEqual([
    ["c", { top: 0, bottom: 0, isLeftOut: true }],
    ["b", { top: 0, bottom: 1, isLeftOut: false }],
    ["a", { top: 1, bottom: 1, isLeftOut: false }],
  ]);
  expect(callsOf(read, day, "occupancy")).toHaveLength(3);
});

test("targets are seconds, percent or counts, and say which way is better", () => {
  const found = figures([callRow({ at: clock(9), upSeconds: 60 })]);
  expect(targetIn("ms", 90)).toBe(90_000);
  expect(targetIn("percent", 85)).toBe(85);
  expect(reaches(found.aht, targetIn("ms", 60))).toBe(true);
  expect(reaches(found.aht, targetIn("ms", 59))).toBe(false);
  expect(reaches(found.fcr, 100)).toBe(true);
  expect(reaches(found.offeredIn, 5)).toBeNull();
  expect(reaches(found.csat, 80)).toBeNull();
});

describe("parts and the whole", () => {
  /** Numbers that look random and are the same each time (Park and Miller). */
  function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state = (state * 48_271) % 2_147_483_647;
      return state % below;
    };
  }

  const calendars = ["Europe/Helsinki", "Africa/Cairo", "America/St_Johns", "Australia/Lord_Howe"];
  test.each(calendars.flatMap((zone, index) => [1, 2, 3].map((seed) => [zone, seed + index * 10])))(
    "in %s, with the seed %i, the days of a quarter with a change of the clocks add up to it",
    (zone, seed) => {
      const calendar = createCalendar(zone as string);
      const first = { year: 2026, month: 9, day: 15 };
      const quarter = calendar.days(first, { year: 2026, month: 12, day: 14 });
      const below = random(seed as number);
      const span = Math.floor((quarter.to - quarter.from) / secondMs);
      const endings: EndReason[] = ["missed", "declined", "busy", "serverError", "noAnswer"];
      const rows = Array.from({ length: 2_000 }, () =>
        callRow({
          // Some begin before it and some end after it.
          at: quarter.from + (below(span + 8_000) - 4_000) * secondMs,
          ...(below(3) === 0 ? {} : { upSeconds: below(4_000) }),
          heldSeconds: below(200),
          wrapUpSeconds: below(2) * below(600),
          row: {
            direction: below(2) === 0 ? "in" : "out",
            endReason: below(6) === 0 ? "transferred" : (endings[below(5)] ?? "missed"),
          },
        }),
      );
      const shifts = Array.from({ length: 200 }, () => {
        const from = quarter.from + below(span) * secondMs;
        return shiftRow("ready", from, from + below(30_000) * secondMs);
      });
      const read = readRows(rows, shifts, 0, options);
      const whole = figuresOf(read, quarter);
      for (const size of ["day", "week"] as const) {
        const parts = calendar.cut(quarter, size, 1).map((part) => figuresOf(read, part));
        for (const id of additiveIds) {
          const sum = parts.reduce((total, part) => total + (part[id].value ?? 0), 0);
          expect(sum, `${id} by ${size}`).toBe(whole[id].value);
        }
      }
      expect(whole.offeredIn.value).toBeGreaterThan(100);
    },
  );
});

test("what is read for a range holds the calls that began before it and those that came again", () => {
  const { from, to } = rowsFor(day, 7);
  expect(from).toBeLessThanOrEqual(day.from - dayMs);
  expect(to).toBeGreaterThanOrEqual(day.to + 7 * dayMs);
});
