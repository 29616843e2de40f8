import { expect, test } from "vitest";

import { readRoute } from "./use-route";

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
