import { describe, expect, test } from "vitest";

import { readConfig } from "@/phone/config/config";
import type { OwnPhone } from "@/phone/phone";
import type { Ports } from "@/phone/ports";
import { createMemoryTables } from "@/phone/storage/memory-tables";
import { serveCommands } from "@/testing/fake-floor";
import { createFakePbx } from "@/testing/fake-pbx";
import { createFakeBrowser } from "@/testing/fake-tabs";
import { testAccount, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

const ok = { desk: "OK", help: "OK", tell: "OK", "cue-answer": "OK" };

interface SceneOptions {
  readonly site?: object;
  readonly answers?: Readonly<Record<string, string | null>>;
  readonly tables?: ReturnType<typeof createMemoryTables>;
  readonly pbx?: ReturnType<typeof createFakePbx>;
  readonly commands?: ReturnType<typeof serveCommands>;
  readonly shared?: Partial<Ports>;
}

function scene(options: SceneOptions = {}) {
  const pbx = options.pbx ?? createFakePbx();
  const commands = options.commands ?? serveCommands(pbx, options.answers ?? ok);
  const tables = options.tables ?? createMemoryTables();
  const { config } = readConfig({
    dialect: "asterisk",
    team: [{ extension: "1002", name: "Omar" }],
    ...options.site,
  });
  const clock = { at: Date.parse("2026-11-29T10:42:00Z") };
  const agent = testPhone({
    pbx,
    config,
    ports: {
      openTables: async () => tables,
      now: () => clock.at,
      reconnectDelaysMs: [0],
      ...options.shared,
    },
  });
  const { coaching } = agent.phone;
  const state = () => coaching.store.getState();
  const desk = () => commands.said("desk ").at(-1) ?? "";
  return {
    agent,
    pbx,
    commands,
    tables,
    clock,
    coaching,
    state,
    desk,
    tells: (what: string) => until(() => desk().includes(what), `${what}, after ${desk()}`),
    passes(seconds: number) {
      clock.at += seconds * 1_000;
      agent.ticks();
    },
    async starts() {
      await agent.signsIn();
      await until(() => desk() !== "", "the desk to tell of itself");
    },
    async inCall() {
      const call = pbx.ring({ number: "+358401234567", name: "Maria" });
      await agent.expects("ringing");
      agent.does({ type: "answer" });
      await agent.expects("talking");
      return call;
    },
  };
}

describe("the desk tells of itself", () => {
  test("what it does, without a number or a name, and only when it is something else", async () => {
    const { starts, inCall, tells, commands, clock, agent } = scene();
    await starts();
    await tells(`desk s=idle&t=${clock.at / 1_000}&c=0&m=0&k=0&a=0`);
    const before = commands.said("desk ").length;
    const call = await inCall();
    await tells("s=talking");
    expect(commands.said("desk ").at(-1)).toContain("&d=in");
    clock.at += 30_000;
    agent.does({ type: "hold" });
    await tells(`s=hold&t=${clock.at / 1_000}`);
    agent.does({ type: "resume" });
    await tells("s=talking");
    clock.at += 30_000;
    call.bye();
    await tells("c=1&m=0&k=60&a=0");
    await tells("s=idle");
    const all = commands.said("desk ");
    expect(all.length).toBeGreaterThan(before);
    expect(new Set(all.slice(1)).size).toBe(all.length - 1);
    expect(all.join()).not.toMatch(/358|Maria/);
  });

  test("again after each connection", async () => {
    const { starts, commands, pbx, agent } = scene();
    await starts();
    await until(() => commands.said("desk ").at(-1)?.includes("c=0") === true, "the figures");
    const before = commands.said("desk ").length;
    pbx.wire.cut();
    await until(() => commands.said("desk ").length > before, "the same again");
    expect(commands.said("desk ").at(-1)).toBe(commands.said("desk ").at(-2));
    expect(agent.phone.connection.store.getState().phase).toBe("connected");
  });

  test("a phone system that knows nothing of it is not asked again", async () => {
    const { starts, inCall, commands, state } = scene({ answers: { help: "OK" } });
    await starts();
    const call = await inCall();
    call.bye();
    commands.tell("cue 1005 c1 hello");
    await until(() => state().cues.length === 1, "a cue");
    await until(() => commands.said("desk ").length >= 1, "the only try");
    expect(commands.said("desk ")).toHaveLength(1);
  });

  test.each([
    ["takes no commands", { dialect: "generic" }],
    ["has them switched off", { features: { commands: false } }],
  ])("nothing is sent to one that %s", async (_, site) => {
    const { agent, commands, inCall, coaching, state } = scene({ site });
    await agent.signsIn();
    await inCall();
    coaching.do({ type: "raiseHand", reason: "bill" });
    commands.tell("heard 1005 barge 1764412900");
    await agent.expects("talking");
    expect(commands.heard).toEqual([]);
    expect(state().hand).toBeNull();
  });
});

describe("the hand", () => {
  test("is raised with a reason, told to whoever looks, and lowered", async () => {
    const { starts, commands, coaching, state, clock, tells } = scene();
    await starts();
    coaching.do({ type: "raiseHand", reason: "  the bill (März) " });
    expect(state().hand).toEqual({ since: clock.at, reason: "the bill (März)" });
    await until(() => commands.said("help ").length === 1, "the help");
    expect(commands.said("help ")).toEqual(["help the%20bill%20%28M%C3%A4rz%29"]);
    await tells("h=1");
    coaching.do({ type: "lowerHand" });
    coaching.do({ type: "lowerHand" });
    await until(() => commands.said("help ").length === 2, "the end of it");
    expect(commands.said("help ").at(-1)).toBe("help -");
    expect(state().hand).toBeNull();
  });

  test("without a reason it is up all the same", async () => {
    const { starts, commands, coaching, state } = scene();
    await starts();
    coaching.do({ type: "raiseHand", reason: null });
    await until(() => commands.said("help ").length === 1, "the help");
    expect(commands.said("help ")).toEqual(["help %20"]);
    expect(state().hand?.reason).toBeNull();
  });

  test("that the phone system refuses is not up", async () => {
    const { starts, coaching, state } = scene({ answers: { ...ok, help: "FORBIDDEN" } });
    await starts();
    coaching.do({ type: "raiseHand", reason: "bill" });
    await until(() => state().hand === null, "the refusal");
  });

  test("is up again after a cut and after a reload, and down at the sign-out", async () => {
    const first = scene();
    await first.starts();
    first.coaching.do({ type: "raiseHand", reason: "bill" });
    const helps = () => first.commands.said("help ");
    await until(() => helps().length === 1, "the help");
    first.pbx.wire.cut();
    await until(() => helps().length === 2, "the help again");
    (first.agent.phone as OwnPhone).letGo();
    const { signIn } = first.agent.ports;
    const next = scene({ ...first, shared: { signIn } });
    await next.agent.phone.connection.do({ type: "restore" });
    await until(() => next.state().hand !== null, "the hand of before");
    await until(() => helps().length === 3, "the help once more");
    await next.agent.phone.connection.do({ type: "signOut" });
    expect(helps().at(-1)).toBe("help -");
    expect(next.state().hand).toBeNull();
  });
});

describe("who listens", () => {
  test("is seen, with a tone before the first word of the call", async () => {
    const { starts, inCall, commands, state, agent } = scene();
    await starts();
    const call = await inCall();
    commands.tell("heard 1005 monitor 1764412900");
    await until(() => state().listener !== null, "who listens");
    expect(state().listener).toEqual({ by: "1005", mode: "monitor", since: 1_764_412_900_000 });
    expect(agent.audio.coached).toBe(0);
    commands.tell("heard 1005 whisper 1764412910");
    await until(() => state().listener?.mode === "whisper", "a whisper");
    expect(agent.audio.coached).toBe(1);
    commands.tell("heard 1005 barge 1764412911");
    await until(() => state().listener?.mode === "barge", "a barge");
    commands.tell("heard 1006 monitor 1764412912");
    commands.tell("heard 1005 end 1764412913");
    await until(() => state().listener?.by === "1006", "the other supervisor");
    expect(agent.audio.coached).toBe(1);
    call.bye();
    await until(() => state().listener === null, "nobody");
    await inCall();
    commands.tell("heard 1005 barge 1764412920");
    await until(() => agent.audio.coached === 2, "the tone of the next call");
  });

  test("is told afterwards where policy says so, and dismissed", async () => {
    const { starts, commands, state, coaching } = scene();
    await starts();
    commands.tell("heard 1005 after 1764412900 whisper");
    await until(() => state().heardAfter !== null, "who listened");
    expect(state().heardAfter).toMatchObject({ by: "1005", widest: "whisper" });
    coaching.do({ type: "dismiss", what: "heardAfter" });
    expect(state().heardAfter).toBeNull();
  });
});

describe("cues", () => {
  test("stand in the call, are answered, and go with it", async () => {
    const { starts, inCall, commands, state, coaching } = scene();
    await starts();
    const call = await inCall();
    commands.tell("cue 1005 c1 Offer%20a%20refund");
    commands.tell("cue 1005 c2 Slow%20down");
    await until(() => state().cues.length === 2, "both cues");
    expect(state().cues[0]).toMatchObject({
      id: "c1",
      from: "1005",
      text: "Offer a refund",
      answer: null,
    });
    coaching.do({ type: "answerCue", id: "c1", answer: "got" });
    coaching.do({ type: "answerCue", id: "nobody", answer: "got" });
    await until(() => commands.said("cue-answer").length === 1, "the answer");
    expect(commands.said("cue-answer")).toEqual(["cue-answer 1005 c1 got"]);
    expect(state().cues.map(({ answer }) => answer)).toEqual(["got", null]);
    call.bye();
    await until(() => state().cues.length === 0, "the end of the cues");
  });

  test("an answer that could not be sent is none", async () => {
    const { starts, commands, state, coaching } = scene({
      answers: { ...ok, "cue-answer": "FORBIDDEN" },
    });
    await starts();
    commands.tell("cue 1005 c1 hello");
    await until(() => state().cues.length === 1, "the cue");
    coaching.do({ type: "answerCue", id: "c1", answer: "help" });
    expect(state().cues[0]?.answer).toBe("help");
    await until(() => state().cues[0]?.answer === null, "the refusal");
  });

  test("never grow without end", async () => {
    const { starts, commands, state } = scene();
    await starts();
    for (let at = 0; at < 60; at += 1) commands.tell(`cue 1005 c${at} hello`);
    await until(() => state().cues.at(-1)?.id === "c59", "the last cue");
    expect(state().cues).toHaveLength(50);
  });

  test("of a call that did not come back after a reload go after a while", async () => {
    const tables = createMemoryTables();
    const { starts, state, passes, clock, commands } = scene({ tables });
    const cue = { id: "c1", from: "1005", text: "hello", at: clock.at, answer: null };
    const listener = { by: "1005", mode: "whisper", since: clock.at };
    const kept = { ...state(), cues: [cue], listener };
    await tables.facts.put({
      id: "coaching",
      value: { version: 1, savedAt: clock.at, state: kept },
    });
    await starts();
    await until(() => state().cues.length === 1, "the cue of before");
    commands.tell("heard 1006 monitor 1764412900");
    passes(30);
    expect(state().listener).toMatchObject({ by: "1005", mode: "whisper" });
    passes(1);
    expect(state()).toMatchObject({ cues: [], listener: null });
  });

  test("garbage that was kept is nothing", async () => {
    const tables = createMemoryTables();
    await tables.facts.put({ id: "coaching", value: { version: 1, savedAt: "now", state: 5 } });
    const { starts, state, commands } = scene({ tables });
    await starts();
    commands.tell("cue 1005 c1 hello");
    await until(() => state().cues.length === 1, "a cue");
  });
});

test("a supervisor who asks hears of the call", async () => {
  const { starts, inCall, commands, clock } = scene();
  await starts();
  commands.tell("ask 1005 r1");
  await until(() => commands.said("tell ").length === 1, "the answer");
  expect(commands.said("tell ")).toEqual(["tell 1005 r1 null"]);
  await inCall();
  commands.tell("ask 1005 r2");
  await until(() => commands.said("tell 1005 r2").length === 1, "the answer");
  const word = commands.said("tell 1005 r2")[0]?.split(" ")[3] ?? "";
  expect(JSON.parse(decodeURIComponent(word))).toEqual({
    number: "+358401234567",
    name: "Maria",
    direction: "in",
    queue: null,
    since: clock.at / 1_000,
    held: false,
  });
});

test("what a supervisor did is there until it is dismissed", async () => {
  const { starts, commands, state, coaching } = scene();
  await starts();
  commands.tell("supervised 1005 pause lunch everybody%20eats");
  commands.tell("supervised 1005 take - -");
  await until(() => state().supervised.length === 2, "both");
  const [first, second] = state().supervised;
  expect(first).toMatchObject({
    by: "1005",
    act: "pause",
    detail: "lunch",
    reason: "everybody eats",
  });
  expect(second?.id).not.toBe(first?.id);
  coaching.do({ type: "dismiss", what: "supervised" });
  expect(state().supervised).toEqual([]);
});

test("only the phone system's own word counts", async () => {
  const { starts, pbx, commands, state } = scene();
  await starts();
  pbx.message("1002", "cue 1005 c1 hello");
  commands.tell("cue 1005 c2 hello");
  await until(() => state().cues.length > 0, "a cue");
  expect(state().cues.map(({ id }) => id)).toEqual(["c2"]);
});

test("another tab raises the same hand", async () => {
  const pbx = createFakePbx();
  const commands = serveCommands(pbx, ok);
  const { config } = readConfig({ dialect: "asterisk" });
  const browser = createFakeBrowser(testPhone({ pbx, config }));
  const first = browser.open();
  await until(() => first.phone.tabs.store.getState().place === "here", "the phone");
  const { password } = pbx;
  await first.phone.connection.do({
    type: "signIn",
    account: testAccount,
    password,
    remember: false,
  });
  const second = browser.open();
  await until(() => second.phone.tabs.store.getState().place === "there", "the mirror");
  second.phone.coaching.do({ type: "raiseHand", reason: "bill" });
  await until(() => commands.said("help bill").length === 1, "the help");
  await until(() => second.phone.coaching.store.getState().hand !== null, "the hand in both");
});
