import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { readConfig } from "@/phone/config/config";
import { pidf, serveCommands, tellList } from "@/testing/fake-floor";
import { createFakePbx } from "@/testing/fake-pbx";
import { createFakeBrowser } from "@/testing/fake-tabs";
import { testAccount, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

const team = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    extension: String(2_001 + at),
    name: `Agent ${at + 1}`,
  }));

const supervisor = { rights: "role=supervisor over=all tell=always journal=1", hands: "0" };

interface SceneOptions {
  readonly people?: number;
  readonly site?: object;
  readonly answers?: Readonly<Record<string, string | null>>;
  readonly refused?: readonly string[];
}

function scene({ people = 3, site = {}, answers = supervisor, refused = [] }: SceneOptions = {}) {
  const pbx = createFakePbx();
  for (const resource of refused) pbx.refusedResources.set(resource, "404 Not Found");
  const commands = serveCommands(pbx, answers);
  const { config } = readConfig({
    dialect: "asterisk",
    team: team(people),
    queues: [
      { number: "500", name: "Support", id: "support" },
      { number: "501", name: "No id" },
    ],
    ...site,
  });
  const clock = { at: Date.parse("2026-11-29T10:42:00Z") };
  const agent = testPhone({
    pbx,
    config,
    ports: { now: () => clock.at, reconnectDelaysMs: [0] },
  });
  const { floor } = agent.phone;
  const state = () => floor.store.getState();
  const subscribed = () => pbx.subscriptions.map(({ resource }) => resource);
  const list = (resource: string) =>
    pbx.subscriptions.findLast((subscription) => subscription.resource === resource);
  return {
    agent,
    pbx,
    commands,
    clock,
    floor,
    state,
    subscribed,
    list,
    tells: tellList,
    is: (extension: string, expected: string) =>
      until(() => state().agents[extension]?.state === expected, `${extension} to be ${expected}`),
    passes(seconds: number) {
      clock.at += seconds * 1_000;
      agent.ticks();
    },
    async looks() {
      await agent.signsIn();
      floor.do({ type: "look", looker: "board" });
      await until(() => commands.said("hands").length > 0, "the question after hands");
    },
  };
}

describe("looking", () => {
  test("nobody looks: nothing is asked, nothing is subscribed to", async () => {
    const { agent, commands, pbx, state, floor } = scene();
    await agent.signsIn();
    floor.do({ type: "askParty", extension: "2001" });
    floor.do({ type: "lookAway", looker: "board" });
    agent.dials("1002");
    await until(() => pbx.calls.length === 1, "an INVITE");
    expect(pbx.subscriptions).toEqual([]);
    expect(commands.said("rights")).toEqual([]);
    expect(state()).toEqual({ phase: "off", agents: {}, queues: {}, alarms: [] });
  });

  test("everybody is there at once, unknown; then as they are told", async () => {
    const { looks, list, tells, is, state, pbx } = scene();
    await looks();
    expect(state().phase).toBe("waiting");
    expect(Object.keys(state().agents)).toEqual(["2001", "2002", "2003"]);
    expect(state().agents["2001"]).toMatchObject({ name: "Agent 1", state: "unknown" });
    const subscription = list("floor-1");
    const [request] = subscription?.requests ?? [];
    expect(request?.header("event")).toBe("presence");
    expect(request?.header("supported")).toContain("eventlist");
    expect(request?.header("accept")).toBe(
      "multipart/related, application/rlmi+xml, application/pidf+xml",
    );
    tells(
      subscription,
      { "2001": pidf({}), "2002": pidf({ type: "away", text: "lunch" }), "9999": pidf({}) },
      true,
    );
    await is("2002", "break");
    expect(state().phase).toBe("live");
    expect(state().agents["2001"]?.state).toBe("ready");
    expect(state().agents["2003"]?.state).toBe("unknown");
    expect(Object.keys(state().agents)).toHaveLength(3);
    tells(subscription, { "2001": pidf({ note: "Ringing" }) });
    await is("2001", "ringing");
    expect(state().agents["2002"]?.state).toBe("break");
    pbx.notify("presence", "text/plain", "nobody has asked for this");
    tells(subscription, { "2002": pidf({}) }, true);
    await is("2001", "unknown");
  });

  test("a list for each sixty, and the queues that have an id", async () => {
    const { looks, subscribed } = scene({ people: 130 });
    await looks();
    expect(subscribed().toSorted()).toEqual(["floor-1", "floor-2", "floor-3", "queue-support"]);
  });

  test("a queue", async () => {
    const { looks, list, state } = scene();
    await looks();
    expect(state().queues["support"]?.waiting).toBeNull();
    list("queue-support")?.notify(pidf({ text: "w=2&o=1764412900&l=4&r=3&f=1&s=90.0" }));
    await until(() => state().queues["support"]?.waiting === 2, "two who wait");
    expect(state().queues["support"]).toMatchObject({ loggedIn: 4, serviceLevelPercent: 90 });
  });

  test("ends a minute after it was last said", async () => {
    const { looks, passes, floor, state, list, tells, is } = scene();
    await looks();
    tells(list("floor-1"), { "2001": pidf({}) }, true);
    await is("2001", "ready");
    passes(50);
    floor.do({ type: "look", looker: "board" });
    passes(50);
    expect(state().phase).toBe("live");
    passes(11);
    expect(state()).toEqual({ phase: "off", agents: {}, queues: {}, alarms: [] });
    await until(() => list("floor-1")?.requests.length === 2, "the end of the subscription");
    expect(list("floor-1")?.requests[1]?.header("expires")).toBe("0");
  });

  test("goes on for as long as one of several looks", async () => {
    const { looks, floor, state } = scene();
    await looks();
    floor.do({ type: "look", looker: "wall" });
    floor.do({ type: "lookAway", looker: "board" });
    await until(() => state().phase === "waiting", "the wall to look on");
    floor.do({ type: "lookAway", looker: "wall" });
    await until(() => state().phase === "off", "nobody to look");
  });
});

describe("whom one may see", () => {
  test("an agent sees nobody", async () => {
    const { agent, floor, state, pbx } = scene({
      answers: { rights: "role=agent over=- tell=always journal=1" },
    });
    await agent.signsIn();
    floor.do({ type: "look", looker: "board" });
    await until(() => state().phase === "unavailable", "the floor to be closed");
    expect(state().agents).toEqual({});
    expect(pbx.subscriptions).toEqual([]);
  });

  test("a supervisor of some sees those, also one whom the configuration does not name", async () => {
    const { looks, state, list, tells, is } = scene({
      answers: { ...supervisor, rights: "role=supervisor over=2002,7000 tell=always journal=1" },
    });
    await looks();
    tells(list("floor-1"), { "2001": pidf({}), "2002": pidf({}), "7000": pidf({}) }, true);
    await is("7000", "ready");
    expect(Object.values(state().agents).map(({ name }) => name)).toEqual(["Agent 2", "7000"]);
  });

  test("a phone system that tells of nobody", async () => {
    const { agent, floor, state, pbx } = scene({ site: { dialect: "generic" } });
    await agent.signsIn();
    floor.do({ type: "look", looker: "board" });
    await until(() => state().phase === "unavailable", "the floor to be closed");
    expect(pbx.subscriptions).toEqual([]);
  });

  test("without a word of rights, everybody is shown as far as presence tells", async () => {
    const { agent, floor, list, tells, is, commands } = scene({
      site: { features: { commands: false } },
    });
    await agent.signsIn();
    floor.do({ type: "look", looker: "board" });
    await until(() => list("floor-1") !== undefined, "the list");
    tells(list("floor-1"), { "2001": pidf({}) }, true);
    await is("2001", "ready");
    expect(commands.heard).toEqual([]);
  });
});

describe("without lists", () => {
  test("each is subscribed to, sixty at most", async () => {
    const { looks, subscribed, list, is } = scene({
      people: 70,
      refused: ["floor-1", "floor-2"],
    });
    await looks();
    await until(() => subscribed().length === 61, "sixty agents and a queue");
    expect(subscribed()).not.toContain("2061");
    list("2001")?.notify(pidf({ note: "On the phone" }));
    await is("2001", "talking");
  });

  test("where none of them is told either, the floor is closed", async () => {
    const { looks, state, passes, pbx } = scene({
      refused: ["floor-1", "2001", "2002", "2003"],
    });
    await looks();
    const asked = () => pbx.requests.filter(({ method }) => method === "SUBSCRIBE").length;
    await until(() => asked() === 5, "everything to have been asked");
    passes(5);
    expect(state().phase).toBe("waiting");
    passes(11);
    expect(state().phase).toBe("unavailable");
  });
});

describe("a cut", () => {
  test("nothing is known until it is told again", async () => {
    const { looks, list, tells, is, state, pbx, commands } = scene();
    await looks();
    const before = list("floor-1");
    tells(before, { "2001": pidf({}) }, true);
    await is("2001", "ready");
    commands.tell("help 2001 1764412000 bill");
    await until(() => state().agents["2001"]?.hand !== null, "the hand");
    pbx.wire.cut();
    await is("2001", "unknown");
    expect(state()).toMatchObject({ phase: "waiting", alarms: [] });
    expect(state().agents["2001"]?.hand).toBeNull();
    await until(() => list("floor-1") !== before, "the list anew");
    tells(list("floor-1"), { "2001": pidf({ note: "Ringing" }) }, true);
    await is("2001", "ringing");
  });

  test("signing out ends it", async () => {
    const { looks, state, agent } = scene();
    await looks();
    await agent.phone.connection.do({ type: "signOut" });
    expect(state().phase).toBe("off");
    expect(agent.ticking()).toBe(0);
  });
});

describe("hands", () => {
  test("those that were up, those that are raised and lowered", async () => {
    const { looks, commands, state, list, tells, is } = scene({
      answers: { ...supervisor, hands: "1" },
    });
    await looks();
    tells(list("floor-1"), { "2001": pidf({ text: "r=&s=idle&h=1" }), "2002": pidf({}) }, true);
    await is("2001", "ready");
    const handOf = (extension: string) => state().agents[extension]?.hand;
    // Once the phone system tells of hands, it is the one who knows.
    expect(handOf("2001")).toBeNull();
    commands.tell("help 2001 1764412000 the%20bill");
    commands.tell("help 2002 1764412060 %20");
    await until(() => handOf("2002") !== null, "both hands");
    expect(handOf("2001")).toEqual({ since: 1_764_412_000_000, reason: "the bill" });
    expect(handOf("2002")).toEqual({ since: 1_764_412_060_000, reason: null });
    expect(state().alarms.map(({ key }) => key)).toEqual(["help agent 2001", "help agent 2002"]);
    commands.tell("help 2001 1764412099 -");
    await until(() => handOf("2001") === null, "the hand to be down");
    expect(state().alarms).toHaveLength(1);
  });

  test("where the phone system does not tell of them, the agent's phone does", async () => {
    const { looks, state, list, tells } = scene({ answers: { rights: supervisor.rights } });
    await looks();
    tells(list("floor-1"), { "2001": pidf({ text: "r=&s=idle&h=1" }) }, true);
    await until(() => state().agents["2001"]?.hand !== null, "the hand");
    tells(list("floor-1"), { "2001": pidf({ text: "r=&s=idle" }) });
    await until(() => state().agents["2001"]?.hand === null, "the hand to be down");
  });
});

describe("whom they talk with", () => {
  const maria = encodeURIComponent(JSON.stringify({ number: "+358401234567", name: "Maria" }));

  async function talking() {
    const made = scene({ answers: { ...supervisor, "sup ask": "OK" } });
    await made.looks();
    made.tells(made.list("floor-1"), { "2001": pidf({ note: "On the phone" }) }, true);
    await made.is("2001", "talking");
    made.floor.do({ type: "askParty", extension: "2001" });
    await until(() => made.commands.said("sup ask 2001").length === 1, "the question");
    const ref = made.commands.said("sup ask")[0]?.split(" ")[3] ?? "";
    return { ...made, ref, party: () => made.state().agents["2001"]?.party };
  }

  test("is asked from their phone, and forgotten with the call", async () => {
    const { commands, ref, party, tells, list } = await talking();
    commands.tell(`told 2001 ${ref} ${maria}`);
    await until(() => party() !== null, "the answer");
    expect(party()).toEqual({ number: "+358401234567", name: "Maria" });
    tells(list("floor-1"), { "2001": pidf({}) });
    await until(() => party() === null, "the end of the call");
  });

  test("an answer that nobody asked for, or of somebody else, says nothing", async () => {
    const { commands, ref, party } = await talking();
    commands.tell(`told 2001 another ${maria}`);
    commands.tell(`told 2002 ${ref} ${maria}`);
    commands.tell("told 2001");
    commands.tell(`told 2001 ${ref} null`);
    commands.tell(`told 2001 ${ref} ${maria}`);
    commands.tell("help 2001 1764412000 bill");
    await vi.waitFor(() => expect(commands.heard.length).toBeGreaterThan(2));
    expect(party()).toBeNull();
  });
});

test("an alarm says who has seen it", async () => {
  const { looks, list, tells, is, state, passes, floor } = scene();
  await looks();
  tells(list("floor-1"), { "2001": pidf({}) }, true);
  await is("2001", "ready");
  tells(list("floor-1"), { "2001": pidf({ note: "On the phone", text: "r=&s=hold" }) });
  await is("2001", "hold");
  passes(30);
  floor.do({ type: "look", looker: "board" });
  expect(state().alarms).toEqual([]);
  for (const _ of [1, 2, 3]) {
    passes(50);
    floor.do({ type: "look", looker: "board" });
  }
  expect(state().alarms).toMatchObject([{ rule: "long_hold", acknowledgedBy: null }]);
  floor.do({ type: "acknowledge", key: "nobody" });
  floor.do({ type: "acknowledge", key: "long_hold agent 2001" });
  await until(() => state().alarms[0]?.acknowledgedBy === "1001", "the supervisor's name");
});

describe("many", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  test("changes come ten times a second at most, and only rows that changed are new", async () => {
    const { createFloorRows } = await import("./floor-rows");
    const { readDeskConfig } = await import("@/phone/config/desk-config");
    const { createStore } = await import("zustand/vanilla");
    const { noFloor } = await import("./floor");
    const store = createStore(() => noFloor);
    const rows = createFloorRows({ store, policy: readDeskConfig({}).fields, now: () => 1e12 });
    rows.begin(team(500));
    rows.enter("waiting");
    for (const { extension } of team(500)) rows.heardAgent(extension, pidf({ type: "available" }));
    vi.advanceTimersByTime(100);
    const first = store.getState();
    expect(first.phase).toBe("live");
    let changes = 0;
    store.subscribe(() => (changes += 1));
    for (let at = 0; at < 50; at += 1) {
      rows.heardAgent(String(2_001 + at), pidf({ note: "Ringing" }));
      vi.advanceTimersByTime(20);
    }
    expect(changes).toBeLessThanOrEqual(10);
    vi.advanceTimersByTime(100);
    const last = store.getState();
    const changed = Object.keys(last.agents).filter(
      (extension) => last.agents[extension] !== first.agents[extension],
    );
    expect(changed).toHaveLength(50);
    expect(last.queues).toBe(first.queues);
    // What says the same again changes nothing.
    rows.heardAgent("2001", pidf({ note: "Ringing" }));
    vi.advanceTimersByTime(1_000);
    expect(store.getState()).toBe(last);
  });
});

test("another tab sees the same floor, and looks through the one that has the phone", async () => {
  const pbx = createFakePbx();
  const commands = serveCommands(pbx, supervisor);
  const { config } = readConfig({ dialect: "asterisk", team: team(2) });
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
  second.phone.floor.do({ type: "look", looker: "wall" });
  await until(() => commands.said("hands").length === 1, "the look");
  await until(() => pbx.subscriptions.length === 1, "the list");
  tellList(pbx.subscriptions[0], { "2002": pidf({}) }, true);
  for (const { phone } of [first, second]) {
    await until(() => phone.floor.store.getState().agents["2002"]?.state === "ready", "ready");
  }
});
