import { describe, expect, test } from "vitest";

import { readDeskConfig } from "@/phone/config/desk-config";

import { type AgentRow, unknownRow } from "./agent-row";
import { type Acknowledged, findAlarms } from "./alarms";
import type { Alarm, FloorAgent } from "./floor-state";
import { unknownQueue } from "./read-queue";

const now = 1_800_000_000_000;
const ago = (seconds: number): number => now - seconds * 1_000;

const { fields: policy } = readDeskConfig({
  queues: [{ number: "500", name: "Sales", id: "sales", wrapUp: { mode: "fixed", seconds: 20 } }],
});

function row(
  extension: string,
  agent: Partial<FloorAgent>,
  more: Partial<Omit<AgentRow, "agent">> = {},
): AgentRow {
  const unknown = unknownRow(extension, extension);
  return { ...unknown, ...more, agent: { ...unknown.agent, ...agent } };
}

function look(
  rows: readonly AgentRow[],
  {
    acknowledged = new Map(),
    before = [],
    at = now,
    rules = policy,
    oldestAt = null as number | null,
  }: {
    acknowledged?: Acknowledged;
    before?: readonly Alarm[];
    at?: number;
    rules?: typeof policy;
    oldestAt?: number | null;
  } = {},
): readonly Alarm[] {
  const queues = [{ ...unknownQueue("sales"), oldestAt }];
  return findAlarms({ rows, queues }, rules, acknowledged, before, at);
}

const rulesOf = (alarms: readonly Alarm[]): string => alarms.map(({ rule }) => rule).join();

describe("the rules that nobody has written", () => {
  test.each([
    ["a call of 14:59", row("1", { state: "talking" }, { callSince: ago(899) }), ""],
    ["a call of 15:00", row("1", { state: "talking" }, { callSince: ago(900) }), "long_call"],
    ["a short hold", row("1", { state: "hold", since: ago(179) }), ""],
    ["a long hold", row("1", { state: "hold", since: ago(180) }), "long_hold"],
    ["bad sound at once", row("1", { quality: "bad" }, { badSince: ago(9) }), ""],
    ["bad sound for a while", row("1", { quality: "bad" }, { badSince: ago(10) }), "bad_sound"],
    ["a break in time", row("1", { state: "break", reason: "coffee", since: ago(599) }), ""],
    ["a late break", row("1", { state: "break", reason: "coffee", since: ago(600) }), "late_break"],
    ["a break of no length", row("1", { state: "break", reason: "x", since: ago(9_999) }), ""],
    ["wrap-up in time", row("1", { state: "wrapUp", queue: "sales", since: ago(19) }), ""],
    ["late", row("1", { state: "wrapUp", queue: "sales", since: ago(20) }), "late_wrap_up"],
    ["wrap-up of no length", row("1", { state: "wrapUp", since: ago(9_999) }), ""],
    ["a raised hand", row("1", { hand: { since: now, reason: null } }), "help"],
    ["nobody knows since when", row("1", { state: "hold", since: null }), ""],
  ])("%s", (_, agent, expected) => {
    expect(rulesOf(look([agent]))).toBe(expected);
  });

  test("a caller who waits too long", () => {
    expect(look([], { oldestAt: ago(119) })).toEqual([]);
    expect(look([], { oldestAt: ago(150) })).toEqual([
      {
        key: "long_wait queue sales",
        rule: "long_wait",
        about: { kind: "queue", id: "sales" },
        since: ago(30),
        acknowledgedBy: null,
      },
    ]);
  });
});

test("hands come first, then the oldest", () => {
  const alarms = look(
    [
      row("1", { state: "hold", since: ago(200) }),
      row("2", { hand: { since: now, reason: null } }),
      row("3", { state: "hold", since: ago(300) }),
    ],
    { oldestAt: ago(9_999) },
  );
  expect(alarms.map(({ about }) => about.id)).toEqual(["2", "sales", "3", "1"]);
});

test("a rule of one's own, at once and with its own length", () => {
  const { fields } = readDeskConfig({
    supervision: {
      alarms: [
        { id: "any_break", label: "Break", when: "break", seconds: 60 },
        { id: "any_hold", label: "Hold", when: "hold" },
      ],
    },
  });
  const rows = [
    row("1", { state: "break", reason: "x", since: ago(60) }),
    row("2", { state: "hold", since: now }),
  ];
  expect(rulesOf(look(rows, { rules: fields }))).toBe("any_break,any_hold");
});

describe("an alarm that has been seen", () => {
  const rows = [row("1", { state: "hold", since: ago(200) })];
  const key = "long_hold agent 1";

  test("says who has seen it, until it is another one", () => {
    const acknowledged = new Map([[key, { since: ago(20), by: "1005" }]]);
    expect(look(rows, { acknowledged })[0]?.acknowledgedBy).toBe("1005");
    const later = [row("1", { state: "hold", since: ago(190) })];
    expect(look(later, { acknowledged })[0]?.acknowledgedBy).toBeNull();
  });

  test("nothing new is the same list, of the same objects", () => {
    const first = look(rows);
    expect(look(rows, { before: first, at: now + 1_000 })).toBe(first);
    const more = look([...rows, row("2", { state: "hold", since: ago(500) })], { before: first });
    expect(more[1]).toBe(first[0]);
  });
});
