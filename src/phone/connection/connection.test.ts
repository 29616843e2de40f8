import { describe, expect, test } from "vitest";

import { PhoneError } from "@/phone/errors";
import type { Vault } from "@/phone/vault/vault";
import { createFakePbx } from "@/testing/fake-pbx";
import { createFakeStorage, createFakeVault } from "@/testing/fake-vault";
import { signedInPhone, testAccount, type TestPhone, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { readAccount, readServer } from "./account";
import { explainUnreachable, isPrivateHost } from "./explain-unreachable";
import { readInstanceId } from "./instance-id";
import { chooseDelayMs, reconnectDelaysMs } from "./reconnect";
import type { TextStorage } from "./stored-sign-in";

const state = (agent: TestPhone) => agent.phone.connection.store.getState();

describe("signing in", () => {
  test("with the right password connects and opens the microphone", async () => {
    const agent = testPhone();
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ phase: "connected", account: { extension: "1001" } });
    await until(() => agent.audio.microphoneOpen, "the microphone");
  });

  test("with a wrong password says so and keeps nothing", async () => {
    const agent = testPhone();
    await agent.signsIn("guess");
    expect(state(agent)).toMatchObject({ phase: "signedOut", problem: { code: "wrongPassword" } });
    expect(agent.session.entries.size + agent.lasting.entries.size).toBe(0);
  });

  test.each([
    ["404 Not Found", "registrationRefused"],
    ["503 Service Unavailable", "pbxRefused"],
  ])("that is refused with %s is %s", async (status, code) => {
    const agent = testPhone();
    agent.pbx.registerStatus = status;
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ phase: "signedOut", problem: { code } });
  });

  test("at a server that is away says what is known", async () => {
    const agent = testPhone({
      ports: { explainUnreachable: async (error) => new PhoneError("offline", {}, error) },
    });
    agent.pbx.wire.refuse = true;
    await agent.signsIn();
    expect(state(agent)).toMatchObject({ phase: "signedOut", problem: { code: "offline" } });
  });

  test("without a microphone still connects; the phone works as board and history", async () => {
    const agent = testPhone();
    agent.audio.failWith = new PhoneError("microphoneDenied");
    await agent.signsIn();
    expect(state(agent).phase).toBe("connected");
    await until(
      () => agent.phone.audio.store.getState().microphone.phase === "failed",
      "the refusal",
    );
  });
});

describe("the secret", () => {
  /** The page after a reload, or, without the tab's own storage, a new tab of the same browser. */
  async function reloaded(agent: TestPhone, session: TextStorage = createFakeStorage()) {
    const { vault, lasting } = agent.ports.signIn;
    const next = testPhone({ pbx: agent.pbx, ports: { signIn: { vault, lasting, session } } });
    await next.phone.connection.do({ type: "restore" });
    return next;
  }

  test("not remembered survives a reload, not the end of the browser", async () => {
    const agent = await signedInPhone();
    expect(state(await reloaded(agent, agent.session)).phase).toBe("connected");
    expect(state(await reloaded(agent)).phase).toBe("signedOut");
  });

  test("remembered survives the browser, and nothing survives signing out", async () => {
    const agent = testPhone();
    await agent.signsIn(undefined, true);
    expect(state(await reloaded(agent)).phase).toBe("connected");
    await agent.phone.connection.do({ type: "signOut" });
    expect(state(await reloaded(agent, agent.session)).phase).toBe("signedOut");
    expect(state(await reloaded(agent)).phase).toBe("signedOut");
  });

  test("of one tab is left alone by another that signs out as somebody else", async () => {
    const agent = testPhone();
    await agent.signsIn(undefined, true);
    const { vault, lasting } = agent.ports.signIn;
    const other = testPhone({
      ports: { signIn: { vault, lasting, session: createFakeStorage() } },
    });
    const account = { ...testAccount, extension: "1002" };
    const password = other.pbx.password;
    await other.phone.connection.do({ type: "signIn", account, password, remember: false });
    await other.phone.connection.do({ type: "signOut" });
    expect(state(await reloaded(agent)).phase).toBe("connected");
  });

  test("that a stuck disk cannot keep stops nobody, and is not kept after signing out", async () => {
    const vault = createFakeVault();
    let moves: () => void = () => undefined;
    const disk = new Promise<void>((resolve) => (moves = resolve));
    const seal: Vault["seal"] = (...what) => disk.then(() => vault.seal(...what));
    const session = createFakeStorage();
    const signIn = { vault: { ...vault, seal }, session, lasting: createFakeStorage() };
    const agent = testPhone({ ports: { signIn } });
    await agent.signsIn(undefined, true);
    expect(state(agent).phase).toBe("connected");
    await agent.phone.connection.do({ type: "signOut" });
    moves();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(session.entries.size + signIn.lasting.entries.size).toBe(0);
  });

  test("is nowhere in clear, and cannot be moved to another server", async () => {
    const agent = await signedInPhone();
    const [stored = ""] = agent.session.entries.values();
    expect(stored).not.toContain(agent.pbx.password);
    agent.session.setItem("hamsa.sign-in", stored.replace("pbx.test/ws", "evil.test/ws"));
    expect(state(await reloaded(agent, agent.session)).phase).toBe("signedOut");
    expect(agent.pbx.wire.opened).not.toContain("wss://evil.test/ws");
  });
});

describe("signing out", () => {
  test("hangs up first, then unregisters, then goes", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    const before = agent.pbx.wire.sent.length;
    await agent.phone.connection.do({ type: "signOut" });
    const lines = agent.pbx.wire.sent.slice(before).map((text) => text.split("\r\n")[0] ?? "");
    const bye = lines.findIndex((line) => line.startsWith("BYE"));
    const register = lines.findIndex((line) => line.startsWith("REGISTER"));
    expect(bye).toBeGreaterThanOrEqual(0);
    expect(register).toBeGreaterThan(bye);
    expect(agent.pbx.wire.sent.at(-1)).toContain("expires=0");
    expect(state(agent)).toEqual({ phase: "signedOut", problem: null });
    expect(agent.audio.microphoneOpen).toBe(false);
  });
});

describe("a cut socket", () => {
  test("is told, and healed at once; calls are told too", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    const seen: string[] = [];
    agent.phone.calls.store.subscribe(() => seen.push(agent.call()?.link.state ?? "gone"));
    agent.pbx.wire.cut();
    expect(state(agent).phase).toBe("recovering");
    await until(() => state(agent).phase === "connected", "the connection");
    expect(seen).toEqual(["recovering", "up"]);
    expect(agent.call()?.phase).toBe("talking");
  });

  test("is healed the moment the network is back, not when the wait is over", async () => {
    const agent = await signedInPhone();
    agent.pbx.wire.refuse = true;
    agent.pbx.wire.cut();
    await until(() => {
      const now = state(agent);
      return now.phase === "recovering" && now.nextAttemptAt !== null && now.attempt >= 1;
    }, "a wait");
    agent.pbx.wire.refuse = false;
    agent.network();
    await until(() => state(agent).phase === "connected", "the connection");
  });

  test("does not lose a hang-up: it is sent once the phone system is back", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    agent.pbx.wire.refuse = true;
    agent.pbx.wire.cut();
    agent.does({ type: "hangUp" });
    expect(agent.call()?.phase).toBe("ended");
    await until(() => agent.media.sessions[0]?.closed === true, "silence");
    agent.pbx.wire.refuse = false;
    agent.network();
    await until(
      () => agent.pbx.calls[0]?.requests.some(({ method }) => method === "BYE") ?? false,
      "the BYE",
    );
  });

  test("is followed by a re-INVITE for each call, so that the far end's hang-up arrives", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    const [there] = agent.pbx.calls;
    there?.answer();
    await agent.expects("talking");
    agent.pbx.wire.cut();
    await until(
      () => there?.requests.some(({ method }) => method === "INVITE") ?? false,
      "the re-INVITE",
    );
    there?.bye();
    expect(await agent.expects("ended")).toMatchObject({ reason: "hungUpThere" });
  });

  test("does not leave a hold hanging whose answer went down with it", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    agent.pbx.reinviteStatus = null;
    agent.does({ type: "hold" });
    await until(
      () => agent.pbx.calls[0]?.requests.some(({ method }) => method === "INVITE") ?? false,
      "the hold",
    );
    agent.pbx.reinviteStatus = "200 OK";
    agent.pbx.wire.cut();
    await agent.waitsFor(({ problem }) => problem?.code === "holdRefused", "the failure");
    expect(agent.media.sessions[0]?.microphoneOpen).toBe(true);
    await until(() => state(agent).phase === "connected", "the connection");
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => call.phase === "talking" && call.held, "hold");
  });

  test("ends a call that the phone system no longer knows", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    agent.pbx.reinviteStatus = "481 Call/Transaction Does Not Exist";
    agent.pbx.wire.cut();
    expect(await agent.expects("ended")).toMatchObject({ reason: "endedWhileCut" });
    expect(state(agent).phase).toBe("connected");
  });

  test("with a password that no longer holds ends in the sign-in screen", async () => {
    const pbx = createFakePbx();
    const agent = await signedInPhone({ pbx });
    pbx.registerStatus = "403 Forbidden";
    pbx.wire.cut();
    await until(() => state(agent).phase === "signedOut", "the sign-in screen");
    expect(state(agent)).toMatchObject({ problem: { code: "wrongPassword" } });
    expect(agent.session.entries.size).toBe(0);
  });
});

test("signing out while the server is away takes no time", async () => {
  const agent = await signedInPhone();
  agent.pbx.wire.refuse = true;
  agent.pbx.wire.cut();
  await agent.phone.connection.do({ type: "signOut" });
  expect(state(agent).phase).toBe("signedOut");
  expect(agent.session.entries.size).toBe(0);
});

test("delays grow, repeat the last one, and never lose their jitter", () => {
  expect(reconnectDelaysMs.map((_, attempt) => chooseDelayMs(attempt, 0))).toEqual([
    ...reconnectDelaysMs,
  ]);
  expect(chooseDelayMs(99, 0)).toBe(30_000);
  expect(chooseDelayMs(99, 0.999)).toBeGreaterThan(38_000);
  expect(chooseDelayMs(0, 0.999)).toBe(0);
});

describe("a server address", () => {
  const https = { protocol: "https:", host: "phone.example.com" };
  const http = { protocol: "http:", host: "localhost:5173" };
  test.each([
    ["wss://sip.example.com/ws", https, "wss://sip.example.com/ws"],
    ["sip.example.com:8089/ws", https, "wss://sip.example.com:8089/ws"],
    ["/sip", https, "wss://phone.example.com/sip"],
    ["/sip", http, "ws://localhost:5173/sip"],
    ["ws://127.0.0.1:8088/ws", http, "ws://127.0.0.1:8088/ws"],
    [" wss://a.example/ ", https, "wss://a.example/"],
  ])("%s on %j is %s", (text, page, server) => {
    expect(readServer(text, page)).toBe(server);
  });

  test.each([
    ["", https, "badServerAddress"],
    ["not a server", https, "badServerAddress"],
    ["https://sip.example.com", https, "badServerAddress"],
    ["wss://user:pw@sip.example.com", https, "badServerAddress"],
    ["ws://sip.example.com/ws", https, "insecureServer"],
    ["ws://10.0.0.5/ws", http, "insecureServer"],
  ])("%j on %j is refused: %s", (text, page, code) => {
    expect(() => readServer(text, page)).toThrow(expect.objectContaining({ code }));
  });

  test("gives the domain, unless one is configured", () => {
    const form = { server: "wss://sip.example.com/ws", extension: " 1001 ", domain: null };
    expect(readAccount(form, https)).toMatchObject({
      domain: "sip.example.com",
      extension: "1001",
    });
    expect(readAccount({ ...form, domain: "pbx.local" }, https).domain).toBe("pbx.local");
    expect(() => readAccount({ ...form, extension: "10 01;x" }, https)).toThrow(
      expect.objectContaining({ code: "badNumber" }),
    );
  });
});

describe("a server that cannot be reached", () => {
  const error = new PhoneError("serverUnreachable", { server: testAccount.server });
  const reach = {
    online: true,
    pageIsLocal: false,
    serverHost: "192.168.1.5",
    localNetwork: "prompt",
  } as const;
  test.each([
    [{ ...reach, online: false }, "offline"],
    [reach, "serverBlocked"],
    [{ ...reach, localNetwork: "denied" as const }, "serverBlocked"],
    [{ ...reach, localNetwork: "granted" as const }, "serverUnreachable"],
    [{ ...reach, localNetwork: null }, "serverUnreachable"],
    [{ ...reach, pageIsLocal: true }, "serverUnreachable"],
    [{ ...reach, serverHost: "sip.example.com" }, "serverUnreachable"],
  ])("%j: %s", (known, code) => {
    expect(explainUnreachable(error, known).code).toBe(code);
  });

  test.each([
    ["10.1.2.3", true],
    ["172.16.0.1", true],
    ["172.32.0.1", false],
    ["192.168.0.10", true],
    ["100.64.0.1", true],
    ["127.0.0.1", true],
    ["[::1]", true],
    ["[fd12:3456::1]", true],
    ["pbx.local", true],
    ["localhost", true],
    ["sip.example.com", false],
    ["8.8.8.8", false],
  ])("%s is private: %s", (host, isPrivate) => {
    expect(isPrivateHost(host)).toBe(isPrivate);
  });
});

describe("the id of a phone", () => {
  const storage = (start: Record<string, string> = {}) => {
    const entries = new Map(Object.entries(start));
    return {
      getItem: (key: string) => entries.get(key) ?? null,
      setItem: (key: string, value: string) => void entries.set(key, value),
      removeItem: (key: string) => void entries.delete(key),
    };
  };

  test("is the same after a reload", () => {
    const lasting = storage();
    const first = readInstanceId(lasting);
    expect(readInstanceId(lasting)).toBe(first);
  });

  test("is made anew from nonsense and without storage", () => {
    const nonsense = storage({ "hamsa.instance": '"><script>' });
    expect(readInstanceId(nonsense)).toMatch(/^[0-9a-f-]{36}$/);
    const blocked = {
      getItem: () => {
        throw new Error("blocked");
      },
      setItem: () => {
        throw new Error("blocked");
      },
      removeItem: () => undefined,
    };
    expect(readInstanceId(blocked)).toMatch(/^[0-9a-f-]{36}$/);
  });
});
