import { describe, expect, test } from "vitest";

import type { Config } from "@/phone/config/config";
import type { PbxCall } from "@/testing/fake-pbx";
import { inCall, signedInPhone, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

const onAsterisk = { config: { dialect: "asterisk" } } as const;

function tell(call: PbxCall, status: string): void {
  const state = "Subscription-State: terminated;reason=noresource";
  call.request("NOTIFY", ["Event: refer", state], `SIP/2.0 ${status}\r\n`, "message/sipfrag");
}

async function referOf({ requests }: PbxCall): Promise<string> {
  const find = () => requests.find(({ method }) => method === "REFER")?.header("refer-to");
  await until(() => find() !== undefined, "REFER");
  return find() ?? "";
}

async function nextInvite(agent: TestPhone): Promise<PbxCall> {
  await until(() => agent.pbx.calls.length > 0, "an INVITE");
  const call = agent.pbx.calls.at(-1);
  if (call === undefined) throw new Error("no INVITE");
  return call;
}

const userOf = ({ invite }: PbxCall): string => /^sip:([^@]*)@/.exec(invite.uri)?.[1] ?? "";

describe("parking", () => {
  test("sends the call to its place, and that is how it ends", async () => {
    const { agent, there } = await inCall(onAsterisk);
    const id = agent.call()?.id;
    if (id === undefined) throw new Error("no call");
    agent.phone.calls.do({ type: "park", id, slot: "703" });
    expect(await referOf(there)).toBe("sip:*703@pbx.test");
    expect(agent.call()).toMatchObject({ transfer: { into: "parking", target: "703" } });
    tell(there, "200 OK");
    expect(await agent.expects("ended")).toMatchObject({ reason: "parked" });
    await until(() => there.requests.some(({ method }) => method === "BYE"), "BYE");
  });

  test("a phone system without parking is never asked", async () => {
    const { agent, there } = await inCall({ config: { dialect: "generic" } });
    const id = agent.call()?.id;
    if (id === undefined) throw new Error("no call");
    agent.phone.calls.do({ type: "park", id, slot: "703" });
    agent.does({ type: "hold" });
    await until(() => there.requests.some(({ method }) => method === "INVITE"), "hold");
    expect(there.requests.some(({ method }) => method === "REFER")).toBe(false);
  });

  test("a call is fetched by the number of its place, and is an incoming one in the history", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.phone.calls.do({ type: "fetch", slot: "703" });
    const call = await nextInvite(agent);
    expect(userOf(call)).toBe("703");
    call.answer(['P-Asserted-Identity: "Maria" <sip:0401234567@pbx.test>']);
    await agent.waitsFor(({ party }) => party.display === "Maria", "who is there");
    expect(agent.call()).toMatchObject({ purpose: { kind: "fetch", slot: "703" } });
    const rows = await agent.phone.history.search({ text: "", missedOnly: false, limit: 1 });
    expect(rows).toMatchObject([{ direction: "in", name: "Maria" }]);
  });

  test("a call that nobody fetched says from which place it comes back", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.pbx.ring({ number: "0401234567", extra: ["X-Call-Kind: parked", "X-Parked: 703"] });
    expect(await agent.expects("ringing")).toMatchObject({ origin: { returnedFromSlot: "703" } });
  });
});

describe("picking up", () => {
  test("dials the code of the colleague's extension", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.phone.calls.do({ type: "pickUp", extension: "1002" });
    const call = await nextInvite(agent);
    expect(userOf(call)).toBe("**1002");
    expect(agent.call()).toMatchObject({ purpose: { kind: "pickup", extension: "1002" } });
  });

  test("with a code of this phone system's own", async () => {
    const codes = { pickup: "*20{extension}#" };
    const agent = await signedInPhone({ config: { dialect: "asterisk", codes } });
    agent.phone.calls.do({ type: "pickUp", extension: "1002" });
    expect(userOf(await nextInvite(agent))).toBe("*201002%23");
  });

  test("where it cannot be done nothing is dialled", async () => {
    const agent = await signedInPhone({ config: { dialect: "generic" } });
    agent.phone.calls.do({ type: "pickUp", extension: "1002" });
    expect(agent.call()).toBeNull();
  });
});

describe("a ringing call sent on", () => {
  test("is answered 302 with where to look", async () => {
    const agent = await signedInPhone(onAsterisk);
    const caller = agent.pbx.ring({ number: "0401234567" });
    await agent.expects("ringing");
    agent.does({ type: "redirect", target: "1003" });
    await until(() => caller.lastResponse?.status === 302, "302");
    expect(caller.lastResponse?.header("contact")).toBe("<sip:1003@pbx.test>");
    expect(agent.call()).toMatchObject({ phase: "ended", reason: "redirected" });
    expect(agent.audio.playing).toBeNull();
  });

  test("goes into the agent's voicemail by its code", async () => {
    const agent = await signedInPhone(onAsterisk);
    const caller = agent.pbx.ring({ number: "0401234567" });
    const { id } = await agent.expects("ringing");
    agent.phone.calls.do({ type: "redirectToVoicemail", id, extension: "1001" });
    await until(() => caller.lastResponse?.status === 302, "302");
    expect(caller.lastResponse?.header("contact")).toBe("<sip:*991001@pbx.test>");
  });

  test("who sent it on is told where it rings", async () => {
    const agent = await signedInPhone(onAsterisk);
    const extra = ['Diversion: "Omar Haddad" <sip:1002@pbx.test>;reason=unknown'];
    agent.pbx.ring({ number: "0401234567", extra });
    expect(await agent.expects("ringing")).toMatchObject({
      origin: { divertedFrom: "Omar Haddad" },
    });
  });
});

describe("a note with a transfer", () => {
  async function transferring(note: string) {
    const { agent, there } = await inCall(onAsterisk);
    agent.does({ type: "transfer", target: "1003", note });
    await until(() => agent.pbx.requests.some(({ body }) => body.startsWith("note ")), "a command");
    const command = agent.pbx.requests.find(({ body }) => body.startsWith("note "));
    if (command === undefined) throw new Error("no command");
    return { agent, there, command };
  }

  const hasReferred = ({ requests }: PbxCall): boolean =>
    requests.some(({ method }) => method === "REFER");

  test("goes first, and the transfer when the phone system has it", async () => {
    const { agent, there, command } = await transferring('wants a "refund", مرحبا');
    expect(command.uri).toBe("sip:cmd@pbx.test");
    expect(command.body).toBe(`note ${encodeURIComponent('wants a "refund", مرحبا')}`);
    expect(hasReferred(there)).toBe(false);
    agent.pbx.message("cmd", `${command.header("x-ref")} OK`);
    expect(await referOf(there)).toBe("sip:1003@pbx.test");
    expect(agent.call()?.problem).toBeNull();
  });

  test("that the phone system does not take costs no transfer, and is told", async () => {
    const { agent, there, command } = await transferring("x");
    agent.pbx.message("cmd", `${command.header("x-ref")} UNKNOWN`);
    await referOf(there);
    expect(agent.call()).toMatchObject({ problem: { code: "noteLost" } });
    tell(there, "200 OK");
    expect(await agent.expects("ended")).toMatchObject({
      reason: "transferred",
      problem: { code: "noteLost" },
    });
  });

  test("an answer to somebody else's command is none", async () => {
    const { agent, there, command } = await transferring("x");
    agent.pbx.message("1004", `${command.header("x-ref")} OK`);
    agent.pbx.message("cmd", "other OK");
    agent.pbx.message("cmd", `${command.header("x-ref")} OK`);
    await referOf(there);
    expect(agent.call()?.problem).toBeNull();
  });
});

const withNumbers: { config: Partial<Config> } = {
  config: {
    dialect: "asterisk",
    callerNumbers: [{ number: "+358912340500", label: "Support" }],
  },
};

async function chooses(agent: TestPhone, shownNumber: string): Promise<void> {
  agent.phone.settings.do({ type: "change", change: { shownNumber } });
}

describe("the number to show", () => {
  test("is asked for in P-Preferred-Identity", async () => {
    const agent = await signedInPhone(withNumbers);
    await chooses(agent, "+358912340500");
    agent.dials("0401234567");
    const { invite } = await nextInvite(agent);
    expect(invite.header("p-preferred-identity")).toBe("<sip:+358912340500@pbx.test>");
    expect(agent.call()?.shownNumber).toBe("+358912340500");
  });

  test.each([
    ["a colleague sees the extension", "1002", "+358912340500"],
    ["a service sees the extension", "600", "+358912340500"],
    ["a code is no call to the outside", "*97", "+358912340500"],
    ["a number that is not ours any more", "0401234567", "+358999999999"],
  ])("%s", async (_, target, chosen) => {
    const agent = await signedInPhone(withNumbers);
    await chooses(agent, chosen);
    agent.dials(target);
    expect((await nextInvite(agent)).invite.header("p-preferred-identity")).toBeNull();
  });

  test("is nobody's business without a choice", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.dials("0401234567");
    expect((await nextInvite(agent)).invite.header("p-preferred-identity")).toBeNull();
  });
});

describe("an emergency number", () => {
  test("is dialled as it is, beside any number of calls, with no number of our choice", async () => {
    const { agent } = await inCall({ config: { ...withNumbers.config, maxCalls: 1 } });
    await chooses(agent, "+358912340500");
    agent.dials("112");
    await until(() => agent.pbx.calls.length === 2, "the INVITE");
    const { invite } = agent.pbx.calls[1] as PbxCall;
    expect(invite.uri).toBe("sip:112@pbx.test");
    expect(invite.header("p-preferred-identity")).toBeNull();
    expect(agent.call("1002")).toMatchObject({ wish: { held: true } });
  });

  test("is not put on hold, and nothing is answered, resumed or dialled beside it", async () => {
    const { agent } = await inCall(onAsterisk);
    agent.dials("112");
    await until(() => agent.pbx.calls.length === 2, "the INVITE");
    agent.pbx.calls[1]?.answer();
    await agent.expects("talking", "112");
    agent.does({ type: "hold" }, "112");
    agent.does({ type: "resume" }, "1002");
    agent.pbx.ring({ number: "0401234567", name: "Maria" });
    await agent.expects("ringing", "0401234567");
    agent.does({ type: "answer" }, "0401234567");
    agent.dials("1003");
    expect(agent.call("112")).toMatchObject({ wish: { held: false } });
    expect(agent.call("1002")).toMatchObject({ wish: { held: true } });
    expect(agent.call("0401234567")).toMatchObject({ phase: "ringing" });
    expect(agent.call("1003")).toMatchObject({ problem: { code: "inEmergency" } });
    expect(agent.pbx.calls).toHaveLength(3);
    agent.does({ type: "hangUp" }, "112");
    agent.does({ type: "answer" }, "0401234567");
    await agent.expects("talking", "0401234567");
  });

  test("without a connection says what to do instead", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.pbx.wire.refuse = true;
    agent.pbx.wire.cut();
    await until(() => agent.phone.connection.store.getState().phase === "recovering", "the cut");
    agent.dials("112");
    expect(await agent.expects("ended")).toMatchObject({
      reason: "connectionLost",
      problem: { code: "emergencyUnreachable" },
    });
  });

  test("any other number waits until there is room", async () => {
    const { agent } = await inCall({ config: { dialect: "asterisk", maxCalls: 1 } });
    agent.dials("113");
    expect(await agent.expects("ended", "113")).toMatchObject({
      problem: { code: "tooManyCalls" },
    });
  });
});

describe("requests inside a call", () => {
  test.each([
    ["INFO", [], "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", 200],
    ["INFO", [], "", "", 200],
    ["INFO", ["Info-Package: nobody"], "text/plain", "x", 469],
    ["INFO", [], "application/media_control+xml", "<x/>", 415],
    ["OPTIONS", [], "", "", 200],
    ["UPDATE", [], "", "", 405],
    ["REFER", ["Refer-To: <sip:+15551234@pbx.test>"], "", "", 603],
    ["PUBLISH", [], "", "", 405],
  ])("%s %j %s is answered as it should be", async (method, extra, type, body, status) => {
    const { there } = await inCall(onAsterisk);
    there.request(method, extra, body, type);
    await until(() => there.lastResponse?.method === method, "an answer");
    expect(there.lastResponse?.status).toBe(status);
    if (status === 405) expect(there.lastResponse?.header("allow")).toContain("INVITE");
    if (status === 469) expect(there.lastResponse?.headers("recv-info")).toEqual([""]);
  });
});
