import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createFakeStorage, createFakeVault } from "@/testing/fake-vault";
import { until } from "@/testing/until";

import type { ShiftRow } from "./agent/shift-row";
import type { CallbackRow } from "./callbacks/callback-row";
import { accountKey } from "./connection/account";
import { createSecretStore } from "./connection/stored-sign-in";
import versionFour from "./db/fixtures/v4.json";
import { openSchema } from "./db/schema";
import type { ContactRow } from "./directory/directory";
import type { KeptRow } from "./history/history-row";
import { openAccount } from "./open-account";

const dayMs = 86_400_000;
const everything = { words: [], missedOnly: false, limit: Infinity };
const [model] = versionFour.calls as unknown as readonly KeptRow[];
const call = (id: string, change: Partial<KeptRow> = {}): KeptRow => ({ ...model!, id, ...change });
const contact = versionFour.contacts[0] as unknown as ContactRow;

let count = 0;
let account = { server: "wss://pbx.test/ws", domain: "pbx.test", extension: "" };
const stores = {
  vault: createFakeVault(),
  session: createFakeStorage(),
  lasting: createFakeStorage(),
};
beforeEach(() => {
  count += 1;
  account = { ...account, extension: `1${count}` };
  stores.session.entries.clear();
  stores.lasting.entries.clear();
});
afterEach(() => vi.useRealTimers());

/** A page of somebody who has signed in, or is signed in still. */
async function openPage(
  privacy: object,
  { password = "secret", remember = false, now = Date.now() } = {},
) {
  await createSecretStore(stores).keep({ account, password }, remember);
  const locks: boolean[] = [];
  const tables = await openAccount({
    config: { whole: { privacy } },
    signIn: stores,
    account: accountKey(account),
    locked: (isLocked) => locks.push(isLocked),
    now: () => now,
  });
  const ids = async () => (await tables.history.search(everything)).map(({ id }) => id);
  return { ...tables, ids, locks };
}

const onDisk = async () => {
  const database = openSchema(`hamsa ${accountKey(account)}`);
  const found = {
    calls: await database.calls.count(),
    contacts: await database.contacts.count(),
    sealed: await database.sealed.count(),
    keys: await database.keys.count(),
  };
  database.close();
  return found;
};

test("the switch seals what lies open, and laying it open again forgets the key", async () => {
  const open = await openPage({});
  await open.history.put(call("a"));
  await open.contacts.put(contact);
  open.close();
  const sealed = await openPage({ encrypt: true });
  expect(await sealed.ids()).toEqual(["a"]);
  await sealed.history.put(call("b"));
  expect(await onDisk()).toMatchObject({ calls: 0, contacts: 0, keys: 1 });
  expect((await sealed.seal?.key())?.extractable).toBe(false);
  sealed.close();
  const again = await openPage({ encrypt: true });
  expect(await again.ids()).toEqual(["b", "a"]);
  again.close();
  const back = await openPage({});
  expect(await back.ids()).toEqual(["b", "a"]);
  expect(await onDisk()).toEqual({ calls: 2, contacts: 1, sealed: 0, keys: 0 });
  expect((await back.contacts.get(contact.id))?.name).toBe(contact.name);
  back.close();
});

test("after a change of the password the one of before opens once what was sealed", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a", { startedAt: 1 }));
  before.close();
  const page = await openPage({ encrypt: true }, { password: "changed" });
  await until(() => page.locks.at(-1) === true, "locked");
  expect(await page.ids()).toEqual([]);
  expect(await page.seal?.key()).toBeNull();
  await page.history.put(call("b", { startedAt: 2 }));
  const shown: string[] = [];
  const stop = page.history.watch(
    everything,
    (rows) => shown.push(rows.map(({ id }) => id).join("")),
    () => undefined,
  );
  expect(await page.seal?.do({ type: "unlock", password: "wrong" })).toBe(false);
  expect(await page.seal?.do({ type: "unlock", password: "secret" })).toBe(true);
  expect(page.locks.at(-1)).toBe(false);
  expect(await page.ids()).toEqual(["b", "a"]);
  await until(() => shown.at(-1) === "ba", "what was watched is shown");
  stop();
  page.close();
  const next = await openPage({ encrypt: true }, { password: "changed" });
  expect(await next.ids()).toEqual(["b", "a"]);
  expect(next.locks).toEqual([false]);
  next.close();
});

test("or it is given up, and what is new stays", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a"));
  before.close();
  const page = await openPage({ encrypt: true }, { password: "changed" });
  await until(() => page.locks.at(-1) === true, "locked");
  await page.history.put(call("b"));
  expect(await page.seal?.do({ type: "beginAnew" })).toBe(true);
  expect(await page.ids()).toEqual(["b"]);
  page.close();
  const next = await openPage({ encrypt: true }, { password: "changed" });
  expect(await next.ids()).toEqual(["b"]);
  next.close();
});

/** A page of somebody whose password has been changed since the rows were sealed. */
async function openLocked(privacy: object = {}, options: object = {}) {
  const page = await openPage({ encrypt: true, ...privacy }, { password: "changed", ...options });
  await until(() => page.locks.at(-1) === true, "locked");
  return page;
}

test("what is deleted while it cannot be opened does not come back with the password of before", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a"));
  await before.contacts.put(contact);
  before.close();
  const page = await openLocked();
  await page.history.put(call("b"));
  await page.history.clear();
  await page.history.put(call("c"));
  page.close();
  // Another page, with the password of before.
  const next = await openPage({ encrypt: true });
  expect(await next.ids()).toEqual([]);
  expect((await next.contacts.get(contact.id))?.name).toBe(contact.name);
  await next.history.put(call("d"));
  next.close();
  // Once, and not again whenever it is opened.
  const last = await openPage({ encrypt: true });
  expect(await last.ids()).toEqual(["d"]);
  last.close();
});

test("or with the one that unlocks it", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a"));
  await before.contacts.put(contact);
  before.close();
  const page = await openLocked();
  await page.contacts.clear();
  expect(await page.seal?.do({ type: "unlock", password: "secret" })).toBe(true);
  expect(await page.contacts.get(contact.id)).toBeNull();
  expect(await page.ids()).toEqual(["a"]);
  expect(await onDisk()).toMatchObject({ keys: 1 });
  page.close();
});

test("signing out removes what policy says although it cannot be opened", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a"));
  await before.contacts.put(contact);
  before.close();
  const page = await openLocked({ signOutRemoves: ["history"] });
  page.close();
  // Of the calls, and of what the agent did when.
  await until(async () => (await onDisk()).keys === 3, "it is noted");
  const next = await openPage({ encrypt: true });
  expect(await next.ids()).toEqual([]);
  expect(await next.contacts.get(contact.id)).not.toBeNull();
  next.close();
});

test("what is old and could not be looked at is removed as soon as it can be opened", async () => {
  const now = 100 * dayMs;
  const before = await openPage({ encrypt: true });
  await before.history.put(call("old", { startedAt: 69 * dayMs }));
  await before.history.put(call("new", { startedAt: 71 * dayMs }));
  before.close();
  const page = await openLocked({ historyDays: 30 }, { now });
  await page.history.put(call("old in memory", { startedAt: 68 * dayMs }));
  // What is old has been looked for once, and will not be for hours.
  await vi.waitFor(async () => expect(await page.ids()).toEqual([]), { timeout: 8_000 });
  await page.seal?.do({ type: "unlock", password: "secret" });
  await until(async () => (await page.ids()).join() === "new", "the old one is gone");
  page.close();
}, 20_000);

test("another tab opens with it when one of them was given the password of before", async () => {
  const before = await openPage({ encrypt: true });
  await before.history.put(call("a"));
  before.close();
  const one = await openPage({ encrypt: true }, { password: "changed" });
  const other = await openPage({ encrypt: true }, { password: "changed" });
  await until(() => one.locks.at(-1) === true && other.locks.at(-1) === true, "both locked");
  await one.seal?.do({ type: "unlock", password: "secret" });
  await until(() => other.locks.at(-1) === false, "the other one is open too");
  expect(await other.ids()).toEqual(["a"]);
  one.close();
  other.close();
});

test("two tabs that seal at once have one key", async () => {
  const [one, other] = await Promise.all([
    openPage({ encrypt: true }),
    openPage({ encrypt: true }),
  ]);
  await one.history.put(call("a"));
  await other.history.put(call("b"));
  await until(async () => (await one.ids()).length === 2, "the row of the other tab");
  one.close();
  other.close();
});

test("the calls of this moment do not wait for what is sealed", async () => {
  const page = await openPage({ encrypt: true });
  expect(await page.live.claim("tab", [])).toEqual([]);
  expect(page.locks).toEqual([]);
  await until(() => page.locks.length > 0, "open");
  page.close();
});

test("what is older than policy lets it be is removed after the sign-in, and later on", async () => {
  const now = 100 * dayMs;
  const page = await openPage({ historyDays: 30 }, { now });
  await page.history.put(call("old", { startedAt: 69 * dayMs }));
  await page.history.put(call("new", { startedAt: 71 * dayMs }));
  const shift = (id: string, seenAt: number): ShiftRow => ({
    id,
    agent: "1",
    state: "ready",
    reason: null,
    callId: null,
    startedAt: 0,
    endedAt: null,
    seenAt,
  });
  await page.shifts.put(shift("old", 60 * dayMs));
  await page.shifts.put(shift("new", 80 * dayMs));
  const callback = (id: string, at: number | null) =>
    ({ id, done: at === null ? null : { at } }) as CallbackRow;
  await page.callbacks.put(callback("open", null));
  await page.callbacks.put(callback("done long ago", 2 * dayMs));
  await page.callbacks.put(callback("done", 90 * dayMs));
  await vi.waitFor(async () => expect(await page.ids()).toEqual(["new"]), { timeout: 8_000 });
  await vi.waitFor(async () => expect(await page.shifts.all()).toHaveLength(1));
  await vi.waitFor(async () => {
    const left = await page.callbacks.all();
    expect(left.map(({ id }) => id).toSorted()).toEqual(["done", "open"]);
  });
  page.close();
});

test.each([
  [false, [], false],
  [true, ["a"], true],
])("remembered: %s; after signing out there is %j", async (remember, ids, hasContact) => {
  const privacy = { signOutRemoves: ["history", "contacts"] };
  const page = await openPage(privacy, { remember });
  await page.history.put(call("a"));
  await page.contacts.put(contact);
  await page.callbacks.put({ id: "c" } as CallbackRow);
  page.close();
  const next = await openPage({}, { remember });
  await vi.waitFor(async () => expect(await next.ids()).toEqual(ids));
  expect((await next.contacts.get(contact.id)) !== null).toBe(hasContact);
  expect(await next.callbacks.all()).toHaveLength(1);
  next.close();
});
