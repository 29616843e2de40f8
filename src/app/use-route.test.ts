import { expect, test } from "vitest";

import { readRoute } from "./use-route";

test("a page can have parts", () => {
  expect(readRoute("#/team/reviews?a=b")).toMatchObject({ page: "team", part: "reviews" });
  expect(readRoute("#/team")).toMatchObject({ page: "team", part: "" });
});

test.each([
  ["", "phone", ""],
  ["#/", "phone", ""],
  ["#/history", "history", ""],
  ["#/diagnostics", "diagnostics", ""],
  ["#/contacts?new=%2B358401234567", "contacts", "new=%2B358401234567"],
  ["#/nonsense", "phone", ""],
  ["#content", "phone", ""],
])("%s leads to %s", (hash, page, query) => {
  const route = readRoute(hash);
  expect([route.page, route.query.toString()]).toEqual([page, query]);
});
