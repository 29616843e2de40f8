import { expect, test } from "vitest";

import { decodeWord, isExtension, isRef, readEpoch } from "./command-words";

test.each([
  ["1764412900", 1_764_412_900_000],
  ["1800000001", 1_800_000_000_000],
  ["176441290", 176_441_290_000],
  ["17", null],
  ["-1764412900", null],
  ["1.7e9", null],
  ["99999999999999", null],
  [undefined, null],
])("the time %s", (word, at) => {
  expect(readEpoch(word, 1_800_000_000_000)).toBe(at);
});

test.each([
  ["the%20bill", "the bill"],
  ["-", null],
  ["%E0%A4%A", null],
  [undefined, null],
])("the word %s", (word, text) => {
  expect(decodeWord(word)).toBe(text);
});

test("no more than anybody writes is decoded", () => {
  expect(decodeWord("x".repeat(100_000))?.length).toBe(2_000);
});

test.each([
  ["1001", true],
  ["+358401", true],
  ["*23", true],
  ["-", false],
  ["", false],
  ["1001;rm", false],
  ["1".repeat(21), false],
  [undefined, false],
])("%s is an extension: %s", (word, is) => {
  expect(isExtension(word)).toBe(is);
});

test.each([
  ["c-1.2_x", true],
  ["", false],
  ["a b", false],
  ["a%20", false],
  ["x".repeat(65), false],
])("%s is an id: %s", (word, is) => {
  expect(isRef(word)).toBe(is);
});
