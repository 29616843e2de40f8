import type { Page } from "@playwright/test";

import { keepRow } from "../../src/phone/history/fold-call";
import { type HistoryRow, type KeptRow, noWork } from "../../src/phone/history/history-row";

/** A call of the past, as the history keeps it. */
export function pastCall(id: string, change: Partial<HistoryRow> = {}): KeptRow {
  return keepRow({
    id,
    agent: "1001",
    direction: "in",
    number: "+358401234567",
    name: "Maria Virtanen",
    contactId: null,
    formatted: "+358 40 1234567",
    members: null,
    startedAt: Date.now() - 60_000,
    answeredAt: null,
    endedAt: Date.now() - 50_000,
    heldMs: 0,
    endReason: "missed",
    sipStatus: null,
    queue: null,
    queueLabel: null,
    waitedSeconds: null,
    menuChoice: null,
    isInternal: false,
    callUuid: null,
    instance: "gone",
    work: noWork,
    sync: "local",
    ...change,
  });
}

/** Writes rows to a table of an agent's database beside the page, which has to be loaded anew to see them. */
export async function writeRows(
  page: Page,
  extension: string,
  table: string,
  rows: readonly object[],
): Promise<void> {
  await page.evaluate(
    async ({ extension, table, rows }) => {
      const all = await indexedDB.databases();
      const name = all.find((found) => found.name?.startsWith(`hamsa ${extension}@`))?.name;
      const request = indexedDB.open(name ?? "");
      await new Promise((resolve) => (request.onsuccess = resolve));
      const transaction = request.result.transaction(table, "readwrite");
      for (const row of rows) transaction.objectStore(table).put(row);
      await new Promise((resolve) => (transaction.oncomplete = resolve));
      request.result.close();
    },
    { extension, table, rows },
  );
}

/** Everything that lies in an agent's database, as text: bytes as the letters they would be. */
export function readDisk(page: Page, extension: string): Promise<Record<string, string[]>> {
  return page.evaluate(async (extension) => {
    const all = await indexedDB.databases();
    const name = all.find((found) => found.name?.startsWith(`hamsa ${extension}@`))?.name;
    const request = indexedDB.open(name ?? "");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const database = request.result;
    const found: Record<string, string[]> = {};
    for (const table of database.objectStoreNames) {
      const reading = database.transaction(table).objectStore(table).getAll();
      await new Promise((resolve) => (reading.onsuccess = resolve));
      found[table] = (reading.result as unknown[]).map((value) =>
        JSON.stringify(value, (_, part: unknown) =>
          part instanceof Uint8Array ? new TextDecoder("latin1").decode(part) : part,
        ),
      );
    }
    database.close();
    return found;
  }, extension);
}
