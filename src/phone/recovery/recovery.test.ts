import { describe, expect, test } from "vitest";

import type { TalkingCall } from "@/phone/calls/call";
import { selectLiveCount } from "@/phone/calls/select";
import type { Socket } from "@/phone/sip/wire-transport";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import type { PbxCall } from "@/testing/fake-pbx";
import { signedInPhone, type TestPhone, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { LiveRow } from "./recovery";

/** A phone whose tab can be reloaded: what the browser keeps is the same for the next page. */
async function inTab(options: Parameters<typeof testPhone>[0] = {}) {
  const tables = { ...createMemoryTables() };
  /** What lies in the table of live calls. */
  const saved = new Map<string, LiveRow>();
  const { live } = tables;
  tables.live = {
    ...live,
    async put(row) {
      saved.set(row.id, row);
      await live.put(row);
    },
    async remove(id) {
      saved.delete(id);
      await live.remove(id);
    },
  };
  const ports = { openTables: async () => tables, ...options.ports };
  const agent = await signedInPhone({ ...options, ports });
  const { pbx } = agent;
  /** The page before falls silent at once, as one does that is gone: its socket and its timers say nothing more. */
  async function reload(more: Parameters<typeof testPhone>[0] = {}): Promise<TestPhone> {
    const count = saved.size;
    const next = testPhone({
      pbx,
      config: { ...options.config, ...more.config },
      ports: {
        ...ports,
        signIn: agent.ports.signIn,
        instanceId: agent.ports.instanceId,
        ...more.ports,
      },
    });
    void next.phone.connection.do({ type: "restore" });
    await until(() => selectLiveCount(next.phone.calls.store.getState()) === count, "its calls");
    return next;
  }
  return { agent, pbx, tables, reload, saved };
}

const headerOf = (call: PbxCall | undefined, name: string): string =>
  call?.invite.header(name) ?? "";
const tagIn = (text: string): string => /tag=([^;]+)/.exec(text)?.[1] ?? "";

/** The dialog of a call that the phone has made, as the phone names it in Replaces. */
function nameOf(call: PbxCall | undefined): string {
  const local = tagIn(headerOf(call, "from"));
  return `from-tag=${local}`;
}

async function newCall({ pbx }: TestPhone, count: number): Promise<PbxCall> {
  await until(() => pbx.calls.length === count, `INVITE ${count}`);
  const call = pbx.calls[count - 1];
  if (call === undefined) throw new Error("no call");
  return call;
}

/** In a call to 1002 that is up, and then on a new page. */
async function reloadedInCall(
  before: (agent: TestPhone) => Promise<void> | void = () => undefined,
) {
  const tab = await inTab();
  const { agent, pbx } = tab;
  agent.dials("1002");
  (await newCall(agent, 1)).answer();
  await agent.expects("talking");
  await before(agent);
  // What has happened is written a moment later.
  await until(() => tab.saved.size === 1, "the call to be saved");
  const next = await tab.reload();
  return { ...tab, next, old: pbx.calls[0] };
}

describe("a call on a page that was loaded anew", () => {
  test("is taken over by INVITE with Replaces, and is the same call", async () => {
    const { agent, next, old } = await reloadedInCall();
    expect(next.call()).toMatchObject({ phase: "talking", link: { state: "takingOver" } });
    const taken = await newCall(next, 2);
    expect(headerOf(taken, "replaces")).toContain(`${headerOf(old, "call-id")};to-tag=`);
    expect(headerOf(taken, "replaces")).toContain(nameOf(old));
    taken.answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
    const before = agent.call() as TalkingCall;
    expect(next.call()).toMatchObject({
      id: before.id,
      answeredAt: before.answeredAt,
      party: { number: "1002" },
      muted: false,
    });
    expect(next.media.sessions[0]?.microphoneOpen).toBe(true);
    taken.bye();
    expect(await next.expects("ended")).toMatchObject({ reason: "hungUpThere" });
  });

  test("is still muted", async () => {
    const { next } = await reloadedInCall((agent) => agent.does({ type: "mute" }));
    (await newCall(next, 2)).answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
    expect(next.call()).toMatchObject({ muted: true });
    expect(next.media.sessions[0]?.microphoneOpen).toBe(false);
  });

  test("is still on hold: nothing was said into it, and the phone system is told", async () => {
    const { agent, next } = await reloadedInCall(async (agent) => {
      agent.does({ type: "hold" });
      await agent.waitsFor((call) => (call as TalkingCall).held, "hold");
    });
    const taken = await newCall(next, 2);
    taken.answer();
    await until(() => taken.requests.some(({ method }) => method === "INVITE"), "the hold");
    const reinvite = taken.requests.find(({ method }) => method === "INVITE");
    expect(reinvite?.body).toContain("a=sendonly");
    await next.waitsFor((call) => (call as TalkingCall).held, "hold");
    expect(next.call()).toMatchObject({ heldSince: (agent.call() as TalkingCall).heldSince });
    expect(next.media.sessions[0]?.log).not.toContain("mic open");
  });

  test("put on hold before it is here: it comes up on hold, and nothing is asked too early", async () => {
    const { next } = await reloadedInCall();
    const taken = await newCall(next, 2);
    next.does({ type: "hold" });
    taken.answer();
    await next.waitsFor((call) => (call as TalkingCall).held, "hold");
    expect(next.call()).toMatchObject({ link: { state: "up" }, problem: null });
    expect(next.media.sessions[0]?.log).not.toContain("mic open");
    next.does({ type: "resume" });
    await next.waitsFor((call) => !(call as TalkingCall).held, "the call back");
  });

  test("has ended meanwhile: it is told, here and in the history", async () => {
    const { next, tables } = await reloadedInCall();
    (await newCall(next, 2)).respond("481 Call/Transaction Does Not Exist");
    expect(await next.expects("ended")).toMatchObject({ reason: "endedWhileAway" });
    const find = () => tables.history.search({ words: [], missedOnly: false, limit: 9 });
    await until(async () => (await find())[0]?.open === 0, "the row to be closed");
    expect(await find()).toMatchObject([{ endReason: "endedWhileAway" }]);
  });

  test("is tried again while the phone system says nothing to the point", async () => {
    const { next } = await reloadedInCall();
    (await newCall(next, 2)).respond("503 Service Unavailable");
    (await newCall(next, 3)).answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
  });

  test("is not lost to a second cut on the way", async () => {
    const { next, pbx } = await reloadedInCall();
    await newCall(next, 2);
    pbx.wire.cut();
    (await newCall(next, 3)).answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
    expect(next.call()).toMatchObject({ phase: "talking" });
  });

  test("is asked for once, however long the registration takes", async () => {
    const tab = await inTab();
    tab.agent.dials("1002");
    (await newCall(tab.agent, 1)).answer();
    await tab.agent.expects("talking");
    await until(() => tab.saved.size === 1, "it to be saved");
    const openSocket = (server: string): Socket => {
      const socket = tab.pbx.wire.openSocket(server);
      const send = socket.send.bind(socket);
      socket.send = (text) =>
        text.startsWith("REGISTER") ? void setTimeout(() => send(text), 60) : send(text);
      return socket;
    };
    const next = await tab.reload({ ports: { openSocket } });
    const taken = await newCall(next, 2);
    await until(() => next.phone.connection.store.getState().phase === "connected", "the sign-in");
    taken.answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(tab.pbx.calls).toHaveLength(2);
    expect(next.call()).toMatchObject({ phase: "talking" });
  });

  test("hung up before it is here: it is taken over to be ended", async () => {
    const { next } = await reloadedInCall();
    const taken = await newCall(next, 2);
    next.does({ type: "hangUp" });
    expect(await next.expects("ended")).toMatchObject({ reason: "hungUp" });
    taken.answer();
    await until(() => taken.requests.some(({ method }) => method === "BYE"), "the BYE");
  });

  test("and on the next one again", async () => {
    const { next, reload } = await reloadedInCall();
    (await newCall(next, 2)).answer();
    await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
    const taken = next.pbx.calls[1];
    await new Promise((resolve) => setTimeout(resolve, 20));
    const third = await reload();
    const again = await newCall(third, 3);
    expect(headerOf(again, "replaces")).toContain(headerOf(taken, "call-id"));
  });
});

test("Asterisk wants a moment of hold before the far end hears the new page; the call itself is not on hold", async () => {
  const tab = await inTab({ config: { dialect: "asterisk" } });
  tab.agent.dials("1002");
  (await newCall(tab.agent, 1)).answer();
  await tab.agent.expects("talking");
  await until(() => tab.saved.size === 1, "it to be saved");
  const next = await tab.reload();
  const taken = await newCall(next, 2);
  taken.answer();
  await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
  const holds = () =>
    taken.requests
      .filter(({ method }) => method === "INVITE")
      .map(({ body }) => /a=(\w+)/.exec(body)?.[1]);
  await until(() => holds().length === 2, "hold and back");
  expect(holds()).toEqual(["sendonly", "sendrecv"]);
  expect(next.call()).toMatchObject({ held: false, heldMs: 0, wish: { held: false } });
  expect(next.media.sessions[0]?.microphoneOpen).toBe(true);
});

describe("several calls", () => {
  test("each is what it was: one on hold, one that is talked on", async () => {
    const tab = await inTab();
    const { agent } = tab;
    agent.dials("1002");
    (await newCall(agent, 1)).answer();
    await agent.expects("talking", "1002");
    agent.dials("1003");
    (await newCall(agent, 2)).answer();
    await agent.expects("talking", "1003");
    await agent.waitsFor((call) => (call as TalkingCall).held, "hold", "1002");
    await until(() => tab.saved.size === 2, "two to be saved");
    await new Promise((resolve) => setTimeout(resolve, 20));
    const next = await tab.reload();
    await until(() => tab.pbx.calls.length === 4, "two INVITEs");
    for (const call of tab.pbx.calls.slice(2)) call.answer();
    await next.waitsFor(({ link }) => link.state === "up", "the second to be up", "1003");
    await next.waitsFor(({ link }) => link.state === "up", "the first to be up", "1002");
    await next.waitsFor((call) => (call as TalkingCall).held, "hold", "1002");
    expect(next.call("1003")).toMatchObject({ held: false });
    const open = next.media.sessions.filter(({ microphoneOpen }) => microphoneOpen);
    expect(open).toHaveLength(1);
  });
});

describe("a call that still rings", () => {
  async function rungAndReloaded() {
    const tab = await inTab();
    tab.pbx.ring({ number: "0401234567", name: "Maria", extra: ["X-Call-UUID: u-1"] });
    await tab.agent.expects("ringing");
    await until(() => tab.saved.size === 1, "it to be saved");
    const next = await tab.reload();
    expect(next.call()).toMatchObject({ phase: "ringing", party: { display: "Maria" } });
    return { ...tab, next };
  }

  test("is answered by taking it over, and not before", async () => {
    const { next, pbx } = await rungAndReloaded();
    await until(() => next.phone.connection.store.getState().phase === "connected", "the sign-in");
    expect(pbx.calls).toHaveLength(1);
    next.does({ type: "answer" });
    const taken = await newCall(next, 2);
    expect(headerOf(taken, "replaces")).toMatch(/^ring-\d+;to-tag=pbx\d+;from-tag=/);
    taken.answer();
    expect(await next.expects("talking")).toMatchObject({ direction: "in" });
  });

  test("that is declined is off the screen, and the phone system is asked nothing", async () => {
    const { next, pbx } = await rungAndReloaded();
    await until(() => next.phone.connection.store.getState().phase === "connected", "the sign-in");
    const before = pbx.wire.sent.length;
    next.does({ type: "decline" });
    expect(await next.expects("ended")).toMatchObject({ reason: "declined" });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(pbx.wire.sent.slice(before).filter((text) => !text.startsWith("SUBSCRIBE"))).toEqual([]);
  });

  test("whose caller gave up is a missed call", async () => {
    const { next } = await rungAndReloaded();
    next.does({ type: "answer" });
    (await newCall(next, 2)).respond("481 Call/Transaction Does Not Exist");
    expect(await next.expects("ended")).toMatchObject({ reason: "missed" });
  });

  test("that the phone system offers anew is one call", async () => {
    const { next, pbx } = await rungAndReloaded();
    await until(() => next.phone.connection.store.getState().phase === "connected", "the sign-in");
    const again = pbx.ring({ number: "0401234567", extra: ["X-Call-UUID: u-1"] });
    await next.waitsFor(({ link }) => link.state === "up", "the ring");
    expect(selectLiveCount(next.phone.calls.store.getState())).toBe(1);
    next.does({ type: "answer" });
    await next.expects("talking");
    expect(again.lastResponse?.status).toBe(200);
  });
});

test("a call that rang there is taken over once it is answered there", async () => {
  const tab = await inTab();
  tab.agent.dials("1002");
  (await newCall(tab.agent, 1)).respond("180 Ringing");
  await until(() => tab.saved.size === 1, "it to be saved");
  const next = await tab.reload();
  expect(next.call()).toMatchObject({ phase: "dialing" });
  (await newCall(next, 2)).respond("481 Call/Transaction Does Not Exist");
  (await newCall(next, 3)).answer();
  expect(await next.expects("talking")).toMatchObject({ link: { state: "up" } });
});

test("a call that rang long ago does not ring again: it was missed then", async () => {
  const clock = { ms: 1_000_000 };
  const ports = { now: () => clock.ms };
  const tab = await inTab({ ports });
  tab.pbx.ring({ number: "0401234567" });
  await tab.agent.expects("ringing");
  await until(() => tab.saved.size === 1, "it to be saved");
  clock.ms += 60_000;
  const next = await tab.reload({ ports });
  expect(await next.expects("ended")).toMatchObject({ reason: "missed", endedAt: 1_020_000 });
});

test("a page that comes too late asks nothing and tells when the call was over", async () => {
  const clock = { ms: 1_000_000 };
  const ports = { now: () => clock.ms };
  const tab = await inTab({ ports });
  tab.agent.dials("1002");
  (await newCall(tab.agent, 1)).answer();
  await tab.agent.expects("talking");
  await until(() => tab.saved.size === 1, "it to be saved");
  clock.ms += 60_000;
  const next = testPhone({
    pbx: tab.pbx,
    ports: { ...ports, ...tab.agent.ports, openTables: async () => tab.tables },
  });
  await next.phone.connection.do({ type: "restore" });
  expect(await next.expects("ended")).toMatchObject({
    reason: "endedWhileAway",
    endedAt: 1_020_000,
  });
  expect(tab.pbx.calls).toHaveLength(1);
});

test("sound that waited for a press is tried again when the microphone opens", async () => {
  const { next } = await reloadedInCall();
  (await newCall(next, 2)).answer();
  await next.waitsFor(({ link }) => link.state === "up", "the call to be up");
  next.audio.block(true);
  expect(next.phone.audio.store.getState().soundBlocked).toBe(true);
  await next.phone.audio.do({ type: "openMicrophone" });
  expect(next.phone.audio.store.getState().soundBlocked).toBe(false);
});

test("a call whose answer had no time to be kept is up on the next page, and does not ring", async () => {
  const tab = await inTab();
  tab.pbx.ring({ number: "0401234567", name: "Maria" });
  await tab.agent.expects("ringing");
  await until(() => tab.saved.size === 1, "it to be saved");
  const { live } = tab.tables;
  tab.tables.live = { ...live, put: () => new Promise(() => undefined) };
  tab.agent.does({ type: "answer" });
  await tab.agent.expects("talking");
  // Sealed and copied by then.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const next = await tab.reload({ ports: { signIn: tab.agent.ports.signIn } });
  expect(next.call()).toMatchObject({ phase: "talking", link: { state: "takingOver" } });
  tab.tables.live = live;
});

test("what is saved says nothing to whoever reads it, and goes with the call", async () => {
  const tab = await inTab();
  tab.agent.dials("1002");
  const there = await newCall(tab.agent, 1);
  there.answer();
  await tab.agent.expects("talking");
  await until(() => tab.saved.size === 1, "it to be saved");
  const [row = {}] = tab.saved.values();
  expect(Object.keys(row).toSorted()).toEqual(["id", "instance", "livedAt", "sealed"]);
  there.bye();
  await tab.agent.expects("ended");
  await until(() => tab.saved.size === 0, "it to be gone");
});

test.each([
  ["answered", "the server there"],
  ["ringing", "the server there"],
  ["answered", "the server away"],
  ["ringing", "the server away"],
])("a call that was %s at signing out, %s, is in neither place", async (state, how) => {
  const tab = await inTab();
  const { agent } = tab;
  agent.dials("1002");
  const there = await newCall(agent, 1);
  if (state === "answered") there.answer();
  else there.respond("180 Ringing");
  await until(() => tab.saved.size === 1, "it to be saved");
  const copies = () => [...agent.lasting.entries.keys()].filter((name) => name.includes("live"));
  expect(copies()).toHaveLength(1);
  if (how === "the server away") {
    agent.pbx.wire.refuse = true;
    agent.pbx.wire.cut();
  }
  await agent.phone.connection.do({ type: "signOut" });
  await until(() => tab.saved.size === 0, "it to be gone");
  expect(copies()).toEqual([]);
});

test("a call that comes and goes while the page still asks for older ones does not ring again", async () => {
  const tables = { ...createMemoryTables() };
  const { live } = tables;
  let goOn = (): void => undefined;
  tables.live = {
    ...live,
    async claim(instance, living) {
      await new Promise<void>((resolve) => (goOn = resolve));
      const rows = await live.claim(instance, living);
      there.cancel();
      await agent.expects("ended");
      return rows;
    },
  };
  const agent = await signedInPhone({ ports: { openTables: async () => tables } });
  const there = agent.pbx.ring({ number: "0401234567" });
  await agent.expects("ringing");
  await until(async () => (await live.claim("x", ["x"])).length === 1, "it to be saved");
  goOn();
  await agent.expects("ended");
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(agent.call()).toMatchObject({ phase: "ended", reason: "missed" });
});

test("the calls of another tab that lives are left to it", async () => {
  const tab = await inTab();
  tab.agent.dials("1002");
  (await newCall(tab.agent, 1)).answer();
  await tab.agent.expects("talking");
  await until(() => tab.saved.size === 1, "it to be saved");
  const other = testPhone({
    pbx: tab.pbx,
    ports: {
      openTables: async () => tab.tables,
      livingInstances: async () => [tab.agent.ports.instanceId],
    },
  });
  await other.signsIn();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(selectLiveCount(other.phone.calls.store.getState())).toBe(0);
});
