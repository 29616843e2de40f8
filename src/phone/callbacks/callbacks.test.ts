import { describe, expect, test } from "vitest";

import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createFakeBrowser } from "@/testing/fake-tabs";
import { signedInPhone, testAccount, testPhone, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { CallbackRow } from "./callback-row";
import type { Callbacks } from "./callbacks";

const number = "0401234567";
const minuteMs = 60_000;

/** An agent with a list and a clock of their own. */
async function desk() {
  let shiftMs = 0;
  const tables = createMemoryTables();
  const now = (): number => Date.now() + shiftMs;
  const agent = await signedInPhone({
    config: { dialect: "asterisk" },
    ports: { now, openTables: async () => tables },
  });
  const { callbacks } = await agent.phone.openDesk();
  await until(() => callbacks.store.getState().open !== null, "the list");
  return {
    agent,
    tables,
    callbacks,
    now,
    passes(ms: number) {
      shiftMs += ms;
      agent.ticks();
    },
  };
}

const openOf = ({ store }: Callbacks): readonly CallbackRow[] => store.getState().open ?? [];
const doneOf = ({ store }: Callbacks): readonly CallbackRow[] => store.getState().done;
const remindedOf = ({ store }: Callbacks) => store.getState().reminders.map(({ id }) => id);

const promised = (dueAt: number) => ({
  number,
  name: "Maria",
  contactId: null,
  dueAt,
  owner: "1001",
  reason: "  the invoice  ",
  callId: null,
  queue: null,
});

/** The commands of this kind that the phone has sent. */
function sentOf({ pbx }: TestPhone, beginning: string): readonly string[] {
  return pbx.requests
    .filter(({ method, body }) => method === "MESSAGE" && body.startsWith(beginning))
    .map(({ body }) => body);
}

/** The phone system answers the last command of this kind. */
async function answers(agent: TestPhone, command: string, answer: string): Promise<void> {
  await until(() => sentOf(agent, command).length > 0, command);
  const request = agent.pbx.requests.findLast(({ body }) => body === command);
  agent.pbx.message("cmd", `${request?.header("x-ref")} ${answer}`);
}

const tells = ({ pbx }: TestPhone, line: string): void => pbx.message("cmd", line);
const epoch = (ms: number): string => String(Math.floor(ms / 1_000));

async function callsOut(agent: TestPhone, count: number): Promise<void> {
  await until(() => agent.pbx.calls.length === count, "an INVITE");
}

async function misses(agent: TestPhone, extra: readonly string[] = []): Promise<void> {
  const call = agent.pbx.ring({ number, name: "Maria", extra });
  await agent.expects("ringing");
  call.cancel();
  await agent.expects("ended");
}

describe("a promise to call back", () => {
  test("is kept, reminds when it is due, and an answered call from its row ends it", async () => {
    const { agent, callbacks, now, passes, tables } = await desk();
    const dueAt = now() + 30 * minuteMs;
    await callbacks.do({ type: "promise", promise: promised(dueAt) });
    const [row] = openOf(callbacks);
    expect(row).toMatchObject({ key: "+358401234567", reason: "the invoice", owner: "1001" });
    expect(callbacks.store.getState()).toMatchObject({ waiting: 0, reminders: [] });
    passes(31 * minuteMs);
    await until(() => callbacks.store.getState().waiting === 1, "to be due");
    const id = row?.id ?? "";
    expect(remindedOf(callbacks)).toEqual([id]);

    await callbacks.do({ type: "call", id });
    await callsOut(agent, 1);
    expect(remindedOf(callbacks)).toEqual([]);
    agent.pbx.calls[0]?.answer();
    await until(() => openOf(callbacks).length === 0, "the end of the row");
    expect(doneOf(callbacks)).toMatchObject([{ id, done: { by: "1001", how: "answered" } }]);
    const [attempt] = doneOf(callbacks)[0]?.attempts ?? [];
    const kept = async () => tables.history.get(attempt?.callId ?? "");
    await until(async () => (await kept())?.work.callbackId === id, "the call to know its row");
    expect(sentOf(agent, "called")).toEqual([`called ${number}`]);
  });

  test("a try that nobody answers is an attempt, and the row stays", async () => {
    const { agent, callbacks, now } = await desk();
    await callbacks.do({ type: "promise", promise: promised(now()) });
    const [row] = openOf(callbacks);
    await callbacks.do({ type: "call", id: row?.id ?? "" });
    await callsOut(agent, 1);
    agent.pbx.calls[0]?.respond("480 Temporarily Unavailable");
    await until(() => openOf(callbacks)[0]?.attempts.length === 1, "an attempt");
    expect(openOf(callbacks)).toMatchObject([{ attempts: [{ answered: false }], done: null }]);
    expect(sentOf(agent, "called")).toEqual([]);
  });

  test("they call again first: it is done by that", async () => {
    const { agent, callbacks, now } = await desk();
    await callbacks.do({ type: "promise", promise: promised(now() + 30 * minuteMs) });
    agent.pbx.ring({ number: "+358401234567" });
    await agent.expects("ringing");
    agent.does({ type: "answer" });
    await until(() => doneOf(callbacks).length === 1, "the end of the row");
    expect(doneOf(callbacks)).toMatchObject([{ done: { how: "calledAgain" }, attempts: [] }]);
  });

  test("a reminder is put off, waits for the end of ringing, and can be dismissed", async () => {
    const { agent, callbacks, now, passes } = await desk();
    await callbacks.do({ type: "promise", promise: promised(now()) });
    const id = openOf(callbacks)[0]?.id ?? "";
    expect(remindedOf(callbacks)).toEqual([id]);
    await callbacks.do({ type: "snooze", id, minutes: 5 });
    expect(remindedOf(callbacks)).toEqual([]);
    const call = agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing");
    passes(6 * minuteMs);
    expect(remindedOf(callbacks)).toEqual([]);
    call.cancel();
    await agent.expects("ended");
    await until(() => remindedOf(callbacks).length === 1, "the reminder");
    await callbacks.do({ type: "dismissReminder", id });
    passes(60 * minuteMs);
    expect(remindedOf(callbacks)).toEqual([]);
    expect(openOf(callbacks)).toMatchObject([{ id }, { kind: "lost" }]);
  });

  test("can be moved, and taken off with a word why", async () => {
    const { callbacks, now } = await desk();
    await callbacks.do({ type: "promise", promise: promised(now()) });
    const id = openOf(callbacks)[0]?.id ?? "";
    const dueAt = now() + 60 * minuteMs;
    await callbacks.do({ type: "change", id, change: { dueAt, owner: null, reason: "later" } });
    expect(openOf(callbacks)).toMatchObject([{ dueAt, remindAt: dueAt, owner: null }]);
    await callbacks.do({ type: "remove", id, why: "wrong number" });
    expect(doneOf(callbacks)).toMatchObject([{ done: { how: "removed", why: "wrong number" } }]);
    await callbacks.do({ type: "remove", id, why: "again" });
    expect(doneOf(callbacks)).toMatchObject([{ done: { why: "wrong number" } }]);
  });
});

describe("a call that nobody answered", () => {
  test("is one row for each number, and counts each time they called", async () => {
    const { agent, callbacks } = await desk();
    await misses(agent);
    await until(() => openOf(callbacks).length === 1, "a lost call");
    await misses(agent);
    await until(() => openOf(callbacks)[0]?.missed.length === 2, "the second time");
    expect(openOf(callbacks)).toMatchObject([{ kind: "lost", name: "Maria", remindAt: null }]);
    expect(callbacks.store.getState().waiting).toBe(0);
  });

  test("the same call told by the phone system too is the same", async () => {
    const { agent, callbacks } = await desk();
    await misses(agent, ["X-Queue: support", "X-Call-UUID: 17-a"]);
    await until(() => openOf(callbacks).length === 1, "a lost call");
    tells(agent, `lost 17-a support ${number} ${epoch(Date.now())} 20 Maria`);
    tells(agent, `lost 18-b support 0409999999 ${epoch(Date.now())} 20 Liisa%20Aalto`);
    await until(() => openOf(callbacks).length === 2, "another one");
    expect(openOf(callbacks)).toMatchObject([
      { missed: [{ id: "17-a" }] },
      { missed: [{ id: "18-b" }], name: "Liisa Aalto", queue: "support" },
    ]);
  });

  test("a colleague has called back: it says who, and closes", async () => {
    const { agent, callbacks } = await desk();
    await misses(agent);
    await until(() => openOf(callbacks).length === 1, "a lost call");
    tells(agent, `called 0409999999 1002 ${epoch(Date.now())}`);
    tells(agent, `called +358401234567 1002 ${epoch(Date.now())}`);
    await until(() => doneOf(callbacks).length === 1, "the end of the row");
    expect(doneOf(callbacks)).toMatchObject([{ done: { by: "1002", how: "answered" } }]);
  });

  test("we called back: colleagues are told once", async () => {
    const { agent, callbacks } = await desk();
    await misses(agent);
    await until(() => openOf(callbacks).length === 1, "a lost call");
    agent.dials(number);
    await callsOut(agent, 2);
    agent.pbx.calls[1]?.answer();
    await until(() => sentOf(agent, "called").length > 0, "the command");
    expect(doneOf(callbacks)).toMatchObject([{ done: { by: "1001" } }]);
    agent.pbx.calls[1]?.bye();
    await agent.expects("ended");
    expect(sentOf(agent, "called")).toEqual([`called ${number}`]);
  });

  test.each([
    ["declined", async (agent: TestPhone) => agent.does({ type: "decline" })],
    [
      "answered by a colleague",
      async ({ pbx }: TestPhone) =>
        pbx.calls[0]?.cancel(['Reason: SIP;cause=200;text="Call completed elsewhere"']),
    ],
  ])("one that was %s is not lost", async (_, ends) => {
    const { agent, callbacks } = await desk();
    agent.pbx.ring({ number });
    await agent.expects("ringing");
    await ends(agent);
    await agent.expects("ended");
    // What comes after it is there: so was this.
    tells(agent, `lost 18-b support 0409999999 ${epoch(Date.now())} 20`);
    await until(() => openOf(callbacks).length > 0, "the other one");
    expect(openOf(callbacks)).toMatchObject([{ number: "0409999999" }]);
  });

  test("somebody who had waited is answered here: colleagues who missed them are told", async () => {
    const { agent } = await desk();
    agent.pbx.ring({ number, extra: ["X-Queue: support", "X-Queue-Wait: 25"] });
    await agent.expects("ringing");
    agent.does({ type: "answer" });
    await until(() => sentOf(agent, "called").length > 0, "the command");
    expect(sentOf(agent, "called")).toEqual([`called ${number}`]);
  });

  test.each([
    "lost 17 support - 1764381600 20 Maria",
    "lost 17 support sip:x@y 1764381600 20 Maria",
    `lost 17 support ${"9".repeat(40)} 1764381600 20`,
  ])("a line that means nobody adds nothing: %s", async (line) => {
    const { agent, callbacks } = await desk();
    tells(agent, line);
    agent.pbx.message("1004", `lost 19 support 0407777777 ${epoch(Date.now())} 20`);
    tells(agent, `lost 18-b support 0409999999 ${epoch(Date.now())} 20`);
    await until(() => openOf(callbacks).length > 0, "the good one");
    expect(openOf(callbacks).map((row) => row.number)).toEqual(["0409999999"]);
  });
});

describe("a callback that was asked for from the queue", () => {
  const line = (at: number) => `callback 17-a support ${number} ${epoch(at)} Maria%20Niemi`;

  async function asked() {
    const made = await desk();
    await answers(made.agent, "callbacks", "1");
    tells(made.agent, line(made.now() - minuteMs));
    await until(() => openOf(made.callbacks).length === 1, "the callback");
    return { ...made, id: openOf(made.callbacks)[0]?.id ?? "" };
  }

  test("is everybody's until one takes it, and the phone system says who was first", async () => {
    const { agent, callbacks, id } = await asked();
    expect(openOf(callbacks)).toMatchObject([
      { kind: "asked", owner: null, name: "Maria Niemi", queue: "support" },
    ]);
    expect(callbacks.store.getState()).toMatchObject({ waiting: 1, reminders: [] });
    const taken = callbacks.do({ type: "take", id });
    await answers(agent, "take 17-a", "OK");
    expect(await taken).toBe(true);
    expect(openOf(callbacks)).toMatchObject([{ owner: "1001" }]);
    const given = callbacks.do({ type: "giveBack", id });
    await answers(agent, "back 17-a", "OK");
    expect(await given).toBe(true);
    expect(openOf(callbacks)).toMatchObject([{ owner: null, remindAt: null }]);
  });

  test("a colleague was quicker", async () => {
    const { agent, callbacks, id } = await asked();
    const taken = callbacks.do({ type: "take", id });
    await answers(agent, "take 17-a", "TAKEN 1002");
    await taken;
    expect(openOf(callbacks)).toMatchObject([{ owner: "1002" }]);
    expect(callbacks.store.getState().waiting).toBe(0);
    tells(agent, "done 17-a 1002");
    await until(() => doneOf(callbacks).length === 1, "the end");
    expect(doneOf(callbacks)).toMatchObject([{ done: { by: "1002" } }]);
  });

  test("a phone system that does not take the command: it is told, and nothing changes", async () => {
    const { agent, callbacks, id } = await asked();
    const taken = callbacks.do({ type: "take", id });
    await answers(agent, "take 17-a", "ERROR");
    expect(await taken).toBe(false);
    expect(callbacks.store.getState().problem).toMatchObject({ code: "commandFailed" });
    expect(openOf(callbacks)).toMatchObject([{ owner: null }]);
  });

  test("an answered call with the caller ends it, there too", async () => {
    const { agent, callbacks, id } = await asked();
    await callbacks.do({ type: "call", id });
    await callsOut(agent, 1);
    agent.pbx.calls[0]?.answer();
    await until(() => sentOf(agent, "done").length > 0, "the command");
    expect(sentOf(agent, "done")).toEqual(["done 17-a"]);
    expect(doneOf(callbacks)).toMatchObject([{ id, done: { by: "1001" } }]);
  });

  test("taken off by hand, the phone system hears of it", async () => {
    const { agent, callbacks, id } = await asked();
    const removed = callbacks.do({ type: "remove", id, why: "spam" });
    await answers(agent, "done 17-a", "OK");
    expect(await removed).toBe(true);
    expect(doneOf(callbacks)).toMatchObject([{ done: { how: "removed", why: "spam" } }]);
  });

  test("after the connection was away, what is not told again has been done by somebody", async () => {
    const { agent, callbacks } = await asked();
    agent.pbx.wire.cut();
    await until(() => sentOf(agent, "callbacks").length === 2, "to ask again");
    await answers(agent, "callbacks", "0");
    await until(() => doneOf(callbacks).length === 1, "the end");
    expect(doneOf(callbacks)).toMatchObject([{ done: { by: "" } }]);
  });
});

test("another tab sees the list, and its wishes reach the phone", async () => {
  const tables = createMemoryTables();
  const model = testPhone({
    config: { dialect: "asterisk" },
    ports: { openTables: async () => tables },
  });
  const browser = createFakeBrowser(model);
  const first = browser.open();
  await until(() => first.phone.tabs.store.getState().place === "here", "the phone");
  const { password } = model.pbx;
  await first.phone.connection.do({
    type: "signIn",
    account: testAccount,
    password,
    remember: false,
  });
  const second = browser.open();
  await until(() => second.phone.tabs.store.getState().place === "there", "the second tab");
  const { callbacks } = await second.phone.openDesk();
  tells(model, `callback 17-a support ${number} ${epoch(Date.now())} Maria`);
  await until(() => openOf(callbacks).length === 1, "the callback in the other tab");
  const taken = callbacks.do({ type: "take", id: openOf(callbacks)[0]?.id ?? "" });
  await answers(model, "take 17-a", "OK");
  expect(await taken).toBe(true);
  expect(openOf(callbacks)).toMatchObject([{ owner: "1001" }]);
});
