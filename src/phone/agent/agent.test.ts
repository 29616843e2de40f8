import { beforeEach, describe, expect, test } from "vitest";

import { agentOf } from "@/phone/agent-of";
import { readConfig } from "@/phone/config/config";
import { accountKey } from "@/phone/connection/account";
import { PhoneError } from "@/phone/errors";
import type { OwnPhone } from "@/phone/phone";
import type { Ports } from "@/phone/ports";
import type { Settings } from "@/phone/settings/settings";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { createFakePbx, type PbxCall } from "@/testing/fake-pbx";
import { serveQueues } from "@/testing/fake-queues";
import { testAccount, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { type AgentMode, type KnownState, modeOf, queuesIn } from "./agent-state";

const site = {
  dialect: "asterisk",
  team: [{ extension: "1002", name: "Omar" }],
  queues: [
    { number: "500", name: "Support", id: "support", missed: "pause" },
    {
      number: "501",
      name: "Sales",
      id: "sales",
      wrapUp: { mode: "fixed", seconds: 20, extendSeconds: 10, mostExtensions: 2 },
    },
    { number: "502", name: "Billing", id: "billing", wrapUp: { mode: "untilDone", seconds: 60 } },
  ],
};

interface SceneOptions {
  readonly site?: object;
  readonly settings?: Partial<Settings>;
  readonly tables?: ReturnType<typeof createMemoryTables>;
  readonly pbx?: ReturnType<typeof createFakePbx>;
  readonly queues?: ReturnType<typeof serveQueues>;
  readonly shared?: Partial<Ports>;
}

/** An agent at a phone system with three queues, not signed in yet. */
function scene(options: SceneOptions = {}) {
  const { config } = readConfig({ ...site, ...options.site });
  const tables = options.tables ?? createMemoryTables();
  const pbx = options.pbx ?? createFakePbx();
  const queues = options.queues ?? serveQueues(pbx, { support: 0, sales: 5, billing: 0 });
  const clock = { at: Date.parse("2026-11-29T10:42:00Z") };
  const agent = testPhone({
    pbx,
    config,
    ports: { openTables: async () => tables, now: () => clock.at, ...options.shared },
  });
  if (options.settings) agent.phone.settings.do({ type: "change", change: options.settings });
  const { store } = agent.phone.agent;
  const state = (): KnownState => {
    const now = store.getState();
    if (now.phase !== "known") throw new Error("nothing is known of the agent");
    return now;
  };
  const is = (mode: AgentMode, reason: string | null = null) =>
    until(
      () => {
        const now = store.getState();
        if (now.phase !== "known" || now.pending.length > 0 || modeOf(now) !== mode) return false;
        return reason === null || now.pause?.reason === reason;
      },
      `the agent to be ${mode} ${reason ?? ""}`,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(store.getState())}`);
    });
  return {
    agent,
    pbx,
    queues,
    tables,
    clock,
    state,
    is,
    store,
    does: agent.phone.agent.do,
    kinds: () => state().notices.map(({ kind }) => kind),
    /** The clock goes on, and the worker's second comes. */
    passes(seconds: number) {
      clock.at += seconds * 1_000;
      agent.ticks();
    },
  };
}

type Scene = ReturnType<typeof scene>;

async function signedOn(queue: string, options: SceneOptions = {}): Promise<Scene> {
  const made = scene(options);
  await made.agent.signsIn();
  await made.is("out");
  made.does({ type: "signOn", queue });
  await made.is("ready");
  return made;
}

/** A call of a queue that is up. */
async function inQueueCall({ agent, pbx }: Scene, queue: string): Promise<PbxCall> {
  const before = pbx.calls.length;
  const call = pbx.ring({ number: "+358401234567", extra: [`X-Queue: ${queue}`] });
  await agent.expects("ringing");
  agent.does({ type: "answer" });
  await agent.expects("talking");
  expect(pbx.calls.length).toBe(before + 1);
  return call;
}

/** The page is gone without a word, and the next one signs in with what is kept. */
async function reloaded(from: Scene): Promise<Scene> {
  (from.agent.phone as OwnPhone).letGo();
  const next = scene({
    tables: from.tables,
    pbx: from.pbx,
    queues: from.queues,
    shared: { signIn: from.agent.ports.signIn },
  });
  next.clock.at = from.clock.at;
  await next.agent.phone.connection.do({ type: "restore" });
  return next;
}

const shiftsOf = async ({ tables }: Scene) =>
  (await tables.shifts.all()).toSorted((one, other) => one.startedAt - other.startedAt);

describe("where there is no such thing", () => {
  test.each([
    ["no queues are configured", { queues: [] }],
    ["the phone system takes no commands", { dialect: "generic" }],
    ["commands are switched off", { features: { commands: false } }],
  ])("%s: nothing is asked, and nothing is known", async (_, change) => {
    const { agent, queues, store } = scene({ site: change });
    await agent.signsIn();
    expect(store.getState()).toEqual({ phase: "none", wrapUp: null });
    expect(queues.asked).toBe(0);
  });

  test("an agent of no queue has a phone, and nothing more", async () => {
    const pbx = createFakePbx();
    const { agent, queues, store } = scene({ pbx, queues: serveQueues(pbx, {}) });
    const phases: string[] = [];
    store.subscribe(({ phase }) => phases.push(phase));
    await agent.signsIn();
    await until(() => queues.asked === 1 && phases.length === 2, "the answer");
    expect(phases).toEqual(["asked", "none"]);
  });

  test("a phone system that never answers is asked three times", async () => {
    const { agent, clock } = scene();
    const { calls, config, settings } = agent.phone;
    let asked = 0;
    let second: (at: number) => void = () => undefined;
    const { store, begin } = agentOf({
      config,
      calls: calls.store,
      commands: {
        isThere: () => true,
        watch: () => () => undefined,
        async send() {
          asked += 1;
          throw new PhoneError("timedOut");
        },
      },
      shelves: {
        storage: createMemoryTables(),
        history: { annotate: async () => false },
        settings,
      },
      watchSeconds(listener) {
        second = listener;
        return () => undefined;
      },
      now: () => clock.at,
    });
    begin(Promise.resolve(testAccount), true);
    expect(store.getState().phase).toBe("asked");
    await until(() => {
      clock.at += 10_000;
      second(clock.at);
      return store.getState().phase === "none";
    }, "giving up");
    expect(asked).toBe(3);
  });
});

describe("states", () => {
  test("signing on, a break, ready again and signing off are the phone system's", async () => {
    const { does, is, queues, state } = await signedOn("support");
    expect(state().offered).toEqual([
      { id: "support", isIn: true, penalty: 0 },
      { id: "sales", isIn: false, penalty: 5 },
      { id: "billing", isIn: false, penalty: 0 },
    ]);
    does({ type: "break", reason: "lunch" });
    await is("break", "lunch");
    expect(queues.state.reason).toBe("lunch");
    does({ type: "signOn", queue: "sales" });
    await until(() => queues.isIn("sales"), "the second queue");
    await is("break", "lunch");
    does({ type: "ready" });
    await is("ready");
    does({ type: "signOff", queue: null });
    await is("out");
    expect(queues.heard).toEqual([
      "login support",
      "pause lunch",
      "login sales",
      "unpause",
      "logout support",
      "logout sales",
    ]);
    expect(state().notices).toEqual([]);
  });

  test("ready, signed on to nothing, means the queues of last time", async () => {
    const { does, is, queues, state } = await signedOn("sales");
    does({ type: "signOff", queue: null });
    await is("out");
    does({ type: "ready" });
    await is("ready");
    expect(queuesIn(state())).toEqual(["sales"]);
    expect(queues.isIn("support")).toBe(false);
  });

  test("a second choice before the first is answered is the one that stands", async () => {
    const { does, is, queues, state } = await signedOn("support");
    does({ type: "break", reason: "lunch" });
    does({ type: "ready" });
    await until(() => queues.heard.includes("unpause"), "the end of the break");
    await is("ready");
    expect(queues.state.reason).toBe(null);
    expect(state().isSettled).toBe(true);
  });

  test("a queue that is refused is not signed on to, and that is told", async () => {
    const { does, is, kinds, queues, state } = await signedOn("support");
    queues.answers.set("login", "FORBIDDEN");
    does({ type: "signOn", queue: "sales" });
    await until(() => kinds().length === 1, "a notice");
    await is("ready");
    expect(state().notices[0]).toMatchObject({ kind: "refused", queue: "sales" });
    expect(state().queues).toEqual(["support"]);
  });

  test("what the phone system does not understand was not done, and that is told", async () => {
    const { does, kinds, queues, state } = await signedOn("support");
    queues.answers.set("pause", "NOSUCHTHING");
    does({ type: "break", reason: "lunch" });
    await until(() => kinds().length === 1, "a notice");
    expect(kinds()).toEqual(["notDone"]);
    expect(modeOf(state())).toBe("ready");
    expect(state().rest).toBe(null);
  });
});

describe("what others do", () => {
  let made: Scene;
  beforeEach(async () => {
    made = await signedOn("support");
  });

  test("a supervisor pauses: it stands, and it is told who", async () => {
    const { is, queues, state } = made;
    queues.changes("1005", "supervisor", () => {
      queues.state.reason = "meeting";
      queues.state.pausedAt = Date.parse("2026-11-29T10:41:58Z") / 1_000;
    });
    await is("break", "meeting");
    expect(state().notices).toMatchObject([
      { kind: "pausedBy", by: "1005", reason: "meeting", isDismissed: false },
    ]);
    expect(state().since).toBe(Date.parse("2026-11-29T10:41:58Z"));
    expect(queues.heard).toEqual(["login support"]);
    // Whoever goes on has seen it, and can read it again.
    made.does({ type: "ready" });
    expect(state().notices).toMatchObject([{ kind: "pausedBy", isDismissed: true }]);
  });

  test("a supervisor signs off and on", async () => {
    const { is, kinds, queues } = made;
    queues.changes("1005", "supervisor", () => (queues.state.queues["support"]!.isIn = false));
    await is("out");
    queues.changes("1005", "supervisor", () => (queues.state.queues["sales"]!.isIn = true));
    await is("ready");
    expect(kinds()).toEqual(["signedOffBy", "signedOnBy"]);
    made.does({ type: "dismiss", id: 1 });
    expect(made.state().notices.map(({ isDismissed }) => isDismissed)).toEqual([true, false]);
    made.does({ type: "dismiss", id: null });
    expect(made.state().notices.map(({ isDismissed }) => isDismissed)).toEqual([true, true]);
  });

  test("a supervisor ends a break: nothing of it is silent", async () => {
    const { does, is, kinds, queues } = made;
    does({ type: "break", reason: "lunch" });
    await is("break", "lunch");
    queues.changes("1005", "supervisor", () => (queues.state.reason = null));
    await is("ready");
    expect(kinds()).toEqual(["readiedBy"]);
  });

  test("a code dialled at another phone of the agent's is the agent's own doing", async () => {
    const { is, kinds, queues, state } = made;
    queues.changes("1001", "own", () => (queues.state.reason = "coffee"));
    await is("break", "coffee");
    expect(state().rest).toMatchObject({ reason: "coffee" });
    expect(kinds()).toEqual([]);
  });

  test("a missed call of a queue pauses by policy, and says what kind of miss it was", async () => {
    const { agent, is, pbx, queues, state } = made;
    pbx.ring({ number: "+358401234567", extra: ["X-Queue: support"] });
    await agent.expects("ringing");
    agent.does({ type: "decline" });
    await agent.expects("ended");
    queues.changes("system", "missed", () => (queues.state.reason = "missed"));
    await is("break", "missed");
    expect(state().notices).toMatchObject([
      { kind: "pausedForMiss", because: "declined", queue: "support" },
    ]);
  });

  test("a missed call of a queue that lets the agent be: they stay ready, and it is told", async () => {
    const { agent, does, is, pbx, queues, state } = made;
    does({ type: "signOn", queue: "sales" });
    await until(() => queues.isIn("sales"), "the second queue");
    const call = pbx.ring({ number: "+358401234567", extra: ["X-Queue: sales"] });
    await agent.expects("ringing");
    call.cancel();
    await agent.expects("ended");
    await is("ready");
    expect(state().notices).toMatchObject([{ kind: "missedAndReady", queue: "sales" }]);
  });

  test("what a colleague answered was not missed", async () => {
    const { agent, is, kinds, pbx } = made;
    const call = pbx.ring({ number: "+358401234567", extra: ["X-Queue: sales"] });
    await agent.expects("ringing");
    call.cancel(['Reason: SIP;cause=200;text="Call completed elsewhere"']);
    expect(await agent.expects("ended")).toMatchObject({ reason: "answeredElsewhere" });
    await is("ready");
    expect(kinds()).toEqual([]);
  });
});

describe("wrap-up", () => {
  test("a fixed one counts down, is extended, and ends by itself", async () => {
    const made = await signedOn("sales");
    const { agent, does, is, passes, queues, state } = made;
    const call = await inQueueCall(made, "sales");
    call.bye();
    queues.wrapsUp();
    await is("wrapUp", "wrapup");
    const id = agent.call()?.id;
    const { at } = made.clock;
    expect(state().wrapUp).toMatchObject({ callId: id, startedAt: at, endsAt: at + 20_000 });
    does({ type: "extendWrapUp" });
    expect(state().wrapUp).toMatchObject({ endsAt: at + 30_000, extensions: 1 });
    does({ type: "extendWrapUp" });
    does({ type: "extendWrapUp" });
    expect(state().wrapUp).toMatchObject({ endsAt: at + 40_000, extensions: 2 });
    passes(39);
    expect(modeOf(state())).toBe("wrapUp");
    passes(1);
    await is("ready");
    expect(queues.state.reason).toBe(null);
    await until(
      async () => (await made.tables.history.get(id!))?.work.wrapUpMs === 40_000,
      "the wrap-up to be on the call",
    );
  });

  test("a phone system that does not pause by itself is told to", async () => {
    const made = await signedOn("sales");
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    expect(made.queues.heard).toEqual(["login sales", "pause wrapup"]);
  });

  test("until done: it is over when the agent says so, however late", async () => {
    const made = await signedOn("billing");
    (await inQueueCall(made, "billing")).bye();
    await made.is("wrapUp", "wrapup");
    const { at } = made.clock;
    expect(made.state().wrapUp).toMatchObject({ endsAt: null, dueAt: at + 60_000 });
    made.passes(600);
    expect(modeOf(made.state())).toBe("wrapUp");
    made.does({ type: "endWrapUp" });
    await made.is("ready");
    expect(made.queues.heard.at(-1)).toBe("unpause");
  });

  test("a queue without wrap-up: ready again at once", async () => {
    const made = await signedOn("support");
    (await inQueueCall(made, "support")).bye();
    await made.agent.expects("ended");
    await made.is("ready");
    expect(made.queues.heard).toEqual(["login support"]);
  });

  test("a direct call has the wrap-up of direct calls; a colleague's has none", async () => {
    const made = await signedOn("support", {
      site: { wrapUp: { mode: "fixed", seconds: 5 } },
    });
    for (const [number, mode] of [
      ["1002", "ready"],
      ["+358409876543", "wrapUp"],
    ] as const) {
      const call = made.pbx.ring({ number });
      await made.agent.expects("ringing", number);
      made.agent.does({ type: "answer" }, number);
      await made.agent.expects("talking", number);
      call.bye();
      await made.agent.expects("ended", number);
      await made.is(mode);
    }
  });

  test("what was chosen in the call follows the wrap-up, and no call comes between", async () => {
    const made = await signedOn("sales");
    const call = await inQueueCall(made, "sales");
    made.does({ type: "break", reason: "lunch" });
    await until(() => made.queues.state.reason === "lunch", "the pause");
    expect(modeOf(made.state())).toBe("ready");
    expect(made.state().next).toEqual({ type: "break", reason: "lunch" });
    call.bye();
    await made.is("wrapUp");
    made.passes(20);
    await made.is("break", "lunch");
    expect(made.state().since).toBe(made.clock.at);
    expect(made.queues.heard).toEqual(["login sales", "pause lunch"]);
  });

  test("the choice is taken back", async () => {
    const made = await signedOn("support");
    const call = await inQueueCall(made, "support");
    made.does({ type: "chooseNext", next: { type: "signOff" } });
    await until(() => !made.queues.isIn("support"), "to be signed off");
    expect(modeOf(made.state())).toBe("ready");
    made.does({ type: "chooseNext", next: { type: "ready" } });
    await until(() => made.queues.isIn("support"), "to be signed on");
    call.bye();
    await made.agent.expects("ended");
    await made.is("ready");
  });

  test("signing off after the wrap-up", async () => {
    const made = await signedOn("sales");
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    made.does({ type: "chooseNext", next: { type: "signOff" } });
    await made.is("wrapUp");
    made.passes(20);
    await made.is("out");
    expect(made.queues.state.reason).toBe(null);
    expect(made.queues.isIn("sales")).toBe(false);
  });

  test("it waits for a call that was made meanwhile", async () => {
    const made = await signedOn("sales");
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    made.agent.dials("1002");
    await until(() => made.pbx.calls.length === 2, "an INVITE");
    made.pbx.calls[1]?.answer();
    await made.agent.expects("talking", "1002");
    made.passes(60);
    expect(modeOf(made.state())).toBe("wrapUp");
    made.pbx.calls[1]?.bye();
    await made.agent.expects("ended", "1002");
    made.passes(1);
    await made.is("ready");
  });
});

describe("after a reload", () => {
  test("in wrap-up: the same call, the same end", async () => {
    const made = await signedOn("sales");
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    made.does({ type: "extendWrapUp" });
    const { wrapUp } = made.state();
    made.passes(5);
    const next = await reloaded(made);
    await next.is("wrapUp", "wrapup");
    expect(next.state().wrapUp).toEqual(wrapUp);
    expect(next.kinds()).toEqual([]);
    next.passes(26);
    await next.is("ready");
    const id = wrapUp?.callId ?? "";
    await until(
      async () => (await next.tables.history.get(id))?.work.wrapUpMs === 30_000,
      "the wrap-up to be on the call",
    );
  });

  test("a wrap-up that ended while no page was there is over, and it is told", async () => {
    const made = await signedOn("sales");
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    made.passes(5);
    made.clock.at += 60_000;
    const next = await reloaded(made);
    await next.is("ready");
    expect(next.kinds()).toEqual(["wrapUpEndedMeanwhile"]);
    expect(next.queues.state.reason).toBe(null);
  });

  test("on a break: the same one, since the same moment", async () => {
    const made = await signedOn("support");
    made.does({ type: "break", reason: "lunch" });
    await made.is("break", "lunch");
    const since = made.clock.at;
    made.passes(9);
    const next = await reloaded(made);
    await next.is("break", "lunch");
    expect(next.state().since).toBe(since);
    expect(next.queues.heard).toEqual(["login support", "pause lunch"]);
  });

  test("a call that ended with the page has its wrap-up all the same", async () => {
    const made = await signedOn("sales");
    await inQueueCall(made, "sales");
    const id = made.agent.call()?.id;
    made.queues.state.reason = "wrapup";
    await until(async () => (await made.tables.facts.get("agent")) !== null, "it to be kept");
    // What is kept of calls is too old to be taken back. Nothing is written any more that was on its way.
    (made.agent.phone as OwnPhone).letGo();
    await Promise.all(
      (await made.tables.live.claim("none", [])).map((row) => made.tables.live.remove(row.id)),
    );
    made.agent.lasting.removeItem(`hamsa.live ${accountKey(testAccount)}`);
    const next = await reloaded(made);
    await next.is("wrapUp", "wrapup");
    expect(next.state().wrapUp).toMatchObject({ callId: id, queue: "sales" });
  });

  test("a phone system that was started anew while on a break: paused first, and it is told", async () => {
    const made = await signedOn("support");
    made.does({ type: "break", reason: "lunch" });
    await made.is("break", "lunch");
    made.queues.forgets();
    const next = await reloaded(made);
    await until(() => next.queues.isIn("support"), "to be signed on");
    await next.is("break", "lunch");
    expect(next.queues.heard.slice(2)).toEqual(["pause lunch", "login support"]);
    expect(next.kinds()).toEqual(["signedOnAgain", "pausedAgain"]);
  });
});

describe("after a cut", () => {
  async function cut({ agent, pbx }: Scene, meanwhile: () => void): Promise<void> {
    pbx.wire.cut();
    await until(() => agent.phone.connection.store.getState().phase === "recovering", "the cut");
    meanwhile();
    agent.network();
    await until(
      () => agent.phone.connection.store.getState().phase === "connected",
      "to be connected",
    );
  }

  test("what the phone system has forgotten is said again", async () => {
    const made = await signedOn("support");
    await cut(made, () => made.queues.forgets());
    await until(() => made.queues.isIn("support"), "to be signed on");
    await made.is("ready");
    expect(made.state().notices).toMatchObject([{ kind: "signedOnAgain", queues: ["support"] }]);
  });

  test("what was chosen meanwhile is done, and is no news", async () => {
    const made = await signedOn("support");
    await cut(made, () => made.does({ type: "break", reason: "coffee" }));
    await made.is("break", "coffee");
    expect(made.queues.state.reason).toBe("coffee");
    expect(made.kinds()).toEqual([]);
  });

  test("who was paused meanwhile stays so, and is told", async () => {
    const made = await signedOn("support");
    await cut(made, () => (made.queues.state.reason = "meeting"));
    await made.is("break", "meeting");
    expect(made.state().notices).toMatchObject([{ kind: "pausedMeanwhile", reason: "meeting" }]);
  });

  test("a break that others have ended meanwhile is begun again: nobody is made ready unseen", async () => {
    const made = await signedOn("support");
    made.does({ type: "break", reason: "lunch" });
    await made.is("break", "lunch");
    await cut(made, () => (made.queues.state.reason = null));
    await made.is("break", "lunch");
    expect(made.kinds()).toEqual(["pausedAgain"]);
  });
});

describe("signing in and out", () => {
  test("signing out signs off; the next shift begins with nothing", async () => {
    const made = await signedOn("support");
    made.does({ type: "break", reason: "lunch" });
    await made.is("break", "lunch");
    await made.agent.phone.connection.do({ type: "signOut" });
    expect(made.queues.isIn("support")).toBe(false);
    expect(made.queues.state.reason).toBe(null);
    expect(made.store.getState().phase).toBe("none");
    await made.agent.signsIn();
    await made.is("out");
  });

  test.each([
    ["choice", true, "ready"],
    ["choice", false, "out"],
    ["always", false, "ready"],
    ["never", true, "out"],
  ] as const)("policy %s, chosen %s: signing in is %s", async (policy, readyAtSignIn, mode) => {
    const made = await signedOn("sales", {
      site: { agent: { readyAtSignIn: policy } },
      settings: { readyAtSignIn },
    });
    await made.agent.phone.connection.do({ type: "signOut" });
    await made.agent.signsIn();
    await made.is(mode);
    expect(made.queues.isIn("sales")).toBe(mode === "ready");
  });

  test("whoever moves here from another browser is as they were", async () => {
    const made = scene({ settings: { readyAtSignIn: true } });
    made.queues.state.queues["support"]!.isIn = true;
    made.queues.state.reason = "lunch";
    await made.agent.signsIn();
    await made.is("break", "lunch");
    expect(made.queues.heard).toEqual([]);
  });

  test.each([
    ["always", false, true],
    ["never", true, false],
    ["choice", true, true],
  ] as const)("auto-answer %s, chosen %s", async (policy, autoAnswer, answers) => {
    const made = await signedOn("support", {
      site: { agent: { autoAnswer: policy } },
      settings: { autoAnswer },
    });
    made.pbx.ring({
      number: "+358401234567",
      extra: ["X-Queue: support", "Call-Info: <sip:pbx>;answer-after=0"],
    });
    const call = await made.agent.waitsFor(
      ({ phase }) => phase !== "connecting",
      "the call to ring",
    );
    if (answers) await made.agent.expects("talking");
    else expect(call).toMatchObject({ phase: "ringing", answersItself: false });
  });
});

describe("the shift that is written down", () => {
  test("one row for each stretch, and the last one open with a beat", async () => {
    const made = await signedOn("sales");
    const began = made.clock.at;
    made.passes(60);
    (await inQueueCall(made, "sales")).bye();
    await made.is("wrapUp", "wrapup");
    made.passes(20);
    await made.is("ready");
    made.passes(10);
    made.does({ type: "break", reason: "lunch" });
    await made.is("break", "lunch");
    made.passes(30);
    await until(async () => (await shiftsOf(made)).at(-1)?.seenAt === made.clock.at, "a beat");
    const id = made.agent.call()?.id;
    expect(
      (await shiftsOf(made)).filter(({ endedAt, startedAt }) => endedAt !== startedAt),
    ).toMatchObject([
      { state: "ready", agent: "1001", startedAt: began, endedAt: began + 60_000 },
      { state: "wrapUp", callId: id, endedAt: began + 80_000 },
      { state: "ready", endedAt: began + 90_000 },
      { state: "break", reason: "lunch", endedAt: null, seenAt: began + 120_000 },
    ]);
  });

  test("after a reload it goes on; after a long absence it ended when it was last seen", async () => {
    const made = await signedOn("support");
    made.passes(10);
    const next = await reloaded(made);
    await next.is("ready");
    expect((await shiftsOf(next)).filter(({ state }) => state === "ready")).toHaveLength(1);
    const seenAt = next.clock.at;
    next.clock.at += 3_600_000;
    const later = await reloaded(next);
    await later.is("ready");
    expect((await shiftsOf(later)).filter(({ state }) => state === "ready")).toMatchObject([
      { endedAt: seenAt },
      { endedAt: null, startedAt: later.clock.at },
    ]);
  });
});

test("its state is plain data", async () => {
  const made = await signedOn("sales");
  (await inQueueCall(made, "sales")).bye();
  await made.is("wrapUp", "wrapup");
  expect(structuredClone(made.state())).toEqual(made.state());
});
