import "fake-indexeddb/auto";
import { beforeEach, describe, expect, test } from "vitest";

import type { CallbackRow } from "@/phone/callbacks/callback-row";
import { openDatabase } from "@/phone/db/database";
import { readCalls } from "@/phone/db/read-calls";
import { openSchema } from "@/phone/db/schema";
import type { ContactRow } from "@/phone/directory/directory";
import type { KeptRow } from "@/phone/history/history-row";
import { until } from "@/testing/until";

import versionFour from "../fixtures/v4.json";
import { makeDataKey, openDataKey, rewrapDataKey } from "./data-key";
import { chooseRewrite, inRecords, rewriteOf } from "./rewrite";
import { createRowSet } from "./row-set";
import { openRecord, type SealedRecord, sealRecord } from "./seal-record";
import { openSealedTables } from "./sealed-tables";

const newKey = () =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

const [model] = versionFour.calls as unknown as readonly KeptRow[];
const call = (id: string, change: Partial<KeptRow> = {}): KeptRow => ({ ...model!, id, ...change });
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
const everything = { words: [], missedOnly: false, limit: Infinity };

let count = 0;
let account = "";
beforeEach(() => {
  count += 1;
  account = `sealed ${count}`;
});

/** A tab: its own connection to the database, and its own rows in memory. */
async function openTab(key: CryptoKey) {
  const { sealing, close } = await openDatabase(account);
  const tables = sealing.open(key);
  const ids = async () => (await tables.history.search(everything)).map(({ id }) => id);
  return { ...tables, sealing, ids, closeAll: () => (tables.close(), close()) };
}

async function recordsOnDisk(): Promise<SealedRecord[]> {
  const database = openSchema(`hamsa ${account}`);
  const records = await database.sealed.toArray();
  database.close();
  return records;
}

describe("a key", () => {
  test("opens with its password, for its account, and with no other", async () => {
    const { kept, key } = await makeDataKey("secret", "1001");
    const record = await sealRecord(key, "calls", 1, { put: [call("a")] });
    const opened = await openDataKey(kept, "secret", "1001");
    expect(await openRecord(opened!, record)).toEqual({ put: [call("a")] });
    expect(await openDataKey(kept, "Secret", "1001")).toBeNull();
    expect(await openDataKey(kept, "secret", "1002")).toBeNull();
    expect(kept.iterations).toBeGreaterThanOrEqual(600_000);
    expect(opened!.extractable).toBe(false);
  });

  test("goes under another password without a row being sealed anew", async () => {
    const { kept, key } = await makeDataKey("old", "1001");
    const record = await sealRecord(key, "calls", 1, { put: [call("a")] });
    expect(await rewrapDataKey(kept, "wrong", "new", "1001")).toBeNull();
    const replaced = await rewrapDataKey(kept, "old", "new", "1001");
    expect(await openDataKey(replaced!, "old", "1001")).toBeNull();
    const opened = await openDataKey(replaced!, "new", "1001");
    expect(await openRecord(opened!, record)).toEqual({ put: [call("a")] });
  });
});

test("a record opens in its own place and table only", async () => {
  const key = await newKey();
  const record = await sealRecord(key, "calls", 7, { put: [call("a")] });
  await expect(openRecord(key, { ...record, seq: 8 })).rejects.toThrow();
  await expect(openRecord(key, { ...record, table: "contacts" })).rejects.toThrow();
  await expect(openRecord(await newKey(), record)).rejects.toThrow();
});

test("nothing on the disk can be read: no name, number, note or company", async () => {
  const tab = await openTab(await newKey());
  const note = "wants the blue one";
  await tab.history.put(call("a", { name: "Wilhelmiina", work: { ...model!.work, note } }));
  await tab.contacts.put({ ...contact("1", "Wilhelmiina Aalto"), company: "Sinivalkoinen" });
  await tab.company.put(contact("2", "Wilhelmiina Berg"));
  await tab.facts.put({ id: "etag", value: "Wilhelmiina" });
  await tab.callbacks.put({ id: "c", name: "Wilhelmiina" } as never);
  await tab.shifts.put({ id: "s", agent: "Wilhelmiina" } as never);
  await tab.log.tidy();
  const database = openSchema(`hamsa ${account}`);
  const texts: string[] = [];
  for (const table of database.tables) {
    for (const value of await table.toArray()) {
      texts.push(
        JSON.stringify(value, (_, part: unknown) =>
          part instanceof Uint8Array ? new TextDecoder("latin1").decode(part) : part,
        ),
      );
    }
  }
  database.close();
  expect(texts.length).toBeGreaterThan(5);
  for (const word of ["Wilhelmiina", "wilhelmiina", "Sinivalkoinen", "blue", "401234567", "etag"]) {
    expect(texts.filter((text) => text.includes(word))).toEqual([]);
  }
  tab.closeAll();
});

test("rows are there for the next page, whatever was put, changed, removed and cleared", async () => {
  const key = await newKey();
  const first = await openTab(key);
  await first.history.put(call("a", { startedAt: 1 }));
  await first.history.put(call("b", { startedAt: 2 }));
  await first.history.change("a", (row) => row && { ...row, name: "Omar", tokens: ["omar"] });
  await first.contacts.put(contact("1", "Maria"));
  await first.contacts.clear();
  await first.contacts.put(contact("2", "Aino"));
  await first.contacts.put(contact("3", "Eero"));
  await first.contacts.remove("3");
  first.closeAll();
  const next = await openTab(key);
  expect(await next.ids()).toEqual(["b", "a"]);
  expect(await next.history.get("a")).toMatchObject({ name: "Omar", tokens: ["omar"] });
  expect((await next.contacts.search([], 9)).map(({ name }) => name)).toEqual(["Aino"]);
  expect(await next.contacts.findByKey("+3583")).toBeNull();
  next.closeAll();
});

test("many contacts come and go at once, and can be walked through", async () => {
  const key = await newKey();
  const tab = await openTab(key);
  const { contacts } = tab;
  await contacts.putAll([]);
  await contacts.putAll(
    Array.from({ length: 1_300 }, (_, at) => contact(String(at + 1_000), `Name ${at}`)),
  );
  expect(await recordsOnDisk()).toHaveLength(3);
  const walked: string[] = [];
  for (let after: string | null = null; ; after = walked.at(-1) ?? null) {
    const page = await contacts.page(after, 500);
    if (page.length === 0) break;
    walked.push(...page.map(({ id }) => id));
  }
  expect(walked).toEqual(Array.from({ length: 1_300 }, (_, at) => String(at + 1_000)));
  const some = await contacts.getAll(["1004", "nobody", "1001"]);
  expect(some.map(({ id }) => id)).toEqual(["1004", "1001"]);
  await contacts.removeAll(walked.slice(1));
  await contacts.removeAll(["nobody"]);
  expect((await contacts.page(null, 9)).map(({ id }) => id)).toEqual(["1000"]);
  await tab.log.tidy();
  await tab.log.tidy();
  tab.closeAll();
  const records = await recordsOnDisk();
  const told = await Promise.all(records.map((record) => openRecord<ContactRow>(key, record)));
  expect(told.flatMap(({ put = [] }) => put.map(({ id }) => id))).toEqual(["1000"]);
});

describe("two tabs", () => {
  test("see what the other one writes, and lose nothing when both write at once", async () => {
    const key = await newKey();
    const one = await openTab(key);
    const other = await openTab(key);
    await Promise.all([one.opened, other.opened]);
    const seen: number[] = [];
    const stop = other.history.watch(
      everything,
      (rows) => seen.push(rows.length),
      (error) => {
        throw error;
      },
    );
    await one.history.put(call("a"));
    await until(() => seen.at(-1) === 1, "the row of the other tab");
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : other).history.change(
          "a",
          (row) => row && { ...row, heldMs: row.heldMs + 1 },
        ),
      ),
    );
    await one.log.tidy();
    await other.history.change("a", (row) => row && { ...row, heldMs: row.heldMs + 1 });
    expect((await other.history.get("a"))?.heldMs).toBe(21);
    stop();
    one.closeAll();
    other.closeAll();
  });
});

describe("sealing anew", () => {
  test("keeps every row, leaves few records, and none that tells of what was removed", async () => {
    const key = await newKey();
    const tab = await openTab(key);
    for (let at = 0; at < 200; at += 1) {
      await tab.history.put(call(String(at % 40), { startedAt: at, heldMs: at }));
    }
    await tab.history.removeBefore(165);
    const before = await tab.ids();
    expect(await recordsOnDisk()).toHaveLength(201);
    await tab.log.tidy();
    const records = await recordsOnDisk();
    expect(records.length).toBeLessThan(4);
    const told = await Promise.all(records.map((record) => openRecord<KeptRow>(key, record)));
    const ids = told.flatMap(({ put = [], remove = [] }) => [
      ...put.map(({ id }) => id),
      ...remove,
    ]);
    expect(new Set(ids)).toEqual(new Set(before));
    expect(await tab.ids()).toEqual(before);
    tab.closeAll();
    const next = await openTab(key);
    expect(await next.ids()).toEqual(before);
    next.closeAll();
  });

  test("that ends in the middle leaves what was there", async () => {
    const key = await newKey();
    const database = openSchema(`hamsa ${account}`);
    const guarded = <Result>(query: () => PromiseLike<Result>) => Promise.resolve(query());
    const dying = openSealedTables({ records: database.sealed, key, guarded });
    for (let at = 0; at < 70; at += 1) await dying.history.put(call(String(at), { startedAt: at }));
    const before = await recordsOnDisk();
    // The new records are written already when the old ones are deleted.
    database.sealed.hook("deleting", () => {
      throw new Error("crash");
    });
    await expect(dying.log.tidy()).rejects.toThrow();
    expect(await recordsOnDisk()).toEqual(before);
    dying.close();
    database.close();
    const next = await openTab(key);
    expect(await next.ids()).toHaveLength(70);
    await next.log.tidy();
    expect(await recordsOnDisk()).toHaveLength(1);
    next.closeAll();
  });

  test("of any records gives the same rows, by whatever came before", () => {
    let seed = 7;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    const set = createRowSet<{ id: string; at: number }>(
      (one, other) => one.at - other.at || (one.id < other.id ? -1 : 1),
    );
    const replay = createRowSet<{ id: string; at: number }>(() => 0);
    const disk = new Map<number, Parameters<typeof set.apply>[1]>();
    const wanted = new Map<string, number>();
    let seq = 0;
    const write = (change: Parameters<typeof set.apply>[1]): void => {
      seq += 1;
      disk.set(seq, change);
      set.apply(seq, change);
    };
    for (let step = 0; step < 3_000; step += 1) {
      const id = String(random(60));
      if (random(3) === 0) {
        wanted.delete(id);
        write({ remove: [id] });
      } else {
        wanted.set(id, step);
        write({ put: [{ id, at: step }] });
      }
      if (random(40) !== 0) continue;
      const some = [...disk.keys()].filter(() => random(2) === 0);
      const chosen = random(2) === 0 ? chooseRewrite(set) : some;
      if (chosen.length === 0) continue;
      for (const change of rewriteOf(set, chosen)) write(change);
      for (const gone of chosen) disk.delete(gone);
      set.drop(chosen);
    }
    for (const [place, change] of disk) replay.apply(place, change);
    const rowsOf = ({ entries }: typeof set) =>
      new Map([...entries.values()].map(({ row }) => [row.id, row.at]));
    expect(rowsOf(set)).toEqual(wanted);
    expect(rowsOf(replay)).toEqual(wanted);
    expect(set.ordered().map(({ row }) => row.at)).toEqual(
      [...wanted.values()].toSorted((one, other) => one - other),
    );
  });

  test("comes to an end", () => {
    const set = createRowSet<{ id: string }>((one, other) => (one.id < other.id ? -1 : 1));
    let seq = 0;
    const rows = Array.from({ length: 5_000 }, (_, index) => ({ id: String(index) }));
    for (const change of inRecords(rows)) set.apply((seq += 1), change);
    for (let at = 0; at < 5_000; at += 7) set.apply((seq += 1), { remove: [String(at)] });
    let rounds = 0;
    for (let chosen = chooseRewrite(set); chosen.length > 0; chosen = chooseRewrite(set)) {
      rounds += 1;
      if (rounds > 100) throw new Error("it does not end");
      for (const change of rewriteOf(set, chosen)) set.apply((seq += 1), change);
      set.drop(chosen);
    }
    expect(set.entries.size).toBe(5_000 - Math.ceil(5_000 / 7));
    expect([...set.records.values()].flatMap(({ removes }) => removes)).toEqual([]);
  });
});

test("a record that is damaged costs its own rows and no others", async () => {
  const key = await newKey();
  const tab = await openTab(key);
  await tab.history.put(call("a"));
  await tab.history.put(call("b"));
  tab.closeAll();
  const database = openSchema(`hamsa ${account}`);
  await database.sealed.update(1, { sealed: new Uint8Array(40) });
  database.close();
  const next = await openTab(key);
  expect(await next.ids()).toEqual(["b"]);
  next.closeAll();
});

test("all about a number is read at once, also by a page that has just come", async () => {
  const key = await newKey();
  const tab = await openTab(key);
  const callback = (id: string, change: object) =>
    ({ id, key: "+3581", done: null, ...change }) as CallbackRow;
  await tab.contacts.put(contact("1", "Maria"));
  await tab.contacts.put(contact("2", "Omar"));
  await tab.company.put(contact("1", "Maria of the company"));
  for (const at of [1, 2, 3]) await tab.history.put(call(`${at}`, { key: "+3581", startedAt: at }));
  await tab.history.put(call("other", { key: "+3582", startedAt: 4 }));
  await tab.callbacks.put(callback("open", {}));
  await tab.callbacks.put(callback("done", { done: { at: 1 } }));
  await tab.callbacks.put(callback("other", { key: "+3582" }));
  const next = await openTab(key);
  for (const { readCaller } of [tab, next]) {
    const found = await readCaller("+3581", 2);
    expect(found.contact?.name).toBe("Maria");
    expect(found.company?.name).toBe("Maria of the company");
    expect(found.calls.map(({ id }) => id)).toEqual(["3", "2"]);
    expect(found.callbacks.map(({ id }) => id)).toEqual(["open"]);
    const nobody = { contact: null, company: null, calls: [], callbacks: [] };
    expect(await readCaller("+3589", 2)).toEqual(nobody);
  }
  tab.closeAll();
  next.closeAll();
});

test("calls of a stretch of time are read on their own, sealed or not", async () => {
  const { history, close } = await openDatabase(account);
  for (const at of [1, 2, 3, 4]) await history.put(call(`plain ${at}`, { startedAt: at }));
  const ids = async (key: CryptoKey | null) =>
    (await readCalls(account, key, 2, 4)).map(({ id }) => id);
  expect(await ids(null)).toEqual(["plain 2", "plain 3"]);
  close();
  const key = await newKey();
  const tab = await openTab(key);
  for (const at of [4, 3, 2, 1]) await tab.history.put(call(`sealed ${at}`, { startedAt: at }));
  await tab.history.change("sealed 2", (row) => row && { ...row, startedAt: 9 });
  expect(await ids(key)).toEqual(["sealed 3"]);
  tab.closeAll();
});

describe("from open to sealed and back", () => {
  /** More than a record holds. */
  const rowCount = 510;

  test("every row comes along, and nothing of it stays behind", async () => {
    const database = openSchema(`hamsa ${account}`);
    await database.calls.bulkPut(
      Array.from({ length: rowCount }, (_, at) => call(String(at), { startedAt: at })),
    );
    await database.contacts.put(contact("1", "Maria"));
    await database.facts.put({ id: "etag", value: 1 });
    const key = await newKey();
    const tab = await openTab(key);
    await tab.sealing.sealRows(tab);
    expect(await tab.ids()).toHaveLength(rowCount);
    expect(await database.calls.count()).toBe(0);
    expect(await database.contacts.count()).toBe(0);
    expect(await database.facts.count()).toBe(0);
    await tab.history.change("7", (row) => row && { ...row, name: "Omar" });
    await tab.sealing.unsealRows(tab);
    expect(await database.sealed.count()).toBe(0);
    expect(await database.calls.count()).toBe(rowCount);
    expect(await database.calls.get("7")).toEqual(call("7", { startedAt: 7, name: "Omar" }));
    expect(await database.contacts.toArray()).toEqual([contact("1", "Maria")]);
    database.close();
    tab.closeAll();
  });

  test("a stretch that was sealed and not deleted is not sealed twice, and what is sealed wins", async () => {
    const key = await newKey();
    const tab = await openTab(key);
    await tab.history.put(call("a", { name: "new" }));
    const database = openSchema(`hamsa ${account}`);
    await database.calls.bulkPut([call("a", { name: "old" }), call("b")]);
    await tab.sealing.sealRows(tab);
    expect((await tab.history.get("a"))?.name).toBe("new");
    expect(await tab.ids()).toHaveLength(2);
    expect(await database.calls.count()).toBe(0);
    database.close();
    tab.closeAll();
  });
});
