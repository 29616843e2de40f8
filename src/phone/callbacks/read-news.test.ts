import { expect, test } from "vitest";

import { readNews } from "./read-news";

test.each([
  [
    "lost 17-a.1 support +358401234567 1764381600 42 Maria%20Niemi",
    {
      type: "lost",
      uuid: "17-a.1",
      queue: "support",
      number: "+358401234567",
      name: "Maria Niemi",
    },
  ],
  [
    "lost 17 support 0401234567 1764381600 0 -",
    { type: "lost", uuid: "17", queue: "support", number: "0401234567", name: null },
  ],
  ["called 0401234567 1002 1764381600", { type: "called", number: "0401234567", by: "1002" }],
  [
    "callback 17 support 0401234567 1764381600 %D9%85%D8%B1%D9%8A%D9%85",
    {
      type: "callback",
      uuid: "17",
      queue: "support",
      number: "0401234567",
      name: "مريم",
      at: 1_764_381_600_000,
    },
  ],
  ["taken 17 1002", { type: "taken", uuid: "17", by: "1002" }],
  ["done 17 1002", { type: "done", uuid: "17", by: "1002" }],
])("%s is understood", (line, news) => {
  expect(readNews(line)).toEqual(news);
});

test("a name is cleaned of what turns the text around", () => {
  const line = `lost 17 support 0401234567 1764381600 1 ${encodeURIComponent("Ma\u202Eria\n<b>")}`;
  expect(readNews(line)).toMatchObject({ name: "Maria <b>" });
});

test.each([
  ["of a caller without a number", "lost 17 support - 1764381600 42 Maria"],
  ["of another kind", "state q=support:1:0 p=0 r= t=0"],
  ["with something after it", "called 0401234567 1002 1764381600; drop"],
  ["with an address for a number", "called sip:evil@example.com 1002 1764381600"],
  ["with a number too long", `called ${"1".repeat(33)} 1002 1764381600`],
  ["with a bad extension", "taken 17 omar"],
  ["with a bad time", "callback 17 support 0401234567 soon Maria"],
  ["without an end", `lost ${"x".repeat(2_000)}`],
  ["that is empty", ""],
])("a line %s says nothing", (_, line) => {
  expect(readNews(line)).toBeNull();
});

test("a name that cannot be decoded is none, and the rest stands", () => {
  expect(readNews("lost 17 support 0401 1764381600 1 %E0%A4%A")).toMatchObject({ name: null });
});
