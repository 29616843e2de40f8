import { describe, expect, test } from "vitest";

import type { FaultRule } from "./control";
import { createFaults, malform, readSipText, replyTo } from "./faults";
import { createScene } from "./testing/scene";
import { until } from "./testing/until";

const request = (method: string) =>
  `${method} sip:x@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/WS x;branch=b\r\nTo: <sip:x@x>\r\nFrom: <sip:y@x>;tag=t\r\nCall-ID: c\r\nCSeq: 1 ${method}\r\n\r\n`;
const response = (status: number, method: string) =>
  `SIP/2.0 ${status} Whatever\r\nVia: SIP/2.0/WS x;branch=b\r\nCSeq: 1 ${method}\r\n\r\n`;

describe("which message a rule is about", () => {
  const rule = (more: object): FaultRule => ({
    on: "message",
    direction: "fromClient",
    action: { do: "drop" },
    ...more,
  });

  test.each<[string, object, string, "fromClient" | "toClient", string | null, boolean]>([
    ["every request", {}, request("INVITE"), "fromClient", null, true],
    ["the other direction", {}, request("INVITE"), "toClient", null, false],
    ["its method", { method: "BYE" }, request("BYE"), "fromClient", null, true],
    ["another method", { method: "BYE" }, request("INVITE"), "fromClient", null, false],
    ["no response without a status", {}, response(200, "INVITE"), "fromClient", null, false],
    ["its status", { status: 200 }, response(200, "INVITE"), "fromClient", null, true],
    ["another status", { status: 200 }, response(180, "INVITE"), "fromClient", null, false],
    ["no request with a status", { status: 200 }, request("INVITE"), "fromClient", null, false],
    [
      "status and method",
      { status: 200, method: "BYE" },
      response(200, "INVITE"),
      "fromClient",
      null,
      false,
    ],
    ["its user", { user: "1001" }, request("INVITE"), "fromClient", "1001", true],
    ["another user", { user: "1001" }, request("INVITE"), "fromClient", "1002", false],
    ["no SIP", {}, "\r\n\r\n", "fromClient", null, false],
  ])("%s", (_name, more, text, direction, user, matches) => {
    const faults = createFaults();
    faults.add(rule(more));
    expect(faults.forMessage(direction, text, user) !== null).toBe(matches);
  });

  test("nth and times count matches", () => {
    const faults = createFaults();
    faults.add(rule({ method: "INFO", nth: 2, times: 2 }));
    const hits = Array.from(
      { length: 5 },
      () => faults.forMessage("fromClient", request("INFO"), null) !== null,
    );
    expect(hits).toEqual([false, true, true, false, false]);
    faults.clear();
    expect(faults.forMessage("fromClient", request("INFO"), null)).toBeNull();
  });

  test("loss is the worst of the rules for a leg and a direction", () => {
    const faults = createFaults();
    const [leg, other] = [
      { id: "leg-1", user: "1001" },
      { id: "leg-2", user: "1002" },
    ];
    faults.add({ on: "rtp", lossPercent: 10 });
    faults.add({ on: "rtp", lossPercent: 50, user: "1001", direction: "toClient" });
    expect([faults.lossPercent(leg, "toClient"), faults.lossPercent(leg, "fromClient")]).toEqual([
      50, 10,
    ]);
    expect(faults.lossPercent(other, "toClient")).toBe(10);
  });

  test("a path is cut for its leg: every address, or those that were seen before", () => {
    const faults = createFaults();
    const leg = { id: "leg-1", user: "1001" };
    const before = performance.now() - 1;
    const later = performance.now() + 60_000;
    expect(faults.isPathCut(leg, before)).toBe(false);
    faults.add({ on: "path", ways: "old", user: "1001" });
    expect([faults.isPathCut(leg, before), faults.isPathCut(leg, later)]).toEqual([true, false]);
    expect(faults.isPathCut({ id: "leg-2", user: "1002" }, before)).toBe(false);
    faults.add({ on: "path", ways: "all", leg: "leg-1" });
    expect(faults.isPathCut(leg, later)).toBe(true);
    faults.clear();
    expect(faults.isPathCut(leg, later)).toBe(false);
  });
});

describe("raw text", () => {
  test("is read without a parser", () => {
    expect(readSipText(request("REGISTER"))).toEqual({ method: "REGISTER", status: null });
    expect(readSipText(response(486, "INVITE"))).toEqual({ method: "INVITE", status: 486 });
    expect(readSipText("hello")).toBeNull();
  });

  test("is spoilt in one place", () => {
    const text = request("BYE");
    expect(malform(text, "cseq")).toContain("CSeq: unreadable\r\n");
    expect(malform(text, "startLine").startsWith("BYE sip:x@127.0.0.1 SIP?2.0")).toBe(true);
    expect(text.startsWith(malform(text, "truncate"))).toBe(true);
    expect(malform(text, "truncate").length).toBeLessThan(text.length);
  });

  test("is answered with what a client needs to match it", () => {
    const reply = replyTo(request("REGISTER"), {
      do: "reply",
      status: 503,
      reason: "Busy",
      headers: ["Retry-After: 7"],
    });
    expect(reply.split("\r\n")).toEqual([
      "SIP/2.0 503 Busy",
      "Via: SIP/2.0/WS x;branch=b",
      "To: <sip:x@x>;tag=fault",
      "From: <sip:y@x>;tag=t",
      "Call-ID: c",
      "CSeq: 1 REGISTER",
      "Retry-After: 7",
      "Content-Length: 0",
      "",
      "",
    ]);
  });
});

describe("faults on a real socket", () => {
  test("REGISTER is answered with 503 and Retry-After, then works again", async () => {
    const scene = await createScene();
    const phone = await scene.stranger("1001");
    const action = { do: "reply", status: 503, headers: ["Retry-After: 3"] } as const;
    await scene.pbx.addFault({
      on: "message",
      direction: "fromClient",
      method: "REGISTER",
      times: 1,
      action,
    });
    const refused = await phone.register();
    expect([refused.statusCode, refused.getHeader("retry-after")]).toEqual([503, "3"]);
    expect((await phone.register()).statusCode).toBe(200);
  });

  test("an answer that is dropped never comes, one that is delayed comes late", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    const rule = {
      on: "message",
      direction: "toClient",
      method: "OPTIONS",
      status: 200,
      times: 1,
    } as const;
    await scene.pbx.addFault({ ...rule, action: { do: "drop" } });
    await scene.pbx.addFault({ ...rule, nth: 2, action: { do: "delay", delayMs: 50 } });
    for (let i = 0; i < 3; i++) client.send(client.request("OPTIONS"));
    await until("two answers", () => client.received.length === 2);
    const order = client.received.map((text) => /^CSeq: (\d)/m.exec(text)?.[1]);
    expect(order).toEqual(["3", "2"]);
  });

  test("a request that comes twice is done once", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await scene.pbx.addFault({
      on: "message",
      direction: "fromClient",
      method: "INVITE",
      nth: 2, // the one that answers the challenge: sip.js does not survive a second 401
      times: 1,
      action: { do: "duplicate" },
    });
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
    await call.bye();
    await incoming.ended();
    await scene.quiet();
  });

  test("a malformed answer reaches the client as it is", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    await scene.pbx.addFault({
      on: "message",
      direction: "toClient",
      status: 200,
      action: { do: "malform", part: "cseq" },
    });
    client.send(client.request("OPTIONS"));
    expect(await client.next("an answer", () => true)).toContain("CSeq: unreadable");
  });

  test.each([
    [{ do: "close", code: 4_001 }, 4_001],
    [{ do: "terminate" }, 1_006],
  ] as const)("%j closes the socket with %i", async (action, code) => {
    const scene = await createScene();
    const client = await scene.rawClient();
    await scene.pbx.addFault({ on: "message", direction: "fromClient", method: "OPTIONS", action });
    client.send(client.request("OPTIONS"));
    await until("closed", () => client.closeCode === code);
  });

  test("a user's sockets break off at once, and nobody else's", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await scene.pbx.addFault({ on: "socket", user: "1001", action: { do: "terminate" } });
    await until("gone", () => !aino.agent.isConnected());
    expect(omar.agent.isConnected()).toBe(true);
    await aino.reconnect();
    await scene.pbx.addFault({ on: "socket", action: { do: "close", code: 1_012 } });
    await until("both gone", () => !aino.agent.isConnected() && !omar.agent.isConnected());
  });

  test("a black hole swallows everything and stays open", async () => {
    const scene = await createScene({ keepAliveMs: 10 });
    const client = await scene.rawClient();
    await until("keep-alives come", () => client.received.length > 1);
    await scene.pbx.addFault({
      on: "message",
      direction: "fromClient",
      user: "1001",
      action: { do: "blackHole" },
    });
    client.send(client.request("OPTIONS"));
    const other = await scene.rawClient();
    await until("the other's go on", () => other.received.length > 0);
    const before = client.received.length;
    await until("for a while", () => other.received.length > 5);
    expect(client.received.length).toBeLessThanOrEqual(before + 1);
    expect([client.closeCode, (await scene.pbx.snapshot()).counts.sockets]).toEqual([null, 2]);
  });
});
