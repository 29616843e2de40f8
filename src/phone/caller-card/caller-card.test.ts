import "fake-indexeddb/auto";
import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";

import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { Call, CallId } from "@/phone/calls/call";
import type { CallsState } from "@/phone/calls/state";
import { openDatabase } from "@/phone/db/database";
import { createDirectory } from "@/phone/directory/directory";
import { readNumber } from "@/phone/directory/phone-numbers";
import { searchWords } from "@/phone/directory/search-words";
import { keepRow } from "@/phone/history/fold-call";
import { noWork } from "@/phone/history/history-row";
import type { AccountTables } from "@/phone/storage/account-tables";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createStorage } from "@/phone/storage/storage";
import { until } from "@/testing/until";

import { type Caller, createCallers } from "./callers";
import { localTimes } from "./local-times";

const key = "+358401234567";

const row = (id: string, startedAt: number, formatted = "+358 40 1234567") =>
  keepRow({
    id,
    agent: "1001",
    direction: "in",
    number: "0401234567",
    name: null,
    contactId: null,
    formatted,
    members: null,
    startedAt,
    answeredAt: null,
    endedAt: startedAt + 1,
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
  });

const callback = (id: string, change: Partial<CallbackRow> = {}): CallbackRow => ({
  id,
  kind: "promised",
  number: key,
  key,
  name: null,
  contactId: null,
  owner: null,
  reason: "",
  dueAt: 1,
  createdAt: 1,
  formatted: null,
  missed: [],
  remindAt: null,
  calledAt: null,
  callId: null,
  queue: null,
  attempts: [],
  done: null,
  ...change,
});

const createCallStore = () => createStore<CallsState>(() => ({ byId: {}, order: [] }));

async function openSealedHere(): Promise<AccountTables> {
  const { live, sealing } = await openDatabase("sealed caller");
  const usages = ["encrypt", "decrypt"] as const;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, usages);
  return { ...sealing.open(key), live };
}

describe.each([
  ["in IndexedDB", () => openDatabase("caller")],
  ["in memory", async () => createMemoryTables()],
  ["sealed", openSealedHere],
])("a caller %s", (_, open) => {
  test("is told with contact, last calls and open callbacks, whichever way the number is written", async () => {
    const storage = createStorage(open);
    await storage.use("account");
    for (const at of [1, 2, 3, 4, 5, 6, 7, 8]) await storage.history.put(row(`call ${at}`, at));
    await storage.history.put(row("other", 9, "+358 40 999"));
    await storage.callbacks.put(callback("open"));
    await storage.callbacks.put(callback("other", { key: "+1" }));
    await storage.callbacks.put(
      callback("done", { done: { at: 1, by: "1001", how: "answered", why: "" } }),
    );
    const keyOf = async (number: string) => (await readNumber(number, "FI")).key;
    const callers = createCallers({ storage, calls: createCallStore(), keyOf, searchWords });
    const told: Caller[] = [];
    const stop = callers.watch("0401234567", (caller) => told.push(caller));
    await until(() => told.length > 0, "the caller");
    expect(told[0]).toMatchObject({ contact: null, company: null });
    expect(told[0]?.calls.map(({ id }) => id)).toEqual(
      [8, 7, 6, 5, 4, 3].map((at) => `call ${at}`),
    );
    expect(told[0]?.callbacks.map(({ id }) => id)).toEqual(["open"]);

    const directory = createDirectory({
      table: () => storage.contacts,
      company: () => storage.company,
      region: () => "FI",
      now: () => 1,
    });
    await directory.do({
      type: "save",
      draft: {
        id: null,
        name: "Maria",
        company: "",
        notes: "",
        numbers: [{ kind: "mobile", number: "+358 40 123 4567" }],
        emails: [],
        tags: [],
        fields: {},
      },
    });
    await until(() => told.at(-1)?.contact?.name === "Maria", "the new contact");
    await storage.callbacks.put(callback("second"));
    await until(() => told.at(-1)?.callbacks.length === 2, "the new callback");
    stop();
    const before = told.length;
    await storage.callbacks.put(callback("third"));
    await storage.callbacks.all();
    expect(told).toHaveLength(before);
  });
});

test("whoever rings is read of before anybody asks, and is told at once", async () => {
  const storage = createStorage(async () => createMemoryTables());
  await storage.use("account");
  await storage.history.put(row("before", 1));
  const calls = createCallStore();
  let reads = 0;
  const readCaller: typeof storage.readCaller = (...question) => {
    reads += 1;
    return storage.readCaller(...question);
  };
  const callers = createCallers({
    storage: { ...storage, readCaller },
    calls,
    keyOf: () => key,
    searchWords,
  });
  const ringing = { phase: "ringing", party: { number: key } } as Call;
  const rings = (id: CallId, call: Call) =>
    calls.setState(({ byId, order }) => ({ byId: { ...byId, [id]: call }, order: [...order, id] }));
  rings("one" as CallId, ringing);
  // What changes in a call that rings, and what does not ring, is not read of.
  calls.setState(({ byId }) => ({ byId: { ...byId, ["one" as CallId]: { ...ringing } } }));
  rings("two" as CallId, { ...ringing, phase: "dialing" } as Call);
  expect(reads).toBe(1);
  await new Promise((resolve) => setTimeout(resolve, 5));
  const told: Caller[] = [];
  const stop = callers.watch(key, (caller) => told.push(caller));
  expect(told[0]?.calls.map(({ id }) => id)).toEqual(["before"]);
  // Then it is followed like any other.
  await storage.history.put(row("meanwhile", 2));
  await storage.callbacks.put(callback("open"));
  await until(() => told.at(-1)?.callbacks.length === 1, "the callback");
  expect(told.at(-1)?.calls).toHaveLength(2);
  stop();
});

describe("the clock where somebody calls from", () => {
  const summer = Date.UTC(2026, 6, 1, 12);

  test("is one in a country with one time, also where it has several names", () => {
    expect(localTimes("FI", summer)).toEqual({
      earliest: "Europe/Helsinki",
      latest: "Europe/Helsinki",
    });
    const german = localTimes("DE", summer);
    expect(german?.earliest).toBe(german?.latest);
  });

  test("is between two where the country is wide: the number does not say where in it", () => {
    const american = localTimes("US", summer);
    expect(american).not.toBeNull();
    expect(american?.earliest).not.toBe(american?.latest);
    const hour = (timeZone = "") =>
      new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }).format(summer);
    expect(Number(hour(american?.latest))).toBeGreaterThan(Number(hour(american?.earliest)));
  });

  test.each(["", "XX", "?"])("is nowhere for %j", (country) => {
    expect(localTimes(country, summer)).toBeNull();
  });
});
