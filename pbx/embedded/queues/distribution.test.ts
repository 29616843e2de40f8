import { describe, expect, test } from "vitest";

import { causeOfStatus, causes } from "../legs/cause";
import { distribute, type FreeAgent } from "./distribution";
import { isMissed } from "./queues";

const agent = (
  extension: string,
  penalties: Readonly<Record<string, number>>,
  calledMs = 0,
): FreeAgent => ({ extension, penalties, calledMs });

const caller = (name: string, queue: string, enteredMs: number) => ({ name, queue, enteredMs });

const maria = caller("Maria", "support", 10);
const pekka = caller("Pekka", "support", 20);
const salma = caller("Salma", "sales", 5);

describe("who is offered to whom", () => {
  test.each([
    ["nobody waits", [], [agent("1", { support: 0 })], []],
    ["nobody is free", [maria], [], []],
    ["nobody of that queue", [maria], [agent("1", { sales: 0 })], []],
    ["the longest-waiting first", [pekka, maria], [agent("1", { support: 0 })], ["Maria 1"]],
    [
      "the lowest penalty, however recently called",
      [maria],
      [agent("1", { support: 5 }), agent("2", { support: 0 }, 900)],
      ["Maria 2"],
    ],
    ["a higher one where no lower one is free", [maria], [agent("1", { support: 5 })], ["Maria 1"]],
    [
      "among equals the least recently called",
      [maria],
      [
        agent("1", { support: 0 }, 30),
        agent("2", { support: 0 }, 20),
        agent("3", { support: 0 }, 25),
      ],
      ["Maria 2"],
    ],
    [
      "one each",
      [maria, pekka],
      [agent("1", { support: 0 }, 2), agent("2", { support: 0 }, 1)],
      ["Maria 2", "Pekka 1"],
    ],
    [
      "across queues whoever waits longest",
      [maria, salma],
      [agent("1", { support: 0, sales: 5 })],
      ["Salma 1"],
    ],
    [
      "a caller whom nobody can take keeps nobody else waiting",
      [salma, maria],
      [agent("1", { support: 0 })],
      ["Maria 1"],
    ],
  ])("%s", (_name, callers, agents, expected) => {
    const offers = distribute(callers, agents);
    expect(offers.map(({ caller: { name }, extension }) => `${name} ${extension}`)).toEqual(
      expected,
    );
  });
});

test.each([
  ["rang out", causes.noAnswer, true],
  ["declined", causeOfStatus(603), true],
  ["busy with another call", causeOfStatus(486), false],
  ["its phone is gone", causes.absent, false],
  ["could not agree on sound", causes.badDescription, false],
])("an agent whose phone %s has missed it: %s", (_name, cause, expected) => {
  expect(isMissed(cause)).toBe(expected);
});
