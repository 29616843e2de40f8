import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { afterEach, describe, expect, test } from "vitest";

import {
  createMemoryTrace,
  type TraceBatch,
  type TraceTable,
} from "@/phone/diagnostics/trace-table";

import { openTraceTable } from "./trace-database";

const batch = (at: number, count = 1): TraceBatch => ({
  page: "p",
  at,
  count,
  size: count * 10,
  entries: Array.from({ length: count }, () => ({
    kind: "page",
    what: "started",
    at,
    page: "p",
    facts: {},
  })),
});

afterEach(() => Dexie.delete("hamsa diagnostics"));

describe.each([
  ["in IndexedDB", openTraceTable],
  ["in memory", async (): Promise<TraceTable> => createMemoryTrace()],
])("the trace %s", (_, open) => {
  test("gives batches oldest first, and loses the oldest when told so", async () => {
    const table = await open();
    for (const at of [1, 2, 3]) await table.add(batch(at, at));
    expect((await table.all()).map(({ at }) => at)).toEqual([1, 2, 3]);
    const weights: unknown[] = [];
    await table.trim((all) => {
      weights.push(...all.map(({ at, count, size }) => [at, count, size]));
      return 2;
    });
    expect(weights).toEqual([
      [1, 1, 10],
      [2, 2, 20],
      [3, 3, 30],
    ]);
    expect((await table.all()).map(({ at }) => at)).toEqual([3]);
    await table.trim(() => 0);
    expect(await table.all()).toHaveLength(1);
  });

  test("keeps the first key until everything is deleted", async () => {
    const table = await open();
    expect(await table.key("one")).toBe("one");
    expect(await table.key("two")).toBe("one");
    await table.add(batch(1));
    await table.clear();
    expect(await table.all()).toEqual([]);
    expect(await table.key("three")).toBe("three");
  });
});

test("what one page has written is there for the next", async () => {
  const before = await openTraceTable();
  await before.key("one");
  await before.add(batch(7));
  const next = await openTraceTable();
  expect(await next.all()).toEqual([batch(7)]);
  expect(await next.key("two")).toBe("one");
});
