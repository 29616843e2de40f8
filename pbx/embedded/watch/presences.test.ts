import { expect, test } from "vitest";

import { readPresence } from "./presences";

test.each([
  ["away,pause,lunch", { type: "away", subtype: "pause", text: "lunch" }],
  ["available,,", { type: "available", subtype: "", text: "" }],
  ["dnd", { type: "dnd", subtype: "", text: "" }],
  ["not_set", { type: "not_set", subtype: "", text: "" }],
  ["away,,back at one", { type: "away", subtype: "", text: "back at one" }],
  ["away,pause,a,b", null],
  ["sleeping,a,b", null],
  ["Away", null],
  ["constructor", null],
  ["", null],
])("%j", (words, expected) => {
  expect(readPresence(words)).toEqual(expected);
});
