import { expect, test } from "vitest";

import { positionClips } from "./clips";
import { createFigures, standingText } from "./figures";
import { nameWord, numberWord } from "./words";

test("averages move by a quarter, and the service level counts what was answered in time", () => {
  const figures = createFigures(20);
  expect(figures.read()).toEqual({
    holdSeconds: 0,
    talkSeconds: 0,
    completed: 0,
    abandoned: 0,
    serviceLevelPercent: 0,
  });
  figures.answered(20);
  figures.completed(40);
  figures.answered(20.4);
  figures.completed(10);
  figures.abandoned();
  expect(figures.read()).toEqual({
    holdSeconds: Math.floor((3 * 5 + 20) / 4),
    talkSeconds: Math.floor((3 * 10 + 10) / 4),
    completed: 2,
    abandoned: 1,
    serviceLevelPercent: 50,
  });
});

test("the text of a queue", () => {
  const text = standingText({
    waiting: 1,
    oldestSeconds: 1_700_000_000,
    loggedIn: 3,
    ready: 2,
    free: 1,
    holdSeconds: 4,
    talkSeconds: 5,
    completed: 6,
    abandoned: 7,
    serviceLevelPercent: 200 / 3,
  });
  expect(text).toBe("w=1&o=1700000000&l=3&r=2&f=1&h=4&k=5&c=6&a=7&s=66.7");
});

test.each([
  [1, ["queue-next"]],
  [2, ["queue-position", "number-2"]],
  [10, ["queue-position", "number-10"]],
  [11, ["queue-more", "number-10"]],
])("place %i in the line", (place, expected) => {
  expect(positionClips(place)).toEqual(expected);
});

test.each([
  ["Maria Öö", "Maria%20%C3%96%C3%B6"],
  ["  ", "-"],
  ["a\ud800b", "ab"],
  ["<b>\r\nX: 1", "%3Cb%3E%0D%0AX%3A%201"],
  ["x".repeat(500), "x".repeat(60)],
])("the name %j as a word: %s", (name, expected) => {
  expect(nameWord(name)).toBe(expected);
});

test.each([
  ["+358401234567", "+358401234567"],
  ["1002", "1002"],
  ["anonymous", "-"],
  ["", "-"],
  ["1 2", "-"],
  ["1\r\n2", "-"],
])("the number %j as a word: %s", (number, expected) => {
  expect(numberWord(number)).toBe(expected);
});
