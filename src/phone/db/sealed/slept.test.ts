import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";

import { openSchema } from "@/phone/db/schema";

import { openSealedTables } from "./sealed-tables";

/** Tabs that are told of nothing: as if they slept. */
vi.mock("dexie", async (importOriginal) => ({
  ...(await importOriginal<object>()),
  liveQuery: () => ({ subscribe: () => ({ unsubscribe: () => undefined }) }),
}));

test("a tab that has slept through a removal that left no trace finds out before it writes", async () => {
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const database = openSchema("slept");
  const guarded = <Result>(query: () => PromiseLike<Result>) => Promise.resolve(query());
  const awake = openSealedTables({ records: database.sealed, key, guarded });
  await awake.facts.put({ id: "a", value: 1 });
  await awake.facts.put({ id: "b", value: 1 });
  const asleep = openSealedTables({ records: database.sealed, key, guarded });
  expect(await asleep.facts.all()).toHaveLength(2);
  await awake.facts.remove("a");
  for (let at = 0; at < 70; at += 1) await awake.facts.put({ id: "b", value: at });
  await awake.log.tidy();
  await awake.log.tidy();
  expect(await database.sealed.count()).toBe(1);
  expect(await asleep.facts.all()).toHaveLength(2);
  await asleep.facts.put({ id: "c", value: 2 });
  expect(await asleep.facts.all()).toEqual([
    { id: "b", value: 69 },
    { id: "c", value: 2 },
  ]);
  awake.close();
  asleep.close();
  database.close();
});
