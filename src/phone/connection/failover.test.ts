import { describe, expect, test } from "vitest";

import { createFakePbx, type FakePbx } from "@/testing/fake-pbx";
import {
  type TestPhone,
  testAccount,
  testPhone,
  type TestPhoneOptions,
} from "@/testing/test-phone";
import { until } from "@/testing/until";

import { accountKey } from "./account";
import { createServers, serversOf } from "./servers";

const first = testAccount.server;
const second = "wss://reserve.test/ws";
const servers = [first, second];

const state = (agent: TestPhone) => agent.phone.connection.store.getState();

/** An agent whose configuration names two phone systems. */
function agentWithTwo(options: TestPhoneOptions = {}) {
  const home = createFakePbx();
  const reserve = createFakePbx();
  const pbxOf = (server: string): FakePbx => (server === second ? reserve : home);
  const agent = testPhone({
    ...options,
    pbx: home,
    config: { servers, server: first, ...options.config },
    ports: {
      openSocket: (server) => pbxOf(server).wire.openSocket(server),
      reconnectDelaysMs: [0, 5],
      returnMs: 100_000,
      ...options.ports,
    },
  });
  return { agent, home, reserve };
}

function cutFor(pbx: FakePbx): void {
  pbx.wire.refuse = true;
  pbx.wire.cut();
}

const isConnectedTo = (agent: TestPhone, server: string) =>
  until(() => {
    const now = state(agent);
    return now.phase === "connected" && now.server === server;
  }, `the connection to ${server}`);

const registers = (pbx: FakePbx) => pbx.requests.filter(({ method }) => method === "REGISTER");

async function talks(agent: TestPhone, pbx: FakePbx) {
  agent.dials("1002");
  await until(() => pbx.calls.length === 1, "an INVITE");
  pbx.calls[0]?.answer();
  await agent.expects("talking");
  const [media] = agent.media.sessions;
  if (media === undefined) throw new Error("no sound");
  return media;
}

describe("with several servers", () => {
  test("the first one is used as long as it takes us", async () => {
    const { agent, reserve } = agentWithTwo();
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ phase: "connected", server: first, isReserve: false });
    expect(reserve.wire.opened).toEqual([]);
  });

  test.each([
    ["cannot be reached", (home: FakePbx) => void (home.wire.refuse = true)],
    ["answers 503", (home: FakePbx) => void (home.registerStatus = "503 Service Unavailable")],
    ["answers 500", (home: FakePbx) => void (home.registerStatus = "500 Server Error")],
  ])("one that %s is left for the next at the sign-in", async (_, fail) => {
    const { agent, home } = agentWithTwo();
    fail(home);
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ phase: "connected", server: second, isReserve: true });
  });

  test("a password that the first refuses is not tried elsewhere", async () => {
    const { agent, reserve } = agentWithTwo();
    await agent.signsIn("guess");
    expect(state(agent)).toMatchObject({ phase: "signedOut", problem: { code: "wrongPassword" } });
    expect(reserve.wire.opened).toEqual([]);
  });

  test("a cut is first the network's, and then the server's; the account stays the same", async () => {
    const { agent, home } = agentWithTwo();
    await agent.signsIn();
    home.wire.cut();
    await until(() => home.wire.opened.length === 2, "a second try");
    await isConnectedTo(agent, first);
    cutFor(home);
    await isConnectedTo(agent, second);
    const now = state(agent);
    expect(now.phase === "connected" && accountKey(now.account)).toBe(accountKey(testAccount));
  });

  test("one that says when to come again is not asked before", async () => {
    const { agent, home, reserve } = agentWithTwo();
    await agent.signsIn();
    home.registerStatus = "503 Service Unavailable";
    home.registerHeaders = ["Retry-After: 300"];
    home.wire.cut();
    await isConnectedTo(agent, second);
    const asked = registers(home).length;
    const opened = reserve.wire.opened.length;
    cutFor(reserve);
    await until(() => reserve.wire.opened.length > opened + 3, "several tries");
    reserve.wire.refuse = false;
    await isConnectedTo(agent, second);
    expect(registers(home)).toHaveLength(asked);
  });

  test("a reserve that refuses the password does not throw the agent out", async () => {
    const { agent, home, reserve } = agentWithTwo();
    await agent.signsIn();
    reserve.registerStatus = "403 Forbidden";
    cutFor(home);
    await until(() => registers(reserve).length > 1, "two tries at the reserve");
    expect(state(agent).phase).toBe("recovering");
    home.wire.refuse = false;
    await isConnectedTo(agent, first);
  });

  test("the next page goes where this one was: the calls are there", async () => {
    const { agent, home, reserve } = agentWithTwo();
    home.wire.refuse = true;
    await agent.signsIn();
    home.wire.refuse = false;
    const next = testPhone({ pbx: home, config: { servers }, ports: agent.ports });
    await next.phone.connection.do({ type: "restore" });
    await isConnectedTo(next, second);
    expect(registers(reserve).length).toBeGreaterThan(2);
  });

  test("an address that the configuration does not name is never the next page's", async () => {
    const { agent, home } = agentWithTwo();
    await agent.signsIn();
    const [entry = ""] = agent.session.entries.values();
    agent.session.setItem(
      "hamsa.sign-in",
      entry.replace(/"used":"[^"]*"/, '"used":"wss://evil.test/"'),
    );
    const next = testPhone({ pbx: home, config: { servers }, ports: agent.ports });
    await next.phone.connection.do({ type: "restore" });
    await isConnectedTo(next, first);
  });
});

describe("Retry-After", () => {
  test("of the only server is waited for, and the agent sees until when", async () => {
    const agent = testPhone({ ports: { reconnectDelaysMs: [0, 5] } });
    await agent.signsIn();
    agent.pbx.registerStatus = "503 Service Unavailable";
    agent.pbx.registerHeaders = ["Retry-After: 1 (maintenance);duration=60"];
    const asked = registers(agent.pbx).length;
    agent.pbx.wire.cut();
    await until(() => registers(agent.pbx).length === asked + 1, "the refusal");
    await until(() => {
      const now = state(agent);
      return now.phase === "recovering" && now.nextAttemptAt !== null;
    }, "a wait");
    const waiting = state(agent);
    const waitMs = waiting.phase === "recovering" ? (waiting.nextAttemptAt ?? 0) - Date.now() : 0;
    expect(waitMs).toBeGreaterThan(900);
    expect(waitMs).toBeLessThan(1_200);
    // The network has nothing to say in this.
    agent.network();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(registers(agent.pbx)).toHaveLength(asked + 1);
    agent.pbx.registerStatus = null;
    await until(() => state(agent).phase === "connected", "the connection");
  });

  test("gives way to a person who presses “Try now”", async () => {
    const agent = testPhone({ ports: { reconnectDelaysMs: [0, 5] } });
    await agent.signsIn();
    agent.pbx.registerStatus = "503 Service Unavailable";
    agent.pbx.registerHeaders = ["Retry-After: 60"];
    agent.pbx.wire.cut();
    await until(() => {
      const now = state(agent);
      return now.phase === "recovering" && (now.nextAttemptAt ?? 0) > Date.now() + 50_000;
    }, "a long wait");
    agent.pbx.registerStatus = null;
    await agent.phone.connection.do({ type: "retry" });
    await until(() => state(agent).phase === "connected", "the connection");
  });

  test("has a limit, and counts from when it was said", () => {
    let now = 1_000;
    const list = createServers(servers, null, () => now);
    const refusal = {
      code: "pbxRefused",
      detail: { status: 503, retryAfterSeconds: 1e9 },
    } as const;
    list.refused(first, refusal);
    expect(list.choose(0, false)).toEqual([second]);
    expect(list.waitMs(false)).toBe(0);
    list.refused(second, refusal);
    expect(list.choose(3, false)).toEqual([]);
    expect(list.waitMs(false)).toBe(600_000);
    now += 600_000;
    expect(list.choose(3, false)).toEqual(servers);
  });
});

describe("a call at a server that is lost", () => {
  test("keeps its sound, and the phone waits for that server as long as it flows", async () => {
    const { agent, home, reserve } = agentWithTwo();
    await agent.signsIn();
    const media = await talks(agent, home);
    cutFor(home);
    await until(() => home.wire.opened.length > 4, "several tries");
    expect(reserve.wire.opened).toEqual([]);
    expect(agent.call()?.phase).toBe("talking");
    expect(media.closed).toBe(false);
    home.wire.refuse = false;
    await isConnectedTo(agent, first);
    expect(agent.call()?.phase).toBe("talking");
  });

  test("ends with its sound: the next server does not know it", async () => {
    const { agent, home } = agentWithTwo();
    await agent.signsIn();
    const media = await talks(agent, home);
    cutFor(home);
    media.path = "disconnected";
    await isConnectedTo(agent, second);
    expect(await agent.expects("ended")).toMatchObject({ reason: "endedWhileCut" });
    expect(media.closed).toBe(true);
  });

  test.each(["404 Not Found", "403 Forbidden", "408 Request Timeout"])(
    "ends too where the next server says %s",
    async (status) => {
      const { agent, home, reserve } = agentWithTwo();
      await agent.signsIn();
      const media = await talks(agent, home);
      reserve.strangerStatus = status;
      cutFor(home);
      media.path = "failed";
      await isConnectedTo(agent, second);
      expect(await agent.expects("ended")).toMatchObject({ reason: "endedWhileCut" });
    },
  );

  test("is not ended by its own server that refuses a re-INVITE for another reason", async () => {
    const { agent, home } = agentWithTwo();
    await agent.signsIn();
    const media = await talks(agent, home);
    home.reinviteStatus = "403 Forbidden";
    home.wire.cut();
    await isConnectedTo(agent, first);
    await until(() => media.log.includes("rollback"), "the refusal");
    expect(agent.call()?.phase).toBe("talking");
  });

  test("lives where both addresses lead to the same phone system", async () => {
    const pbx = createFakePbx();
    let isAway = false;
    const agent = testPhone({
      pbx,
      config: { servers, serversShareCalls: true },
      ports: {
        openSocket(server) {
          pbx.wire.refuse = isAway && server === first;
          return pbx.wire.openSocket(server);
        },
        reconnectDelaysMs: [0, 5],
      },
    });
    await agent.signsIn();
    const media = await talks(agent, pbx);
    media.log.length = 0;
    isAway = true;
    pbx.wire.cut();
    await isConnectedTo(agent, second);
    await until(() => media.log.includes("apply"), "the refresh");
    pbx.calls[0]?.bye();
    expect(await agent.expects("ended")).toMatchObject({ reason: "hungUpThere" });
  });

  test("that is hung up meanwhile no longer holds the phone there", async () => {
    const { agent, home } = agentWithTwo();
    await agent.signsIn();
    await talks(agent, home);
    cutFor(home);
    await until(() => home.wire.opened.length > 3, "several tries");
    agent.does({ type: "hangUp" });
    await isConnectedTo(agent, second);
    expect(agent.call()?.phase).toBe("ended");
  });
});

describe("a first server that is back", () => {
  const soon = { ports: { returnMs: 20 } };

  test("is gone back to, and the reserve is told goodbye", async () => {
    const { agent, home, reserve } = agentWithTwo(soon);
    home.wire.refuse = true;
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ server: second });
    home.wire.refuse = false;
    await isConnectedTo(agent, first);
    expect(registers(reserve).at(-1)?.header("contact")).toContain("expires=0");
    expect(home.requests.some(({ method }) => method === "OPTIONS")).toBe(true);
  });

  test("has to answer SIP: an open door is not enough", async () => {
    const { agent, home } = agentWithTwo(soon);
    home.wire.refuse = true;
    await agent.signsIn();
    home.optionsStatus = "503 Service Unavailable";
    home.wire.refuse = false;
    await until(
      () => home.requests.filter(({ method }) => method === "OPTIONS").length > 1,
      "two questions",
    );
    expect(state(agent)).toMatchObject({ phase: "connected", server: second });
  });

  test("waits for the end of the call", async () => {
    const { agent, home, reserve } = agentWithTwo(soon);
    home.wire.refuse = true;
    await agent.signsIn();
    await talks(agent, reserve);
    home.wire.refuse = false;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(state(agent)).toMatchObject({ phase: "connected", server: second });
    expect(home.requests).toEqual([]);
    agent.does({ type: "hangUp" });
    await isConnectedTo(agent, first);
  });

  test("waits for a call that comes in the very moment of leaving", async () => {
    const { agent, home, reserve } = agentWithTwo(soon);
    home.wire.refuse = true;
    await agent.signsIn();
    const goodbyes = () =>
      registers(reserve).filter((request) => request.header("contact")?.includes("expires=0"));
    reserve.onRequest = ({ method, header }) => {
      const isGoodbye = method === "REGISTER" && header("contact")?.includes("expires=0") === true;
      if (isGoodbye && goodbyes().length === 1) reserve.ring({ number: "1003" });
    };
    home.wire.refuse = false;
    await agent.expects("ringing", "1003");
    await until(
      () => registers(reserve).at(-1)?.header("contact")?.includes("expires=0") === false,
      "a new registration",
    );
    expect(state(agent)).toMatchObject({ phase: "connected", server: second });
    reserve.calls[0]?.cancel();
    await isConnectedTo(agent, first);
  });

  test("that does not take us after all is left again", async () => {
    const { agent, home } = agentWithTwo(soon);
    home.wire.refuse = true;
    await agent.signsIn();
    home.registerStatus = "503 Service Unavailable";
    home.wire.refuse = false;
    await until(() => registers(home).length > 0, "a try");
    await isConnectedTo(agent, second);
    home.registerStatus = null;
    await isConnectedTo(agent, first);
  });
});

test("servers of the configuration are those of whoever is signed in at one of them", () => {
  const page = { protocol: "https:", host: "phone.example" };
  const account = { server: "wss://phone.example/sip", domain: "pbx", extension: "1001" };
  const configured = ["/sip", "sip2.example", "https://no", "ws://clear.example", "/sip"];
  expect(serversOf(account, configured, page)).toEqual([
    "wss://phone.example/sip",
    "wss://sip2.example/",
  ]);
  const elsewhere = { ...account, server: "wss://other.example/" };
  expect(serversOf(elsewhere, configured, page)).toEqual(["wss://other.example/"]);
});
