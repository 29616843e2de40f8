import { expect, test } from "vitest";

import { shareStructure } from "./share-structure";

test("what says the same is the same object, what changed is new", () => {
  const before = { rows: { a: { n: 1, tags: ["x"] }, b: { n: 2, tags: [] } }, order: ["a", "b"] };
  const next = structuredClone(before);
  expect(shareStructure(before, next)).toBe(before);
  const shared = shareStructure(before, { ...next, rows: { ...next.rows, b: { n: 3, tags: [] } } });
  expect(shared).toEqual({ rows: { a: before.rows.a, b: { n: 3, tags: [] } }, order: ["a", "b"] });
  expect(shared.rows.a).toBe(before.rows.a);
  expect(shared.rows.b.tags).toBe(before.rows.b.tags);
  expect(shared.order).toBe(before.order);
});

test.each([
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ a: 1, b: undefined }, { a: 1 }],
  [{ a: undefined }, { b: undefined }],
  [[1, 2], [1]],
  [[1], { 0: 1 }],
  [{ 0: 1 }, [1]],
  [null, { a: null }],
  [{ a: null }, null],
  [{ a: {} }, { a: [] }],
  ["text", 5],
  [undefined, [undefined]],
])("%j becomes %j", (before, next) => {
  expect(shareStructure(before, next)).toStrictEqual(next);
});
