import { describe, expect, test } from "vitest";

import { serveQueues } from "@/testing/fake-queues";
import { serveSupervision } from "@/testing/fake-supervision";
import { createFakeBrowser, type FakeTab } from "@/testing/fake-tabs";
import { testAccount, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { Call } from "./calls/call";
import { selectAll } from "./calls/select";
import { readConfig } from "./config/config";
import { createMemoryTables } from "./storage/memory-tables";

const placeOf = ({ phone }: FakeTab) => phone.tabs.store.getState().place;
const phaseOf = ({ phone }: FakeTab) => phone.connection.store.getState().phase;
const callOf = ({ phone }: FakeTab): Call | undefined =>
  selectAll(phone.calls.store.getState()).at(-1);

const isAt = (tab: FakeTab, place: ReturnType<typeof placeOf>) =>
  until(() => placeOf(tab) === place, `the phone to be ${place}`);
const isIn = (tab: FakeTab, phase: Call["phase"]) =>
  until(() => callOf(tab)?.phase === phase, `a call that is ${phase}`);

async function signIn(tab: FakeTab): Promise<void> {
  const { password } = tab.pbx;
  await tab.phone.connection.do({
    type: "signIn",
    account: testAccount,
    password,
    remember: false,
  });
}

/** A browser with two tabs, signed in from the first. */
async function twoTabs() {
  const tables = createMemoryTables();
  const model = testPhone({ ports: { openTables: async () => tables } });
  const browser = createFakeBrowser(model);
  const first = browser.open();
  await isAt(first, "here");
  await signIn(first);
  await until(() => phaseOf(first) === "connected", "the first tab to be connected");
  const second = browser.open();
  await isAt(second, "there");
  return { browser, first, second, pbx: model.pbx, media: model.media, audio: model.audio };
}

describe("two tabs of one browser", () => {
  test("the second shows the phone of the first, and registers nothing", async () => {
    const { first, second, pbx } = await twoTabs();
    expect(placeOf(first)).toBe("here");
    expect(phaseOf(second)).toBe("connected");
    expect(second.phone.connection.store.getState()).toEqual(
      first.phone.connection.store.getState(),
    );
    expect(pbx.wire.opened).toHaveLength(1);
  });

  test("what a supervisor asks in the second tab has its outcome there, refusals too", async () => {
    const { config } = readConfig({ dialect: "asterisk" });
    const model = testPhone({ config });
    const served = serveSupervision(model.pbx);
    const browser = createFakeBrowser(model);
    const first = browser.open();
    await isAt(first, "here");
    await signIn(first);
    const second = browser.open();
    await isAt(second, "there");
    const { supervision } = second.phone;
    await until(() => supervision.store.getState().rights !== null, "the rights");
    served.answers.set("sup hangup", "NOCALL");
    const order = { do: "hangup" } as const;
    await expect(
      supervision.do({ type: "order", agent: "1002", order, reason: "" }),
    ).rejects.toMatchObject({ code: "noCallThere" });
    served.answers.set("audit", "1");
    served.lines.set("audit", ["audit 7 1001 1002 take - -"]);
    expect(await supervision.audit(0)).toMatchObject({ count: 1, lines: [{ act: "take" }] });
    await supervision.do({ type: "spyNext", agent: "1002" });
    await until(() => supervision.store.getState().next === "1002", "the state");
  });

  test("a sign-in in the second tab is the first one's", async () => {
    const browser = createFakeBrowser(testPhone());
    const first = browser.open();
    await isAt(first, "here");
    const second = browser.open();
    await isAt(second, "there");
    await signIn(second);
    expect(phaseOf(first)).toBe("connected");
    await until(() => phaseOf(second) === "connected", "the second to show it");
    await second.phone.connection.do({ type: "signOut" });
    expect(phaseOf(first)).toBe("signedOut");
    expect(second.session.entries.size).toBe(0);
  });

  test("a ring shows in both, and is answered in the one that is clicked", async () => {
    const { first, second, pbx, media } = await twoTabs();
    const there = pbx.ring({ number: "1002" });
    await isIn(first, "ringing");
    await isIn(second, "ringing");
    const id = callOf(second)?.id;
    if (id === undefined) throw new Error("no call");
    second.phone.calls.do({ type: "answer", id });
    await isIn(second, "talking");
    expect(callOf(first)?.phase).toBe("talking");
    expect(media.sessions).toHaveLength(1);
    second.phone.calls.do({ type: "mute", id });
    await until(() => {
      const call = callOf(first);
      return call?.phase === "talking" && call.muted;
    }, "the first tab to be muted");
    there.bye();
    await isIn(second, "ended");
  });

  test("a call is dialled in the second tab", async () => {
    const { first, second, pbx } = await twoTabs();
    second.phone.calls.do({ type: "dial", target: "1002" });
    await isIn(first, "dialing");
    await isIn(second, "dialing");
    expect(pbx.calls).toHaveLength(1);
  });

  test("the agent's state is seen and changed in the second tab", async () => {
    const queues = [{ number: "500", name: "Support", id: "support" }];
    const { config } = readConfig({ dialect: "asterisk", queues });
    const model = testPhone({ config });
    const desk = serveQueues(model.pbx, { support: 0 });
    const browser = createFakeBrowser(model);
    const first = browser.open();
    await isAt(first, "here");
    await signIn(first);
    const second = browser.open();
    const pauseOf = ({ phone }: FakeTab) => {
      const state = phone.agent.store.getState();
      return state.phase === "known" ? state.pause?.reason : undefined;
    };
    await until(() => second.phone.agent.store.getState().phase === "known", "the state");
    second.phone.agent.do({ type: "signOn", queue: "support" });
    second.phone.agent.do({ type: "break", reason: "lunch" });
    await until(() => pauseOf(first) === "lunch" && pauseOf(second) === "lunch", "the break");
    expect(desk.heard).toEqual(["login support", "pause lunch"]);
    // The tab that has the phone is gone: the next one goes on with the break.
    first.close();
    await isAt(second, "here");
    await until(
      () => phaseOf(second) === "connected" && desk.asked === 2,
      "the state to be asked for",
    );
    expect(pauseOf(second)).toBe("lunch");
    second.phone.agent.do({ type: "ready" });
    await until(() => desk.state.reason === null, "the end of the break");
  });

  test("levels come while somebody looks, and no longer", async () => {
    const { second, audio } = await twoTabs();
    const heard: number[] = [];
    const stop = second.phone.audio.watchLevel((level) => heard.push(level));
    await until(() => audio.levelListeners() === 1, "the first tab to listen");
    stop();
    await until(() => audio.levelListeners() === 0, "the first tab to listen no more");
  });
});

describe("when the tab that has the phone goes", () => {
  test("the next one signs in with what was kept, and takes the call over", async () => {
    const { first, second, pbx } = await twoTabs();
    pbx.ring({ number: "1002" });
    await isIn(first, "ringing");
    const id = callOf(first)?.id;
    if (id === undefined) throw new Error("no call");
    first.phone.calls.do({ type: "answer", id });
    await isIn(second, "talking");
    const before = pbx.calls.length;
    first.close();
    await isAt(second, "here");
    await until(() => pbx.calls.length > before, "an INVITE with Replaces");
    expect(pbx.calls.at(-1)?.invite.header("replaces")).toContain("to-tag=");
    expect(callOf(second)?.id).toBe(id);
    pbx.calls.at(-1)?.answer();
    await until(() => callOf(second)?.link.state === "up", "the call to be taken over");
    expect(phaseOf(second)).toBe("connected");
  });

  test("a third tab finds the new one", async () => {
    const { browser, first, second } = await twoTabs();
    const third = browser.open();
    await isAt(third, "there");
    first.close();
    await isAt(second, "here");
    await until(() => phaseOf(second) === "connected", "the second to be connected");
    second.phone.calls.do({ type: "dial", target: "1002" });
    await isIn(third, "dialing");
    const id = callOf(third)?.id;
    if (id === undefined) throw new Error("no call");
    third.phone.calls.do({ type: "hangUp", id });
    await isIn(second, "ended");
  });

  test("what was pressed while nobody had the phone is done by the one that has it next", async () => {
    const { first, second, pbx } = await twoTabs();
    pbx.ring({ number: "1002" });
    await isIn(second, "ringing");
    first.freeze();
    const id = callOf(second)?.id;
    if (id === undefined) throw new Error("no call");
    second.phone.calls.do({ type: "decline", id });
    first.close();
    await isAt(second, "here");
    await until(() => callOf(second)?.phase === "ended", "the call to be declined");
  });
});

describe("taking the phone into this tab", () => {
  test("the other one lets go, and begins anew", async () => {
    const { first, second, pbx } = await twoTabs();
    second.phone.calls.do({ type: "dial", target: "1002" });
    await until(() => pbx.calls.length === 1, "an INVITE");
    pbx.calls[0]?.answer();
    await isIn(second, "talking");
    await second.phone.tabs.do({ type: "takeHere" });
    expect(placeOf(second)).toBe("here");
    expect(placeOf(first)).toBe("leaving");
    expect(first.reloads()).toBe(1);
    await until(() => pbx.calls.length === 2, "an INVITE with Replaces");
    expect(pbx.calls[0]?.requests.map(({ method }) => method)).not.toContain("BYE");
  });

  test("a call that is over is not waited for, and the phone is taken once", async () => {
    const { first, second, pbx } = await twoTabs();
    second.phone.calls.do({ type: "dial", target: "1002" });
    await until(() => pbx.calls.length === 1, "an INVITE");
    pbx.calls[0]?.answer();
    await isIn(second, "talking");
    pbx.calls[0]?.bye();
    await isIn(second, "ended");
    await second.phone.tabs.do({ type: "takeHere" });
    expect(placeOf(second)).toBe("here");
    // Longer than it is waited for before it would be taken by force.
    await new Promise((resolve) => setTimeout(resolve, 1_700));
    expect(placeOf(second)).toBe("here");
    expect(second.reloads()).toBe(0);
    expect(first.reloads()).toBeGreaterThan(0);
  });

  test("one that does not answer loses it all the same", async () => {
    const { first, second } = await twoTabs();
    first.freeze();
    await second.phone.tabs.do({ type: "takeHere" });
    expect(placeOf(second)).toBe("here");
    expect(first.reloads()).toBe(1);
  });

  test("a page of another version is out of reach, and can be taken from", async () => {
    const browser = createFakeBrowser(testPhone());
    const old = browser.open({ build: "1" });
    await isAt(old, "here");
    const fresh = browser.open({ build: "2" });
    await isAt(fresh, "outOfReach");
    expect(fresh.phone.tabs.store.getState()).toMatchObject({ isOtherVersion: true });
    expect(phaseOf(fresh)).toBe("starting");
    await fresh.phone.tabs.do({ type: "takeHere" });
    expect(placeOf(fresh)).toBe("here");
    expect(old.reloads()).toBe(1);
  });

  test("the microphone is opened in the tab in which it was pressed", async () => {
    const { first, second } = await twoTabs();
    await second.phone.audio.do({ type: "openMicrophone" });
    expect(placeOf(second)).toBe("here");
    expect(first.reloads()).toBe(1);
  });
});

test("a tab without the phone tells in its file how the phone stands", async () => {
  const { first, second } = await twoTabs();
  for (const tab of [second, first]) {
    const sections = await tab.phone.diagnostics.sections();
    const told = sections.find(({ name }) => name === "phone");
    expect(told?.facts).toMatchObject({ phase: "connected", dialect: "generic" });
  }
});
