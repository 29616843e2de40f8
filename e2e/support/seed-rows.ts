import { expect, type Page } from "@playwright/test";

import type { ShiftRow } from "../../src/phone/agent/shift-row";
import { keepRow } from "../../src/phone/history/fold-call";
import type { HistoryRow } from "../../src/phone/history/history-row";

export interface SeededRows {
  readonly calls: readonly HistoryRow[];
  readonly shifts?: readonly ShiftRow[];
}

const batch = 5_000;

/** Writes calls and times of an agent who is signed in, as if they had been kept in this browser all along. */
export async function seedRows(
  page: Page,
  extension: string,
  { calls, shifts = [] }: SeededRows,
): Promise<void> {
  const find = () =>
    page.evaluate(
      async (beginning) =>
        (await indexedDB.databases())
          .map(({ name = "" }) => name)
          .find((name) => name.startsWith(beginning)) ?? null,
      // Its name begins so (`accountKey`).
      `hamsa ${extension}@`,
    );
  await expect.poll(find).not.toBeNull();
  const name = (await find()) ?? "";
  for (let at = 0; at < Math.max(1, calls.length); at += batch) {
    await page.evaluate(putRows, {
      name,
      calls: calls.slice(at, at + batch).map(keepRow),
      shifts: at === 0 ? shifts : [],
    });
  }
}

async function putRows(order: {
  readonly name: string;
  readonly calls: readonly object[];
  readonly shifts: readonly object[];
}): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(order.name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error("not opened"));
  });
  const writing = database.transaction(["calls", "shifts"], "readwrite");
  for (const row of order.calls) writing.objectStore("calls").put(row);
  for (const row of order.shifts) writing.objectStore("shifts").put(row);
  await new Promise<void>((resolve, reject) => {
    writing.oncomplete = () => resolve();
    writing.onerror = () => reject(writing.error ?? new Error("not written"));
  });
  database.close();
}
