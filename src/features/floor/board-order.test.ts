import { describe, expect, test } from "vitest";

import type { FloorAgent } from "@/phone/floor/floor-state";

import { type BoardFilter, isBoardFilter, orderAgents, wholeBoard } from "./board-order";

const agent = (extension: string, name: string, more: Partial<FloorAgent> = {}): FloorAgent => ({
  extension,
  name,
  state: "ready",
  since: 1_000,
  reason: null,
  queue: null,
  direction: null,
  quality: null,
  party: null,
  figures: { answered: null, missed: null, talkSeconds: null, afterCallSeconds: null },
  hand: null,
  ...more,
});

const floor = Object.fromEntries(
  [
    agent("1001", "Aino Virtanen", { state: "talking", since: 5_000, queue: "support" }),
    agent("1002", "Omar Haddad", { since: 2_000 }),
    agent("1003", "سارة ناصر", { state: "hold", since: 9_000, queue: "sales" }),
    agent("1004", "Mikko Laine", { state: "offline", since: null }),
    agent("1005", "Åke Berg", { state: "talking", since: 3_000 }),
  ].map((each) => [each.extension, each]),
);
const byName = (one: FloorAgent, other: FloorAgent): number =>
  one.name.localeCompare(other.name, "en");
const shown = (filter: Partial<BoardFilter>, agents = floor): string =>
  orderAgents(agents, { ...wholeBoard, ...filter }, () => true, byName).join(" ");

describe("the board", () => {
  test.each([
    ["by need: calls on hold, then calls, the longest first", {}, "1003 1005 1001 1002 1004"],
    ["by time: the longest in their state first", { sort: "longest" }, "1002 1005 1001 1003 1004"],
    ["by name", { sort: "name" }, "1001 1005 1004 1002 1003"],
    ["narrowed to a state", { state: "talking" }, "1005 1001"],
    ["narrowed to a queue", { queue: "support" }, "1001"],
    ["searched by the beginning of a word, without accents", { text: "ake" }, "1005"],
    ["searched in Arabic", { text: "ساره" }, "1003"],
    ["searched by extension", { text: "1004" }, "1004"],
    ["searched for nobody", { text: "zzz" }, ""],
  ] as const)("is ordered %s", (_, filter, order) => {
    expect(shown(filter)).toBe(order);
  });

  test("shows raised hands first, whatever it is ordered by, the longest raised before the others", () => {
    const raised = {
      ...floor,
      1004: { ...floor[1004]!, hand: { since: 8_000, reason: "refund" } },
      1002: { ...floor[1002]!, hand: { since: 7_000, reason: null } },
    };
    expect(shown({ sort: "name" }, raised)).toBe("1002 1004 1001 1005 1003");
  });

  test("shows a supervisor their own team alone", () => {
    const isShown = (extension: string): boolean => extension === "1002";
    expect(orderAgents(floor, wholeBoard, isShown, byName)).toEqual(["1002"]);
  });
});

test.each([
  [wholeBoard, true],
  [{ ...wholeBoard, state: "hold", sort: "name" }, true],
  [{ ...wholeBoard, state: "dancing" }, false],
  [{ ...wholeBoard, sort: undefined }, false],
  ["x", false],
  [null, false],
])("%j as a filter that was kept: %s", (kept, fits) => {
  expect(isBoardFilter(kept)).toBe(fits);
});
