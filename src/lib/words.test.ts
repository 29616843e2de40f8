import { expect, test } from "vitest";

import { allWords, sayIn } from "./words";

test.each([
  ["Support", "ar", "Support"],
  [{ en: "Lunch", fi: "Lounas" }, "fi", "Lounas"],
  [{ en: "Lunch", fi: "Lounas" }, "ar", "Lunch"],
  [{ ar: "غداء", fi: "Lounas" }, "en", "غداء"],
  [{ fi: "Lounas" }, "sv", "Lounas"],
] as const)("%j in %s is %s", (words, language, said) => {
  expect(sayIn(words, language)).toBe(said);
});

test("are searched in every language", () => {
  expect(allWords({ en: "Lunch", fi: "Lounas" })).toBe("Lunch Lounas");
});
