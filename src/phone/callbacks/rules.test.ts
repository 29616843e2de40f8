import { describe, expect, test } from "vitest";

import type { CallbackRow } from "./callback-row";
import { newRow } from "./new-row";
import {
  addMissed,
  dayMs,
  isToRemind,
  isWaiting,
  type PastCall,
  settle,
  sortDone,
  sortOpen,
  standingOf,
} from "./rules";

const minuteMs = 60_000;
const made = 1_000_000_000_000;

function callback(change: Partial<CallbackRow> = {}): CallbackRow {
  const number = "0401234567";
  return {
    ...newRow(change.kind ?? "promised", {
      number,
      formatted: "+358 40 1234567",
      key: "+358401234567",
      name: "Maria",
      contactId: null,
      queue: null,
      callId: "the-first",
    }),
    id: "row",
    createdAt: made,
    dueAt: made + 10 * minuteMs,
    remindAt: made + 10 * minuteMs,
    ...change,
  };
}

function call(change: Partial<PastCall> = {}): PastCall {
  const startedAt = change.startedAt ?? made + 20 * minuteMs;
  return {
    id: "call",
    agent: "1001",
    direction: "out",
    startedAt,
    answeredAt: startedAt + 5_000,
    endedAt: startedAt + 60_000,
    endReason: "hungUp",
    ...change,
  };
}

const tried = (id: string, startedAt: number, change: Partial<PastCall> = {}): PastCall =>
  call({ id, startedAt, answeredAt: null, endReason: "noAnswer", ...change });

const lost = (change: Partial<CallbackRow> = {}) =>
  callback({ kind: "lost", missed: [{ id: "m1", at: made }], dueAt: made, ...change });

describe("a callback is done", () => {
  test.each([
    ["by our answered call", callback(), call(), "answered"],
    ["by theirs that we answered", callback(), call({ direction: "in" }), "calledAgain"],
    ["by an answered call that is still up", callback(), call({ endedAt: null }), "answered"],
    [
      "before it was due, of the same day",
      callback({ dueAt: made + 20 * 60 * minuteMs }),
      call(),
      "answered",
    ],
    [
      "if it was asked for, by any call",
      callback({ kind: "asked", dueAt: made }),
      call(),
      "answered",
    ],
    ["if it was lost, by our call", lost(), call(), "answered"],
    [
      "long before it is due, by the call from its own row",
      callback({ dueAt: made + 9 * dayMs, calledAt: made + 20 * minuteMs - 50 }),
      call(),
      "answered",
    ],
  ])("%s", (_, row, past, how) => {
    const settled = settle(row, [past]);
    expect(settled.done).toEqual({ at: past.answeredAt, by: "1001", how, why: "" });
    expect(settled.attempts.map(({ answered }) => answered)).toEqual(
      past.direction === "out" ? [true] : [],
    );
  });

  test.each([
    ["the call it came from", callback(), call({ id: "the-first" })],
    ["a call before it was promised", callback(), call({ startedAt: made - minuteMs })],
    ["a call that nobody answered there", callback(), tried("call", made + minuteMs)],
    [
      "a call of theirs that we missed",
      callback(),
      tried("call", made + 1, { direction: "in", endReason: "missed" }),
    ],
    [
      "a call about today's matter, if it is promised for next week",
      callback({ dueAt: made + 7 * dayMs }),
      call(),
    ],
    [
      "a call from another row",
      callback({ dueAt: made + 7 * dayMs, calledAt: made - minuteMs }),
      call({ startedAt: made + minuteMs }),
    ],
    [
      "a call from before they called in vain",
      lost(),
      call({ startedAt: made - 2 * minuteMs, answeredAt: made - minuteMs }),
    ],
    [
      "a call between two of theirs",
      lost({
        missed: [
          { id: "m1", at: made },
          { id: "m2", at: made + 30 * minuteMs },
        ],
      }),
      call(),
    ],
  ])("not by %s", (_, row, past) => {
    expect(settle(row, [past]).done).toBeNull();
  });
});

describe("attempts", () => {
  test("each unanswered call is one, in the order of time", () => {
    const calls = [
      tried("b", made + 2 * minuteMs),
      tried("a", made + minuteMs, { endReason: "busy" }),
    ];
    expect(settle(callback(), calls)).toMatchObject({
      attempts: [
        { callId: "a", at: made + minuteMs, answered: false },
        { callId: "b", at: made + 2 * minuteMs, answered: false },
      ],
      done: null,
    });
  });

  test("the same calls told again change nothing: it is the same object", () => {
    const calls = [tried("a", made + minuteMs), tried("b", made + 2 * minuteMs)];
    const once = settle(callback(), calls);
    expect(settle(once, calls)).toBe(once);
    expect(settle(once, calls.slice(1))).toBe(once);
    const done = settle(once, [...calls, call()]);
    expect(settle(done, [call({ id: "later", startedAt: made + dayMs })])).toBe(done);
  });

  test.each(["connectionLost", "serverError", "failed"] as const)(
    "a call that ended as %s has tried nobody",
    (endReason) => {
      expect(settle(callback(), [tried("a", made + minuteMs, { endReason })]).attempts).toEqual([]);
    },
  );

  test("one that still rings there is none yet", () => {
    const row = callback();
    expect(settle(row, [tried("a", made + minuteMs, { endedAt: null, endReason: null })])).toBe(
      row,
    );
  });
});

test("they call in vain again: the count and the time rise, and calls from before close nothing", () => {
  const again = addMissed(lost(), { id: "m2", at: made + 5 * minuteMs });
  expect(again.missed.map(({ id }) => id)).toEqual(["m1", "m2"]);
  expect(again.dueAt).toBe(made + 5 * minuteMs);
  expect(settle(again, [call({ startedAt: made + minuteMs })]).done).toBeNull();
  expect(settle(again, [call({ startedAt: made + 6 * minuteMs })]).done).not.toBeNull();
});

test.each([
  [made - 1, "later"],
  [made, "due"],
  [made + 14 * minuteMs, "due"],
  [made + 15 * minuteMs, "overdue"],
] as const)("at %i it is %s", (now, standing) => {
  expect(standingOf({ dueAt: made }, now)).toBe(standing);
});

describe.each([
  ["mine, promised", { owner: "1001" }, true, true],
  ["anybody's, promised", { owner: null }, true, true],
  ["a colleague's", { owner: "1002" }, false, false],
  ["asked for and nobody's yet", { kind: "asked", owner: null }, true, false],
  ["asked for and mine", { kind: "asked", owner: "1001" }, true, true],
  ["lost", { kind: "lost", owner: null, remindAt: null }, false, false],
  ["put off", { owner: null, remindAt: made + dayMs }, true, false],
  ["reminded of", { owner: null, remindAt: null }, true, false],
] as const)("what is %s", (_, change, waits, reminds) => {
  const row = callback(change);
  const due = made + 10 * minuteMs;

  test(`${waits ? "is" : "is not"} counted, and ${reminds ? "is" : "is not"} reminded of`, () => {
    expect(isWaiting(row, "1001", due)).toBe(waits);
    expect(isToRemind(row, "1001", due)).toBe(reminds);
    expect(isWaiting(row, "1001", due - 1)).toBe(false);
    expect(isToRemind(row, "1001", due - 1)).toBe(false);
  });
});

test("open ones stand by when they are due, done ones by when they were done, for seven days", () => {
  const done = (id: string, at: number): CallbackRow =>
    callback({ id, done: { at, by: "1001", how: "answered", why: "" } });
  const rows = [
    callback({ id: "later", dueAt: made + 3 }),
    callback({ id: "overdue", dueAt: made - dayMs }),
    callback({ id: "due", dueAt: made }),
    done("old", made - 8 * dayMs),
    done("first", made - 2),
    done("last", made - 1),
  ];
  expect(sortOpen(rows).map(({ id }) => id)).toEqual(["overdue", "due", "later"]);
  expect(sortDone(rows, made).map(({ id }) => id)).toEqual(["last", "first"]);
});
