import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";

import { newId } from "@/lib/new-id";
import { readConfig } from "@/phone/config/config";
import { chooseDialect } from "@/phone/dialects";
import type { OwnPhone } from "@/phone/phone";
import type { Ports } from "@/phone/ports";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import type { FakeSession } from "@/testing/fake-audio";
import { createFakePbx, type PbxCall } from "@/testing/fake-pbx";
import { serveQueues } from "@/testing/fake-queues";
import { serveSupervision } from "@/testing/fake-supervision";
import { testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { audiences } from "./modes";
import type { SpyMode, SpySession } from "./supervision-state";

/** Time goes by as fast as everything that happens in it is done, however busy the computer is. */
const realTimeout = globalThis.setTimeout;
const stepMs = 20;
let ending = new AbortController();
let flow: Promise<void> = Promise.resolve();

async function flows({ signal }: AbortController): Promise<void> {
  while (!signal.aborted) {
    // oxlint-disable-next-line no-await-in-loop -- one step after the other
    await vi.advanceTimersByTimeAsync(stepMs);
    // oxlint-disable-next-line no-await-in-loop -- what is no timer needs a turn too
    await new Promise((resolve) => realTimeout(resolve, 1));
  }
}

// What is loaded when it is wanted is there, so that it takes no time.
beforeAll(async () => {
  await Promise.all([import("./supervision-work"), import("@/phone/agent/agent-work")]);
});

beforeEach(() => {
  const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"] as const;
  vi.useFakeTimers({ toFake: [...toFake] });
  ending = new AbortController();
  flow = flows(ending);
});

afterEach(async () => {
  ending.abort();
  await flow;
  vi.useRealTimers();
});

const modes: readonly SpyMode[] = ["monitor", "whisper", "barge"];
const digits = { monitor: "4", whisper: "5", barge: "6" } as const;
const pairs = modes.flatMap((from) =>
  modes.filter((to) => to !== from).map((to) => [from, to] as const),
);

interface SceneOptions {
  readonly site?: object;
  readonly pbx?: ReturnType<typeof createFakePbx>;
  readonly tables?: ReturnType<typeof createMemoryTables>;
  readonly ports?: Partial<Ports>;
}

/** A supervisor over 1002 and 1003, and everything that happens on the wire and to the microphone, in order. */
function scene(options: SceneOptions = {}) {
  const { config } = readConfig({ dialect: "asterisk", ...options.site });
  const pbx = options.pbx ?? createFakePbx();
  const served = serveSupervision(pbx);
  const tables = options.tables ?? createMemoryTables();
  const agent = testPhone({
    pbx,
    config,
    ports: { openTables: async () => tables, ...options.ports },
  });
  const { store } = agent.phone.supervision;
  const log: string[] = [];
  /** Moments at which somebody could hear who was not shown to. */
  const leaks: string[] = [];
  const hooks = new Map<string, () => void>();
  function note(what: string): void {
    log.push(what);
    hooks.get(what)?.();
  }

  const { createSession } = agent.media;
  agent.media.createSession = (order) => {
    const session = createSession(order);
    const made = agent.media.sessions.at(-1);
    if (made === undefined) throw new Error("no session");
    const { setMicrophone } = made;
    made.setMicrophone = (open) => {
      if (made.microphoneOpen !== open) note(open ? "open" : "closed");
      if (open && isSpied(made) && heardBy() === "nobody") leaks.push(log.join(" "));
      setMicrophone.call(made, open);
    };
    return session;
  };
  served.onCommand = (command) => {
    if (command.startsWith("sup mode ")) note(`told ${command.split(" ")[3]}`);
  };
  pbx.onDialogRequest = ({ method, body }) => {
    if (method === "ACK") hooks.get("ack")?.();
    if (method === "INFO") note(`digit ${/Signal=(.)/.exec(body)?.[1]}`);
    if (method === "BYE") note("bye");
  };
  store.subscribe((state, before) => {
    const [now, then] = [state.session?.heardBy ?? "nobody", before.session?.heardBy ?? "nobody"];
    if (now === then) return;
    note(`by ${now}`);
    const isOpen = agent.media.sessions.some((each) => each.microphoneOpen && isSpied(each));
    if (isOpen && now === "nobody") leaks.push(log.join(" "));
  });

  const session = (): SpySession => {
    const { session: now } = store.getState();
    if (now === null) throw new Error("nobody is listened to");
    return now;
  };
  const heardBy = () => store.getState().session?.heardBy ?? "nobody";
  // Whom the customer of a call that was taken over hears is another matter.
  const isSpied = (each: FakeSession): boolean => each.log.includes("offer") && !each.closed;
  const spyCall = (count = 1): PbxCall => {
    const call = pbx.calls.filter(({ invite }) => invite.uri.startsWith("sip:*23"))[count - 1];
    if (call === undefined) throw new Error(`no spy call ${count}`);
    return call;
  };
  const made = {
    agent,
    pbx,
    served,
    store,
    log,
    leaks,
    tables,
    session,
    heardBy,
    spyCall,
    does: agent.phone.supervision.do,
    /** Resolves when `act` has been done, so long after something was noted; earlier than any longer wait since then. */
    when: (what: string, afterMs: number, act: () => void) =>
      new Promise<void>((resolve) => {
        hooks.set(what, () => {
          hooks.delete(what);
          setTimeout(() => {
            act();
            resolve();
          }, afterMs);
        });
      }),
    microphone: () => agent.media.sessions.some((each) => each.microphoneOpen && !each.closed),
    async signsIn() {
      await agent.signsIn();
      await until(() => store.getState().rights !== null, "the rights");
    },
    async dialled(count = 1) {
      await until(
        () => pbx.calls.filter(({ invite }) => invite.uri.startsWith("sip:*23")).length === count,
        `spy call ${count}`,
      );
      return spyCall(count);
    },
    is: (mode: SpyMode) =>
      until(() => {
        const { session: now } = store.getState();
        return now?.phase === "listening" && now.mode === mode && !now.isSwitching;
      }, `to listen in ${mode}`).catch((error: unknown) => {
        throw new Error(`${String(error)}: ${JSON.stringify(store.getState())} ${log.join(", ")}`);
      }),
    over: () => until(() => store.getState().session === null, "the end of listening"),
  };
  return made;
}

type Scene = ReturnType<typeof scene>;

async function ready(options: SceneOptions = {}): Promise<Scene> {
  const made = scene(options);
  await made.signsIn();
  return made;
}

/** Listens to 1002 in a mode. */
async function spying(mode: SpyMode = "monitor", options: SceneOptions = {}): Promise<Scene> {
  const made = await ready(options);
  const spied = made.does({ type: "spy", agent: "1002", mode });
  (await made.dialled()).answer();
  await spied;
  await made.is(mode);
  if (mode !== "monitor") expect(made.microphone()).toBe(true);
  made.log.length = 0;
  return made;
}

const refused = (code: string) => expect.objectContaining({ code });

describe("rights", () => {
  test("are asked with the connection", async () => {
    const { store, served } = await ready();
    expect(store.getState().rights).toEqual({
      role: "supervisor",
      over: ["1002", "1003"],
      tell: "whispered",
      journal: true,
    });
    expect(served.heard).toEqual(["rights"]);
  });

  test("are asked again where the phone system says nothing", async () => {
    const { agent, served, store } = scene();
    served.answers.set("rights", null);
    await agent.signsIn();
    await until(() => served.heard.length === 1, "the question");
    served.answers.clear();
    // As long as an answer is waited for.
    await vi.advanceTimersByTimeAsync(5_000);
    expect(served.heard).toEqual(["rights", "rights"]);
    await until(() => store.getState().rights !== null, "the rights");
  });

  test.each([
    ["a phone system of which nothing is known", { dialect: "generic" }],
    ["a proxy", { dialect: "kamailio" }],
    ["one without commands", { dialect: "freeswitch" }],
    ["commands are switched off", { features: { commands: false } }],
  ])("%s: nobody is listened to, and nothing is asked", async (_, site) => {
    const { agent, does, served } = scene({ site });
    await agent.signsIn();
    expect(agent.phone.system.store.getState().supervise).toBe(false);
    await expect(does({ type: "spy", agent: "1002", mode: "monitor" })).rejects.toEqual(
      refused("forbidden"),
    );
    expect(served.heard).toEqual([]);
  });

  test.each([
    { type: "spy", agent: "1004", mode: "monitor" },
    { type: "spyNext", agent: "1004" },
    { type: "takeOver", agent: "1004", reason: "" },
    { type: "cue", agent: "1004", text: "Slow down" },
    { type: "order", agent: "1004", order: { do: "unpause" }, reason: "" },
    { type: "spy", agent: "1002 1004", mode: "monitor" },
  ] as const)("of others are respected: $type of $agent", async (command) => {
    const { does, pbx, served } = await ready();
    await expect(does(command)).rejects.toEqual(refused("forbidden"));
    expect(pbx.calls).toHaveLength(0);
    expect(served.heard).toEqual(["rights"]);
  });

  test("an agent has none", async () => {
    const made = scene();
    made.served.rights = "role=agent over=- tell=always journal=0";
    await made.signsIn();
    await expect(made.does({ type: "spy", agent: "1002", mode: "monitor" })).rejects.toEqual(
      refused("forbidden"),
    );
    await expect(made.agent.phone.supervision.audit(0)).rejects.toEqual(refused("forbidden"));
  });

  test("go with the sign-out", async () => {
    const { agent, store } = await ready();
    await agent.phone.connection.do({ type: "signOut" });
    expect(store.getState().rights).toBeNull();
  });
});

describe("listening", () => {
  test("is a call with a closed microphone, and in no history", async () => {
    const { agent, store, tables, session, spyCall, microphone, log } = await spying();
    expect(spyCall().invite.uri).toContain("sip:*231002@");
    expect(session()).toMatchObject({ agent: "1002", mode: "monitor", heardBy: "nobody" });
    expect(microphone()).toBe(false);
    expect(agent.media.sessions[0]?.log).not.toContain("mic open");
    spyCall().bye();
    await until(() => store.getState().session === null, "the end");
    expect(store.getState().last).toMatchObject({ agent: "1002" });
    expect(await tables.history.search({ words: [], missedOnly: false, limit: 9 })).toEqual([]);
    expect(log).toEqual([]);
  });

  test("is no work of the agent's: nothing follows it", async () => {
    const wrapUp = { mode: "fixed", seconds: 20 };
    const site = { queues: [{ number: "501", name: "Sales", id: "sales", wrapUp }] };
    const made = scene({ site });
    const queues = serveQueues(made.pbx, { sales: 0 });
    await made.signsIn();
    const { store, do: asks } = made.agent.phone.agent;
    await until(() => store.getState().phase === "known", "the agent's state");
    asks({ type: "signOn", queue: "sales" });
    await until(() => queues.isIn("sales"), "the sign-on");
    const before = [...queues.heard];
    const spied = made.does({ type: "spy", agent: "1002", mode: "monitor" });
    (await made.dialled()).answer();
    await spied;
    expect(store.getState()).toMatchObject({ isBusy: false, call: null });
    made.spyCall().bye();
    await made.over();
    expect(store.getState()).toMatchObject({ wrapUp: null, pause: null });
    expect(queues.heard).toEqual(before);
  });

  test.each([
    ["403 Forbidden", "forbidden"],
    ["404 Not Found", "commandFailed"],
    ["480 Temporarily Unavailable", "noCallThere"],
  ])("%s is told", async (status, code) => {
    const { does, dialled, store } = await ready();
    const spied = does({ type: "spy", agent: "1002", mode: "monitor" });
    (await dialled()).respond(status);
    await expect(spied).rejects.toEqual(refused(code));
    expect(store.getState()).toMatchObject({ session: null, last: null });
  });

  test("nobody talks there: it is told", async () => {
    const { does, dialled, store, when } = await ready();
    const spied = does({ type: "spy", agent: "1002", mode: "whisper" });
    const call = await dialled();
    void when("ack", 0, () => call.bye());
    call.answer();
    await expect(spied).rejects.toEqual(refused("noCallThere"));
    expect(store.getState()).toMatchObject({ session: null, last: null });
  });

  test("is not begun beside a call of one's own", async () => {
    const { agent, does, pbx } = await ready();
    agent.dials("1003");
    await until(() => pbx.calls.length === 1, "a call");
    await expect(does({ type: "spy", agent: "1002", mode: "monitor" })).rejects.toEqual(
      refused("inCall"),
    );
    await expect(does({ type: "takeOver", agent: "1002", reason: "" })).rejects.toEqual(
      refused("inCall"),
    );
    expect(agent.call()).toMatchObject({ phase: "dialing" });
  });

  test("no call is made or offered beside it", async () => {
    const { agent, pbx, session } = await spying("whisper");
    const other = pbx.ring({ number: "0401234567", extra: ["X-Took-From: 1002"] });
    await until(() => other.lastResponse !== null, "an answer");
    await until(() => (other.lastResponse?.status ?? 0) >= 200, "a refusal");
    expect(other.lastResponse?.status).toBe(486);
    agent.dials("1003");
    expect(agent.call("1003")).toMatchObject({ phase: "ended", problem: { code: "supervising" } });
    expect(session()).toMatchObject({ mode: "whisper" });
  });

  test("an emergency call comes before it", async () => {
    const { agent, over, microphone, store } = await spying("whisper");
    agent.dials("112");
    expect(microphone()).toBe(false);
    expect(store.getState().session?.mode).toBe("monitor");
    await over();
    expect(agent.call("112")).toMatchObject({ phase: "dialing" });
  });

  test.each([
    { type: "hold" },
    { type: "sendDigits", digits: "6" },
    { type: "transfer", target: "1003" },
  ] as const)("$type is not for this call", async (command) => {
    const { agent, session, spyCall } = await spying("whisper");
    const before = spyCall().requests.length;
    agent.phone.calls.do({ ...command, id: session().callId });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(spyCall().requests).toHaveLength(before);
    expect(agent.media.sessions[0]?.log.some((each) => each.startsWith("digits"))).toBe(false);
  });

  test("stops", async () => {
    const { does, heardBy, log, over, spyCall, store, leaks } = await spying("barge");
    await does({ type: "stop" });
    expect(heardBy()).toBe("agentAndCustomer");
    await over();
    await until(() => spyCall().requests.some(({ method }) => method === "BYE"), "a BYE");
    expect(log.filter((each) => each !== "bye")).toEqual(["closed", "by nobody"]);
    expect(store.getState().last).toMatchObject({ agent: "1002" });
    await does({ type: "dismissLast" });
    expect(store.getState().last).toBeNull();
    expect(leaks).toEqual([]);
  });
});

describe("changing the mode", () => {
  test.each(pairs)("%s to %s: nobody hears what is not for them", async (from, to) => {
    const { does, is, log, leaks, heardBy, microphone, pbx } = await spying(from);
    let tookMs = 0;
    const { onDialogRequest } = pbx;
    pbx.onDialogRequest = (request) => {
      onDialogRequest(request);
      if (request.method === "INFO") tookMs = Date.now();
    };
    await does({ type: "switchTo", mode: to });
    tookMs = Date.now() - tookMs;
    await is(to);
    expect(tookMs).toBeGreaterThanOrEqual(300);
    const wasOpen = from !== "monitor";
    const isOpen = to !== "monitor";
    const order = log.filter((each) => !each.startsWith("by "));
    expect(order).toEqual([
      ...(wasOpen ? ["closed"] : []),
      `told ${to}`,
      `digit ${digits[to]}`,
      ...(isOpen ? ["open"] : []),
    ]);
    // Nobody else may hear before the digit, and everybody is shown before the microphone opens.
    if (wasOpen) expect(log.indexOf("by nobody")).toBeLessThan(log.indexOf(`digit ${digits[to]}`));
    if (isOpen) expect(log.indexOf(`by ${audiences[to]}`)).toBeLessThan(log.indexOf("open"));
    expect(heardBy()).toBe(audiences[to]);
    expect(microphone()).toBe(isOpen);
    expect(leaks).toEqual([]);
  });

  test("the first whisper is a listening before", async () => {
    const made = await ready();
    const spied = made.does({ type: "spy", agent: "1002", mode: "whisper" });
    (await made.dialled()).answer();
    await spied;
    await made.is("whisper");
    expect(made.log).toEqual(["told whisper", "digit 5", "by agent", "open"]);
  });

  test("closing the microphone shows for as long as anything may be heard", async () => {
    const { does, heardBy, microphone } = await spying("barge");
    const switched = does({ type: "switchTo", mode: "monitor" });
    await until(() => !microphone(), "the microphone to be closed");
    expect(heardBy()).toBe("agentAndCustomer");
    await switched;
    expect(heardBy()).toBe("nobody");
  });

  test("a newer wish wins, and is not spoken over", async () => {
    const { does, is, log, microphone, leaks, when } = await spying("whisper");
    const wished = when("digit 6", 30, () => void does({ type: "switchTo", mode: "monitor" }));
    await does({ type: "switchTo", mode: "barge" });
    await wished;
    await is("monitor");
    expect(log).not.toContain("open");
    expect(log.filter((each) => each.startsWith("digit"))).toEqual(["digit 6", "digit 4"]);
    expect(microphone()).toBe(false);
    expect(leaks).toEqual([]);
  });

  test("the agent's own mute is on top: it closes, and never opens", async () => {
    const { agent, does, is, microphone, session } = await spying("whisper");
    agent.phone.calls.do({ type: "mute", id: session().callId });
    expect(microphone()).toBe(false);
    await does({ type: "switchTo", mode: "barge" });
    await is("barge");
    expect(microphone()).toBe(false);
    agent.phone.calls.do({ type: "unmute", id: session().callId });
    expect(microphone()).toBe(true);
    await does({ type: "switchTo", mode: "monitor" });
    agent.phone.calls.do({ type: "mute", id: session().callId });
    agent.phone.calls.do({ type: "unmute", id: session().callId });
    expect(microphone()).toBe(false);
  });
});

describe("a change of mode that fails", () => {
  test.each([
    ["FORBIDDEN", "forbidden"],
    ["NOCALL", "noCallThere"],
    ["WHAT", "commandFailed"],
  ])("not told (%s): it stays as it is", async (answer, code) => {
    const { does, served, log, session, microphone, is } = await spying("whisper");
    served.answers.set("sup mode", answer);
    await does({ type: "switchTo", mode: "barge" });
    await is("whisper");
    expect(log).toEqual(["closed", "told barge", "by nobody", "by agent", "open"]);
    expect(session()).toMatchObject({ wish: "whisper", problem: { code } });
    expect(microphone()).toBe(true);
  });

  test("less was wanted and not allowed: it listens anew", async () => {
    const { does, served, dialled, is, session, microphone } = await spying("barge");
    served.answers.set("sup mode", "FORBIDDEN");
    const switched = does({ type: "switchTo", mode: "whisper" });
    (await dialled(2)).answer();
    await switched;
    await is("monitor");
    expect(session()).toMatchObject({ problem: { code: "forbidden" } });
    expect(microphone()).toBe(false);
  });

  test("to be silent needs nobody's leave", async () => {
    const { does, served, log, is } = await spying("barge");
    served.answers.set("sup mode", "FORBIDDEN");
    await does({ type: "switchTo", mode: "monitor" });
    await is("monitor");
    expect(log).toContain("digit 4");
  });

  test.each(
    pairs.flatMap(([from, to]) => [
      [from, to, "500 Server Error"],
      [from, to, null],
    ]) as readonly (readonly [SpyMode, SpyMode, string | null])[],
  )("%s to %s, the digit answered %s: it listens anew, unheard", async (from, to, status) => {
    const { does, pbx, log, dialled, is, session, microphone, leaks, spyCall } = await spying(from);
    pbx.infoStatus = status;
    void does({ type: "switchTo", mode: to });
    const next = await dialled(2);
    expect(microphone()).toBe(false);
    next.answer();
    await is("monitor");
    expect(session()).toMatchObject({ wish: "monitor", problem: { code: "modeRefused" } });
    expect(log).not.toContain("open");
    expect(microphone()).toBe(false);
    expect(leaks).toEqual([]);
    await until(() => spyCall().requests.some(({ method }) => method === "BYE"), "a BYE");
  });

  /** Where a change of mode can be interrupted. */
  const moments = ["told", "digit", "answered"] as const;
  const interruptions = pairs.flatMap(([from, to]) =>
    moments.map((moment) => [from, to, moment] as const),
  );

  /** Interrupts a change there. */
  async function interrupts(
    { does, pbx, served, when }: Scene,
    to: SpyMode,
    moment: (typeof moments)[number],
    act: () => void,
  ): Promise<void> {
    if (moment === "told") served.answers.set("sup mode", null);
    if (moment === "digit") pbx.infoStatus = null;
    const what = moment === "told" ? `told ${to}` : `digit ${digits[to]}`;
    const done = when(what, moment === "answered" ? 30 : 0, act);
    void does({ type: "switchTo", mode: to });
    await done;
    served.answers.clear();
    pbx.infoStatus = "200 OK";
  }

  test.each(interruptions)("%s to %s, cut off when %s", async (from, to, moment) => {
    const made = await spying(from);
    const { pbx, log, dialled, is, microphone, leaks, session } = made;
    await interrupts(made, to, moment, () => pbx.wire.cut());
    expect(microphone()).toBe(false);
    expect(session()).toMatchObject({ mode: "monitor", isSwitching: false });
    (await dialled(2)).answer();
    await is("monitor");
    await until(() => made.heardBy() === "nobody", "the silence");
    expect(log).not.toContain("open");
    expect(microphone()).toBe(false);
    expect(leaks).toEqual([]);
  });

  test.each(interruptions)("%s to %s, the call over when %s", async (from, to, moment) => {
    const made = await spying(from);
    const { log, over, microphone, leaks, store } = made;
    await interrupts(made, to, moment, () => made.spyCall().bye());
    await over();
    expect(log).not.toContain("open");
    expect(microphone()).toBe(false);
    expect(leaks).toEqual([]);
    expect(store.getState().last).toMatchObject({ agent: "1002" });
  });
});

describe("without a connection", () => {
  test.each(["whisper", "barge"] as const)(
    "the microphone of a %s closes at once",
    async (mode) => {
      const made = await spying(mode);
      const { agent, pbx, microphone, session, heardBy, dialled, is, spyCall, leaks } = made;
      pbx.wire.cut();
      await until(() => agent.phone.connection.store.getState().phase === "recovering", "the cut");
      expect(microphone()).toBe(false);
      expect(session()).toMatchObject({ mode: "monitor", wish: "monitor" });
      expect(heardBy()).toBe(audiences[mode]);
      (await dialled(2)).answer();
      await is("monitor");
      await until(
        () => spyCall().requests.some(({ method }) => method === "BYE"),
        "the old one to end",
      );
      await until(() => heardBy() === "nobody", "the silence");
      expect(microphone()).toBe(false);
      expect(leaks).toEqual([]);
    },
  );

  test("nothing can be asked", async () => {
    const made = scene();
    await expect(made.does({ type: "spy", agent: "1002", mode: "monitor" })).rejects.toEqual(
      refused("notConnected"),
    );
  });
});

describe("a page that was loaded anew", () => {
  test.each(modes)("listens anew in monitor after %s", async (mode) => {
    const before = await spying(mode);
    const { live } = before.tables;
    await until(async () => (await live.claim("other", [])).length === 1, "it to be kept");
    (before.agent.phone as OwnPhone).letGo();
    expect(before.microphone()).toBe(false);
    const next = scene({
      pbx: before.pbx,
      tables: before.tables,
      ports: { signIn: before.agent.ports.signIn, instanceId: before.agent.ports.instanceId },
    });
    await next.agent.phone.connection.do({ type: "restore" });
    (await next.dialled(2)).answer();
    await next.is("monitor");
    // The old one is taken only to be ended.
    const taken = next.pbx.calls.find(({ invite }) => invite.header("replaces") !== null);
    if (taken === undefined) throw new Error("the old call was left alone");
    taken.answer();
    await until(() => taken.requests.some(({ method }) => method === "BYE"), "it to end");
    expect(next.microphone()).toBe(false);
    for (const { log } of next.agent.media.sessions) expect(log).not.toContain("mic open");
    expect(next.session()).toMatchObject({ agent: "1002", mode: "monitor", heardBy: "nobody" });
  });
});

test("a page that lets go in the middle of a change is not heard any more", async () => {
  const { agent, does, when, log, microphone, session } = await spying("whisper");
  const gone = when("digit 6", 30, () => (agent.phone as OwnPhone).letGo());
  await does({ type: "switchTo", mode: "barge" });
  await gone;
  expect(session()).toMatchObject({ mode: "monitor", isSwitching: false });
  expect(log).not.toContain("open");
  expect(microphone()).toBe(false);
});

test("a page that was gone for long listens to nobody", async () => {
  const clock = { at: 1_000_000 };
  const now = () => clock.at;
  const before = await ready({ ports: { now } });
  void before.does({ type: "spy", agent: "1002", mode: "monitor" });
  (await before.dialled()).answer();
  await before.is("monitor");
  const { live } = before.tables;
  await until(async () => (await live.claim("other", [])).length === 1, "it to be kept");
  (before.agent.phone as OwnPhone).letGo();
  clock.at += 3_600_000;
  const next = scene({
    pbx: before.pbx,
    tables: before.tables,
    ports: { signIn: before.agent.ports.signIn, instanceId: newId(), now },
  });
  await next.agent.phone.connection.do({ type: "restore" });
  await until(() => next.store.getState().rights !== null, "the rights");
  await until(async () => (await live.claim("other", [])).length === 0, "it to be forgotten");
  expect(next.pbx.calls).toHaveLength(1);
  expect(next.store.getState().session).toBeNull();
});

test.each([
  ["asterisk", "*231002", ["4", "5", "6"]],
  ["embedded", "*231002", ["4", "5", "6"]],
  ["freeswitch", "*01002", ["0", "2", "3"]],
  ["generic", undefined, []],
  ["kamailio", undefined, []],
] as const)("the plan of %s", (name, dial, keys) => {
  const plan = chooseDialect(name, null).supervise("1002");
  expect(plan?.dial).toBe(dial);
  expect(plan === null ? [] : modes.map((mode) => plan.digits[mode])).toEqual(keys);
});

describe("the next call", () => {
  const says = (state: string): string =>
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="1" state="full" entity="sip:1002@pbx.test"><dialog id="1002"><state>${state}</state></dialog></dialog-info>`;

  /** What ends within a moment was no call. */
  const listenedToLong = async ({ store }: Scene): Promise<void> => {
    const startedAt = store.getState().session?.startedAt ?? 0;
    await until(() => Date.now() - startedAt > 1_500, "a call that was really listened to");
  };

  async function watched({ pbx }: Scene) {
    await until(() => pbx.subscriptions.length > 0, "a SUBSCRIBE");
    const subscription = pbx.subscriptions.at(-1);
    if (subscription === undefined) throw new Error("no subscription");
    expect(subscription).toMatchObject({ resource: "1002", event: "dialog" });
    return (state: string) => subscription.notify(says(state));
  }

  test("is dialled when it begins, in monitor", async () => {
    const made = await ready();
    await made.does({ type: "spyNext", agent: "1002" });
    expect(made.store.getState()).toMatchObject({
      next: "1002",
      session: { phase: "waiting", heardBy: "nobody" },
    });
    const tell = await watched(made);
    tell("terminated");
    tell("early");
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(made.pbx.calls).toHaveLength(0);
    tell("confirmed");
    (await made.dialled()).answer();
    await made.is("monitor");
    expect(made.store.getState().next).toBeNull();
    expect(made.microphone()).toBe(false);
  });

  test("after a barge it is dialled anew, in monitor, and only once it is another call", async () => {
    const made = await spying("barge");
    await made.does({ type: "spyNext", agent: "1002" });
    made.spyCall().bye();
    await until(() => made.store.getState().session?.phase === "waiting", "it to wait");
    expect(made.heardBy()).toBe("agentAndCustomer");
    const tell = await watched(made);
    // Still of the call before.
    tell("confirmed");
    await new Promise((resolve) => setTimeout(resolve, 30));
    tell("terminated");
    await until(() => made.heardBy() === "nobody", "the silence");
    expect(made.pbx.calls).toHaveLength(1);
    tell("confirmed");
    (await made.dialled(2)).answer();
    await made.is("monitor");
    expect(made.microphone()).toBe(false);
    expect(made.leaks).toEqual([]);
    expect(made.store.getState().last).toMatchObject({ agent: "1002" });
  });

  test("an agent whose leg has changed is listened to again, in monitor", async () => {
    const made = await spying("whisper");
    await listenedToLong(made);
    made.spyCall().bye();
    const tell = await watched(made);
    tell("confirmed");
    (await made.dialled(2)).answer();
    await made.is("monitor");
    expect(made.microphone()).toBe(false);
    expect(made.store.getState().last).toBeNull();
    expect(made.leaks).toEqual([]);
  });

  test("an agent whose call is over is not", async () => {
    const made = await spying("whisper");
    await listenedToLong(made);
    made.spyCall().bye();
    const tell = await watched(made);
    tell("terminated");
    await until(() => made.store.getState().session === null, "the end");
    expect(made.pbx.calls).toHaveLength(1);
    expect(made.store.getState().last).toMatchObject({ agent: "1002" });
  });

  test("who stops while that is found out is asked nothing more", async () => {
    const made = await spying("monitor");
    await listenedToLong(made);
    made.spyCall().bye();
    const tell = await watched(made);
    tell("confirmed");
    await made.does({ type: "stop" });
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(made.store.getState().session).toBeNull();
    expect(made.pbx.calls).toHaveLength(1);
  });

  test("is not wanted any more", async () => {
    const made = await ready();
    await made.does({ type: "spyNext", agent: "1002" });
    const tell = await watched(made);
    await made.does({ type: "stop" });
    tell("confirmed");
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(made.store.getState()).toMatchObject({ next: null, session: null });
    expect(made.pbx.calls).toHaveLength(0);
  });

  test("nobody talks yet: it is waited for again", async () => {
    const made = await ready();
    await made.does({ type: "spyNext", agent: "1002" });
    const tell = await watched(made);
    tell("confirmed");
    const call = await made.dialled();
    void made.when("ack", 0, () => call.bye());
    call.answer();
    await until(() => made.store.getState().session?.phase === "waiting", "it to wait");
    expect(made.store.getState().next).toBe("1002");
    tell("terminated");
    tell("confirmed");
    await made.dialled(2);
  });
});

describe("taking over", () => {
  test("the customer comes, and the spy call ends before", async () => {
    const { agent, does, served, pbx, log, over, microphone, store, leaks } = await spying("barge");
    await does({ type: "takeOver", agent: "1002", reason: "Angry customer" });
    expect(served.heard.at(-1)).toBe("sup take 1002 Angry%20customer");
    const customer = pbx.ring({
      number: "0401234567",
      name: "Maria",
      extra: ["X-Took-From: 1002", "X-Queue: support"],
    });
    await until(() => customer.lastResponse?.status === 200, "the answer");
    expect(await agent.expects("talking", "0401234567")).toMatchObject({
      party: { display: "Maria" },
      origin: { tookFrom: "1002", queue: "support" },
      purpose: { kind: "conversation" },
    });
    expect(log.indexOf("bye")).toBeGreaterThan(-1);
    expect(log.indexOf("closed")).toBeLessThan(log.indexOf("open"));
    await over();
    expect(microphone()).toBe(true);
    expect(store.getState().last).toMatchObject({ agent: "1002" });
    expect(leaks).toEqual([]);
  });

  test("without having listened", async () => {
    const { agent, does, pbx } = await ready();
    await does({ type: "takeOver", agent: "1002", reason: "" });
    pbx.ring({ number: "0401234567", extra: ["X-Took-From: 1002"] });
    await agent.expects("talking", "0401234567");
  });

  test.each([
    ["FORBIDDEN", "forbidden"],
    ["NOCALL", "noCallThere"],
  ])("%s: nothing that comes is answered by itself", async (answer, code) => {
    const { agent, does, served, pbx } = await ready();
    served.answers.set("sup take", answer);
    await expect(does({ type: "takeOver", agent: "1002", reason: "" })).rejects.toEqual(
      refused(code),
    );
    pbx.ring({ number: "0401234567", extra: ["X-Took-From: 1002"] });
    expect(await agent.expects("ringing")).toMatchObject({ origin: { tookFrom: "1002" } });
  });

  test("of another agent, or a second one, only rings", async () => {
    const { agent, does, pbx } = await ready();
    await does({ type: "takeOver", agent: "1002", reason: "" });
    const other = pbx.ring({ number: "0401", extra: ["X-Took-From: 1003"] });
    await agent.expects("ringing", "0401");
    other.cancel();
    await agent.expects("ended", "0401");
    pbx.ring({ number: "0402", extra: ["X-Took-From: 1002"] });
    await agent.expects("talking", "0402");
    pbx.ring({ number: "0403", extra: ["X-Took-From: 1002"] });
    await agent.expects("ringing", "0403");
  });
});

describe("cues", () => {
  test("are written and answered", async () => {
    const { does, served, pbx, store } = await ready();
    await does({ type: "cue", agent: "1002", text: "  Offer 10%, (please)\n" });
    const [cue] = store.getState().cues;
    expect(cue).toMatchObject({ agent: "1002", text: "Offer 10%, (please)", answer: null });
    expect(served.heard.at(-1)).toBe(`sup cue 1002 ${cue?.id} Offer%2010%25%2C%20%28please%29`);
    pbx.message("cmd", `cue-answer 1003 ${cue?.id} help`);
    pbx.message("cmd", "cue-answer 1002 other help");
    pbx.message("cmd", `cue-answer 1002 ${cue?.id} maybe`);
    pbx.message("1002", `cue-answer 1002 ${cue?.id} help`);
    pbx.message("cmd", `cue-answer 1002 ${cue?.id} got`);
    await until(() => store.getState().cues[0]?.answer !== null, "the answer");
    expect(store.getState().cues).toMatchObject([{ answer: "got" }]);
  });

  test("nobody is there: it was not sent", async () => {
    const { does, served, store } = await ready();
    served.answers.set("sup cue", "NOBODY");
    await expect(does({ type: "cue", agent: "1002", text: "Hi" })).rejects.toEqual(
      refused("nobodyThere"),
    );
    expect(store.getState().cues).toEqual([]);
  });

  test("what does not fit is cut, and shown as it was sent", async () => {
    const { does, served, store } = await ready();
    await does({ type: "cue", agent: "1002", text: "س".repeat(500) });
    const [cue] = store.getState().cues;
    expect(served.heard.at(-1)?.length).toBeLessThan(1_000);
    expect(cue?.text).toBe("س".repeat(100));
  });
});

describe("orders", () => {
  test.each([
    [{ do: "pause", why: "training" }, "sup pause 1002 training Come%20over", "PAUSED"],
    [{ do: "unpause" }, "sup unpause 1002 Come%20over", "UNPAUSED"],
    [{ do: "logout" }, "sup logout 1002 Come%20over", "OK"],
    [{ do: "hangup" }, "sup hangup 1002 Come%20over", "OK"],
    [{ do: "login", queue: "sales" }, "sup login 1002 sales Come%20over", "ADDED"],
    [{ do: "leave", queue: "sales" }, "sup leave 1002 sales Come%20over", "REMOVED"],
  ] as const)("%j", async (order, command, answer) => {
    const { does, served } = await ready();
    served.answers.set(command.split(" ").slice(0, 2).join(" "), answer);
    await does({ type: "order", agent: "1002", order, reason: "Come over" });
    expect(served.heard.at(-1)).toBe(command);
  });

  test("are refused with a reason", async () => {
    const { does, served } = await ready();
    served.answers.set("sup hangup", "NOCALL");
    served.answers.set("sup unpause", "FORBIDDEN");
    const order = (what: "hangup" | "unpause" | "logout") =>
      does({ type: "order", agent: "1002", order: { do: what }, reason: "" });
    await expect(order("hangup")).rejects.toEqual(refused("noCallThere"));
    await expect(order("unpause")).rejects.toEqual(refused("forbidden"));
    expect(served.heard.at(-1)).toBe("sup unpause 1002 -");
    await expect(
      does({ type: "order", agent: "1002", order: { do: "pause", why: "a b" }, reason: "" }),
    ).rejects.toEqual(refused("commandFailed"));
  });
});

describe("the list of what was done", () => {
  const line = (epoch: number): string => `audit ${epoch} 1001 1002 pause lunch Eat%20well`;

  test("is read page by page", async () => {
    const { agent, served } = await ready();
    served.answers.set("audit", "51");
    served.lines.set("audit", [
      "audit rubbish",
      ...Array.from({ length: 50 }, (_, at) => line(2_000 - at)),
    ]);
    const first = agent.phone.supervision.audit(0);
    const page = await first;
    expect(page.count).toBe(51);
    expect(page.lines).toHaveLength(50);
    expect(page.lines[0]).toEqual({
      at: 2_000_000,
      supervisor: "1001",
      agent: "1002",
      act: "pause",
      detail: "lunch",
      text: "Eat well",
    });
    served.lines.set("audit", ["audit 7 1001 1002 monitor - -"]);
    expect(await agent.phone.supervision.audit(1)).toMatchObject({
      lines: [{ act: "monitor", detail: null, text: null }],
    });
    expect(served.heard.slice(-2)).toEqual(["audit", "audit 1"]);
  });

  test("may be forbidden, empty, or broken", async () => {
    const { agent, served } = await ready();
    served.answers.set("audit", "FORBIDDEN");
    await expect(agent.phone.supervision.audit(0)).rejects.toEqual(refused("forbidden"));
    served.answers.set("audit", "0");
    expect(await agent.phone.supervision.audit(0)).toEqual({ count: 0, lines: [] });
    served.answers.set("audit", "many");
    await expect(agent.phone.supervision.audit(0)).rejects.toEqual(refused("commandFailed"));
  });
});
