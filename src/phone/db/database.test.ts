import "fake-indexeddb/auto";
import { Dexie } from "dexie";
import { beforeEach, describe, expect, test } from "vitest";

import type { ContactRow } from "@/phone/directory/directory";
import { type KeptRow, noWork } from "@/phone/history/history-row";
import type { RowConditions, RowFilter } from "@/phone/row-filter";
import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createStorage } from "@/phone/storage/storage";
import { until } from "@/testing/until";

import { openDatabase } from "./database";
import versionOne from "./fixtures/v1.json";
import versionTwo from "./fixtures/v2.json";
import versionThree from "./fixtures/v3.json";
import versionFour from "./fixtures/v4.json";
import versionFive from "./fixtures/v5.json";
import { readStorageError } from "./read-storage-error";
import { openSchema, versions } from "./schema";

const row = (id: string, change: Partial<KeptRow> = {}): KeptRow => ({
  id,
  agent: "1001",
  direction: "in",
  number: "0401234567",
  name: "Maria",
  contactId: null,
  formatted: null,
  members: null,
  startedAt: 1_000,
  answeredAt: null,
  endedAt: 2_000,
  heldMs: 0,
  endReason: "missed",
  sipStatus: null,
  queue: null,
  queueLabel: null,
  waitedSeconds: null,
  menuChoice: null,
  isInternal: false,
  callUuid: null,
  instance: "tab",
  work: noWork,
  sync: "local",
  key: "0401234567",
  tokens: ["maria", "0401234567", "1234567", "4567"],
  open: 0,
  missed: 1,
  ...change,
});

const contact = (id: string, name: string): ContactRow => ({
  id,
  name,
  company: "",
  notes: "",
  numbers: [],
  emails: [],
  tags: [],
  fields: {},
  batch: null,
  before: null,
  updatedAt: 1,
  keys: [`+358${id}`],
  tokens: name.toLowerCase().split(" "),
});

const fail = (error: Error): never => {
  throw error;
};

async function openSealedHere(): Promise<AccountTables> {
  const { live, sealing } = await openDatabase(account);
  const usages = ["encrypt", "decrypt"] as const;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
  return { ...sealing.open(key), live };
}

let count = 0;
let account = "";
beforeEach(() => {
  count += 1;
  account = `account ${count}`;
});

describe.each([
  ["in IndexedDB", () => openDatabase(account)],
  ["in memory", async () => createMemoryTables()],
  ["sealed", () => openSealedHere()],
])("tables %s", (_, open) => {
  test("give history newest first, by words, by what was missed, and no more than asked", async () => {
    const { history } = await open();
    await history.put(row("a", { startedAt: 1 }));
    await history.put(row("b", { startedAt: 3, missed: 0, tokens: ["omar", "1002"] }));
    await history.put(row("c", { startedAt: 2 }));
    const ids = async (words: string[], missedOnly = false, limit = 9) =>
      (await history.search({ words, missedOnly, limit })).map(({ id }) => id);
    expect(await ids([])).toEqual(["b", "c", "a"]);
    expect(await ids([], true)).toEqual(["c", "a"]);
    expect(await ids(["mar", "4567"])).toEqual(["c", "a"]);
    expect(await ids(["maria", "1002"])).toEqual([]);
    expect(await ids([], false, 1)).toEqual(["b"]);
  });

  test("give history by everything it can be filtered by, page after page", async () => {
    const { history } = await open();
    const rows = [
      row("a", { startedAt: 10, queue: "support", direction: "in", endReason: "missed" }),
      row("b", { startedAt: 20, queue: "support", answeredAt: 21, endReason: "hungUp", missed: 0 }),
      row("c", { startedAt: 30, direction: "out", endReason: "busy", missed: 0, agent: "1002" }),
      row("d", {
        startedAt: 30,
        queue: "sales",
        endReason: "declined",
        missed: 0,
        work: { ...noWork, outcome: "sold" },
      }),
      row("e", { startedAt: 40, key: "+3585", endReason: "missedUnheard", queue: "support" }),
    ];
    for (const each of rows) await history.put(each);
    const ids = async (where: Partial<RowConditions>, more: Partial<RowFilter> = {}) =>
      (await history.search({ words: [], missedOnly: false, limit: 9, where, ...more }))
        .map(({ id }) => id)
        .join("");
    expect(await ids({})).toBe("edcba");
    expect(await ids({ from: 20, to: 40 })).toBe("dcb");
    expect(await ids({ direction: "out" })).toBe("c");
    expect(await ids({ queue: "support" })).toBe("eba");
    expect(await ids({ queue: "support", to: 40 })).toBe("ba");
    expect(await ids({ ending: "answered" })).toBe("b");
    expect(await ids({ ending: "missed" })).toBe("a");
    expect(await ids({ ending: "notHeard" })).toBe("e");
    expect(await ids({ ending: "declined" })).toBe("d");
    expect(await ids({ ending: "notReached" })).toBe("c");
    expect(await ids({ outcomes: ["sold"] })).toBe("d");
    expect(await ids({ outcomes: ["lost", "sold"] })).toBe("d");
    expect(await ids({ ending: "failed" })).toBe("");
    expect(await ids({ agent: "1002" })).toBe("c");
    expect(await ids({ key: "+3585" })).toBe("e");
    expect(await ids({ key: "0401234567", queue: "support" })).toBe("ba");
    expect(await ids({ queue: "sales", direction: "out" })).toBe("");
    expect(await ids({ queue: "support" }, { words: ["mar"], missedOnly: true })).toBe("ea");
    expect(await ids({ scope: "direct" })).toBe("c");
    expect(await ids({ having: "outcome" })).toBe("d");
    expect(await ids({}, { limit: 2 })).toBe("ed");
    expect(await ids({}, { limit: 2, after: { id: "d", startedAt: 30 } })).toBe("cb");
    expect(await ids({}, { after: { id: "b", startedAt: 20 } })).toBe("a");
  });

  test("give history by where a report counts it, and by what the calls have", async () => {
    const { history } = await open();
    const survey = { csat: null, nps: 9 };
    const rows = [
      // Over at 90, and its work at 100.
      row("a", { startedAt: 10, endedAt: 90, heldMs: 5, work: { ...noWork, wrapUpMs: 10 } }),
      row("b", { startedAt: 20, endedAt: 99, isInternal: true }),
      row("c", { startedAt: 120, endedAt: 130, answeredAt: 121, endReason: "transferred" }),
      row("d", { startedAt: 150, endedAt: 200, work: { ...noWork, survey } }),
      row("e", { startedAt: 110, endedAt: null, open: 1 }),
    ];
    for (const each of rows) await history.put(each);
    const ids = async (where: Partial<RowConditions>) =>
      (await history.search({ words: [], missedOnly: false, limit: 9, where }))
        .map(({ id }) => id)
        .join("");
    expect(await ids({ booked: { from: 100, to: 200 } })).toBe("ca");
    expect(await ids({ booked: { from: 99, to: 100 } })).toBe("b");
    expect(await ids({ scope: "customers" })).toBe("dcea");
    expect(await ids({ having: "hold" })).toBe("a");
    expect(await ids({ having: "wrapUp" })).toBe("a");
    expect(await ids({ having: "transfer" })).toBe("c");
    expect(await ids({ having: "rating" })).toBe("d");
  });

  test("remove what is older than a moment", async () => {
    const { history } = await open();
    for (const at of [1, 2, 3]) await history.put(row(String(at), { startedAt: at }));
    await history.removeBefore(3);
    const left = await history.search({ words: [], missedOnly: false, limit: 9 });
    expect(left.map(({ id }) => id)).toEqual(["3"]);
    await history.removeBefore(3);
    await history.clear();
    expect(await history.search({ words: [], missedOnly: false, limit: 9 })).toEqual([]);
  });

  test("keep rows by their ids", async () => {
    const { facts } = await open();
    const seen: number[] = [];
    const stop = facts.watch((rows) => seen.push(rows.length), fail);
    await facts.put({ id: "a", value: { etag: "1" } });
    expect(await facts.get("a")).toEqual({ id: "a", value: { etag: "1" } });
    await facts.change("a", (fact) => fact && { ...fact, value: 2 });
    expect(await facts.change("b", () => null)).toBeNull();
    expect(await facts.all()).toEqual([{ id: "a", value: 2 }]);
    await until(() => seen.at(-1) === 1, "one row");
    await facts.remove("a");
    await facts.remove("a");
    await until(() => seen.at(-1) === 0, "no row");
    stop();
    await facts.put({ id: "c", value: null });
    await facts.clear();
    expect(await facts.all()).toEqual([]);
  });

  test("keep what a supervisor thinks of a call", async () => {
    const { scoreCards } = await open();
    const card = {
      id: "a",
      agent: "1001",
      supervisor: "1005",
      at: 1,
      marks: { tone: 5 },
      note: "",
    };
    await scoreCards.put(card);
    expect(await scoreCards.all()).toEqual([card]);
  });

  test("know which calls have no end", async () => {
    const { history } = await open();
    await history.put(row("a", { open: 1, endedAt: null }));
    await history.put(row("b"));
    expect((await history.open()).map(({ id }) => id)).toEqual(["a"]);
    await history.change("a", (kept) => kept && { ...kept, open: 0 });
    expect(await history.open()).toEqual([]);
  });

  test("change a row in one step, or leave it", async () => {
    const { history } = await open();
    await history.put(row("a"));
    const noted = await history.change(
      "a",
      (kept) => kept && { ...kept, work: { ...kept.work, note: "called about the bill" } },
    );
    expect(noted?.work.note).toBe("called about the bill");
    expect(await history.change("nobody", (kept) => kept)).toBeNull();
    expect(await history.change("a", () => null)).toBeNull();
    expect((await history.get("a"))?.work.note).toBe("called about the bill");
    expect(await history.get("nobody")).toBeNull();
  });

  test("give the last calls with a number", async () => {
    const { history } = await open();
    await history.put(row("old", { startedAt: 1 }));
    await history.put(row("new", { startedAt: 2 }));
    await history.put(row("other", { startedAt: 3, key: "+358401" }));
    const found = await history.withNumber("0401234567", 5);
    expect(found.map(({ id }) => id)).toEqual(["new", "old"]);
    expect(await history.withNumber("0401234567", 1)).toHaveLength(1);
  });

  test("give contacts by name, by words and by number", async () => {
    const { contacts } = await open();
    await contacts.put(contact("1", "Maria Virtanen"));
    await contacts.put(contact("2", "Aino Laine"));
    const names = async (words: string[]) =>
      (await contacts.search(words, 9)).map(({ name }) => name);
    expect(await names([])).toEqual(["Aino Laine", "Maria Virtanen"]);
    expect(await names(["vir"])).toEqual(["Maria Virtanen"]);
    expect((await contacts.findByKey("+3582"))?.name).toBe("Aino Laine");
    await contacts.remove("1");
    expect(await names([])).toEqual(["Aino Laine"]);
    await contacts.clear();
    expect(await names([])).toEqual([]);
  });

  test("keep, give and remove many contacts at a time, and lead over all of them", async () => {
    const { contacts } = await open();
    await contacts.putAll(["3", "1", "2", "4"].map((id) => contact(id, `Name ${id}`)));
    const ids = async (after: string | null, limit: number) =>
      (await contacts.page(after, limit)).map(({ id }) => id);
    expect(await ids(null, 3)).toEqual(["1", "2", "3"]);
    expect(await ids("3", 3)).toEqual(["4"]);
    const some = await contacts.getAll(["4", "nobody", "1"]);
    expect(some.map(({ id }) => id).toSorted()).toEqual(["1", "4"]);
    await contacts.removeAll(["1", "3", "nobody"]);
    expect(await ids(null, 9)).toEqual(["2", "4"]);
  });

  test("tell of many contacts whoever watches, by words or not", async () => {
    const { contacts } = await open();
    const seen: number[] = [];
    const stop = contacts.watch([], 9, (rows) => seen.push(rows.length), fail);
    const stopWord = contacts.watch(["name"], 9, (rows) => seen.push(10 + rows.length), fail);
    await until(() => seen.includes(0) && seen.includes(10), "the first answers");
    await contacts.putAll([contact("1", "Name 1"), contact("3", "Name 3")]);
    await until(() => seen.includes(2) && seen.includes(12), "the new contacts");
    stop();
    stopWord();
  });

  test("tell watchers of every change until they stop", async () => {
    const { history } = await open();
    const seen: number[] = [];
    const stop = history.watch(
      { words: [], missedOnly: false, limit: 9 },
      (rows) => seen.push(rows.length),
      fail,
    );
    await until(() => seen.at(-1) === 0, "the first answer");
    await history.put(row("a"));
    await until(() => seen.at(-1) === 1, "the new row");
    stop();
    await history.put(row("b"));
    await history.search({ words: [], missedOnly: false, limit: 9 });
    expect(seen.at(-1)).toBe(1);
  });
});

test("of many contacts all are kept or none", async () => {
  const { contacts } = await openDatabase(account);
  const broken = { ...contact("2", "Name 2"), notes: (() => "") as unknown as string };
  const all = [contact("1", "Name 1"), broken];
  await expect(contacts.putAll(all)).rejects.toMatchObject({ code: "storageBlocked" });
  expect(await contacts.get("1")).toBeNull();
});

test("an oversized history answers a search without reading all of it", async () => {
  const { history } = await openDatabase(account);
  const database = openSchema(`hamsa ${account}`);
  await database.calls.bulkPut(
    Array.from({ length: 2_400 }, (_, index) => row(String(index), { startedAt: index })),
  );
  const startedAt = async (words: string[], missedOnly = false) =>
    (await history.search({ words, missedOnly, limit: 2 })).map((found) => found.startedAt);
  expect(await startedAt(["m"])).toEqual([2_399, 2_398]);
  await database.calls.bulkPut([
    row("2399", { startedAt: 2_399, missed: 0 }),
    row("rare", { startedAt: 7, tokens: ["maria", "omar"] }),
  ]);
  expect(await startedAt(["m"], true)).toEqual([2_398, 2_397]);
  expect(await startedAt(["mar", "oma"])).toEqual([7]);
  expect(await startedAt(["oma", "none"])).toEqual([]);
  await database.calls.bulkPut([
    row("9", { startedAt: 9, queue: "sales", endReason: "hungUp", direction: "out" }),
    row("8", { startedAt: 8, queue: "sales" }),
  ]);
  const rare = async (where: Partial<RowConditions>, words: string[] = []) =>
    (await history.search({ words, missedOnly: false, limit: 9, where })).map(({ id }) => id);
  expect(await rare({ queue: "sales" })).toEqual(["9", "8"]);
  expect(await rare({ direction: "in", queue: "sales" }, ["m"])).toEqual(["8"]);
  expect(await rare({ direction: "in", ending: "missed", to: 9 }, ["mar", "virt"])).toEqual([]);
  expect(await rare({ direction: "out" }, ["m"])).toEqual(["9"]);
  await database.calls.put(row("7", { startedAt: 7, endReason: "busyHere", queue: "sales" }));
  await database.calls.put(row("6", { startedAt: 6, work: { ...noWork, outcome: "sold" } }));
  expect(await rare({ ending: "notReached" })).toEqual(["9"]);
  expect(await rare({ ending: "missed", queue: "sales" })).toEqual(["8", "7"]);
  expect(await rare({ outcomes: ["none", "sold"] })).toEqual(["6"]);
  const newest = await history.search({ words: [], missedOnly: false, limit: 50 });
  expect(newest[0]?.startedAt).toBe(2_399);
  database.close();
});

describe("versions", () => {
  test("only ever grow", () => {
    const numbers = versions.map(({ number }) => number);
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  test.each([
    [1, versionOne],
    [2, versionTwo],
    [3, versionThree],
    [4, versionFour],
    [5, versionFive],
  ])("a database of version %i opens today with every row in it", async (count, fixture) => {
    const old = openSchema(`hamsa ${account}`, versions.slice(0, count));
    await old.table("calls").bulkPut(fixture.calls);
    await old.table("contacts").bulkPut(fixture.contacts);
    old.close();
    const { history, contacts, live, scoreCards } = await openDatabase(account);
    expect(await scoreCards.all()).toEqual([]);
    const rows = await history.search({ words: ["maria"], missedOnly: false, limit: 9 });
    expect(rows).toMatchObject([{ id: "6f1c", endReason: "missed", members: null, work: noWork }]);
    expect(await history.withNumber("+358401234567", 9)).toMatchObject([{ waitedSeconds: null }]);
    expect(await live.claim("tab", [])).toEqual([]);
    expect(await contacts.findByKey("+358401234567")).toMatchObject({
      name: "Maria Virtanen",
      emails: [],
      tags: [],
      fields: {},
      batch: null,
    });
  });

  test("a newer version upgrades what is stored and keeps it", async () => {
    const old = openSchema(`hamsa ${account}`);
    await old.calls.put(row("a"));
    old.close();
    const next = [...versions, { number: 99, stores: { notes: "id" } }];
    const upgraded = openSchema(`hamsa ${account}`, next);
    expect(await upgraded.calls.count()).toBe(1);
    expect(await upgraded.table("notes").count()).toBe(0);
    upgraded.close();
  });
});

describe("the calls of this moment", () => {
  const live = (id: string, instance: string) => ({
    id,
    instance,
    livedAt: 1_000,
    sealed: new Uint8Array([1, 2, 3]),
  });

  test("go to the tab that asks first, but for those of a tab that lives", async () => {
    const { live: table } = await openDatabase(account);
    for (const row of [live("a", "dead"), live("b", "mine"), live("c", "other")]) {
      await table.put(row);
    }
    const claimed = await table.claim("mine", ["other"]);
    expect(claimed.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(await table.claim("third", ["mine", "other"])).toEqual([]);
    await table.remove("a");
    expect(await table.claim("mine", [])).toMatchObject([
      { id: "b", livedAt: 1_000 },
      { id: "c", livedAt: 1_000 },
    ]);
  });
});

describe("a browser that keeps nothing", () => {
  test("is told, and a table in memory stands in", async () => {
    const storage = createStorage(() => Promise.reject(new Dexie.DexieError("x", "blocked")));
    await storage.use("account");
    expect(storage.store.getState()).toMatchObject({ phase: "temporary" });
    await storage.history.put(row("a"));
    expect(await storage.history.search({ words: [], missedOnly: false, limit: 9 })).toHaveLength(
      1,
    );
  });

  test.each([
    [new DOMException("full", "QuotaExceededError"), "storageFull"],
    [new DOMException("no", "InvalidStateError"), "storageBlocked"],
    [new Dexie.QuotaExceededError("full"), "storageFull"],
    [new Error("?"), "storageBlocked"],
  ])("%s is %s", (error, code) => {
    expect(readStorageError(error).code).toBe(code);
  });
});

test("a watch follows from one account to the next", async () => {
  const first = createMemoryTables();
  const second = createMemoryTables();
  await first.history.put(row("of the first"));
  await second.history.put(row("of the second"));
  const storage = createStorage(async (name) => (name === "first" ? first : second));
  const seen: string[] = [];
  storage.history.watch(
    { words: [], missedOnly: false, limit: 9 },
    (rows) => seen.push(rows.map(({ id }) => id).join()),
    fail,
  );
  await storage.use("first");
  await until(() => seen.at(-1) === "of the first", "the first account");
  await storage.use("second");
  await until(() => seen.at(-1) === "of the second", "the second account");
  storage.close();
  await until(() => seen.at(-1) === "", "nobody");
});
