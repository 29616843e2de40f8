import { describe, expect, test } from "vitest";

import type { PbxCall } from "@/testing/fake-pbx";
import { signedInPhone, type TestPhone, type TestPhoneOptions } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { Call, TalkingCall } from "./call";
import type { Member } from "./purpose";

const methodsOf = ({ requests }: Pick<PbxCall, "requests">) => requests.map(({ method }) => method);

function membersOf(call: Call | null): readonly Member[] {
  return call?.purpose.kind === "conference" ? call.purpose.members : [];
}

/** Talking with 1003 while 1002 waits on hold. */
async function withTwo(options: TestPhoneOptions = {}) {
  const agent = await signedInPhone({ config: { dialect: "asterisk" }, ...options });
  for (const [at, number] of ["1002", "1003"].entries()) {
    agent.dials(number);
    await until(() => agent.pbx.calls.length === at + 1, "an INVITE");
    agent.pbx.calls[at]?.answer();
    await agent.expects("talking", number);
  }
  await agent.waitsFor((call) => (call as TalkingCall).held, "hold", "1002");
  const [maria, omar] = agent.pbx.calls;
  if (maria === undefined || omar === undefined) throw new Error("no calls");
  return { agent, maria, omar };
}

function merge(agent: TestPhone, one = "1003", other = "1002"): void {
  const [a, b] = [agent.call(one)?.id, agent.call(other)?.id];
  if (a === undefined || b === undefined) throw new Error("no calls to merge");
  agent.phone.calls.do({ type: "merge", id: a, other: b });
}

function tell(call: PbxCall, status: string): void {
  const state = "Subscription-State: terminated;reason=noresource";
  call.request("NOTIFY", ["Event: refer", state], `SIP/2.0 ${status}\r\n`, "message/sipfrag");
}

async function referOf(call: PbxCall): Promise<string> {
  await until(() => methodsOf(call).includes("REFER"), "REFER");
  return call.requests.find(({ method }) => method === "REFER")?.header("refer-to") ?? "";
}

const roomOf = (target: string): string => /\*55(\d{8})\d/.exec(target)?.[1] ?? "";

/** In a conference on the phone system, with both others in it. */
async function inConference(options: TestPhoneOptions = {}) {
  const { agent, maria, omar } = await withTwo(options);
  merge(agent);
  await until(() => agent.pbx.calls.length === 3, "our way in");
  const wayIn = agent.pbx.calls[2];
  if (wayIn === undefined) throw new Error("no way in");
  const number = /^sip:([^@]*)@/.exec(wayIn.invite.uri)?.[1] ?? "";
  wayIn.answer();
  for (const call of [maria, omar]) {
    await referOf(call);
    tell(call, "200 OK");
  }
  await agent.waitsFor(
    (call) => membersOf(call).every(({ state }) => state === "in"),
    "both to be in",
    number,
  );
  return { agent, maria, omar, wayIn, number, room: roomOf(number) };
}

describe("a conference on the phone system", () => {
  test("has a number of its own; the others are sent there and our calls with them end", async () => {
    const { agent, maria, omar, number, room, wayIn } = await inConference();
    expect(number).toMatch(/^\*55\d{8}0$/);
    expect([await referOf(omar), await referOf(maria)]).toEqual([
      `sip:*55${room}1@pbx.test`,
      `sip:*55${room}2@pbx.test`,
    ]);
    expect(agent.call("1002")).toMatchObject({ phase: "ended", reason: "joined" });
    expect(agent.call("1003")).toMatchObject({ phase: "ended", reason: "joined" });
    for (const call of [maria, omar]) {
      await until(() => methodsOf(call).includes("BYE"), "BYE of our leg");
    }
    expect(agent.call(number)).toMatchObject({ phase: "talking", wish: { held: false } });
    expect(methodsOf(wayIn)).not.toContain("INVITE");
  });

  test("two conferences have different numbers", async () => {
    const [one, other] = [await inConference(), await inConference()];
    expect(one.room).not.toBe(other.room);
  });

  test("nobody is put on hold for it", async () => {
    const { agent, omar } = await withTwo();
    merge(agent);
    await until(() => agent.pbx.calls.length === 3, "our way in");
    expect(agent.call("1003")).toMatchObject({ wish: { held: false } });
    agent.pbx.calls[2]?.answer();
    await referOf(omar);
    expect(methodsOf(omar)).not.toContain("INVITE");
  });

  test("comes about beside as many calls as there may be", async () => {
    const { agent } = await withTwo({ config: { dialect: "asterisk", maxCalls: 2 } });
    merge(agent);
    await until(() => agent.pbx.calls.length === 3, "our way in");
  });

  test("that cannot be had leaves both calls as they were", async () => {
    const { agent, maria, omar } = await withTwo();
    merge(agent);
    await until(() => agent.pbx.calls.length === 3, "our way in");
    agent.pbx.calls[2]?.respond("503 Service Unavailable");
    await agent.waitsFor(({ phase }) => phase === "ended", "the end of our way in");
    expect(agent.call("1003")).toMatchObject({ phase: "talking", wish: { held: false } });
    expect(agent.call("1002")).toMatchObject({ phase: "talking", held: true });
    for (const call of [maria, omar]) expect(methodsOf(call)).not.toContain("REFER");
  });

  test("one who cannot be brought in stays with the agent, who is told", async () => {
    const { agent, maria, omar } = await withTwo();
    merge(agent);
    await until(() => agent.pbx.calls.length === 3, "our way in");
    agent.pbx.calls[2]?.answer();
    await referOf(omar);
    tell(omar, "200 OK");
    await referOf(maria);
    tell(maria, "404 Not Found");
    const call = await agent.waitsFor(({ problem }) => problem !== null, "the problem", "1002");
    expect(call).toMatchObject({
      phase: "talking",
      transfer: null,
      problem: { code: "conferenceFailed", detail: { reason: "unknownNumber" } },
    });
    const number = /^sip:([^@]*)@/.exec(agent.pbx.calls[2]?.invite.uri ?? "")?.[1] ?? "";
    const conference = await agent.waitsFor(
      (each) => membersOf(each).some(({ state }) => state === "left"),
      "the member to be gone",
      number,
    );
    expect(membersOf(conference).map(({ state }) => state)).toEqual(["in", "left"]);
    expect(conference.phase).toBe("talking");
  });

  test("ends by itself when nobody has come", async () => {
    const { agent, maria, omar } = await withTwo();
    merge(agent);
    await until(() => agent.pbx.calls.length === 3, "our way in");
    const wayIn = agent.pbx.calls[2];
    wayIn?.answer();
    for (const call of [maria, omar]) {
      await referOf(call);
      tell(call, "404 Not Found");
    }
    await until(() => wayIn !== undefined && methodsOf(wayIn).includes("BYE"), "BYE");
  });

  test("the phone system tells who has left; when the last one has, it is over", async () => {
    const { agent, room, number, wayIn } = await inConference();
    agent.pbx.message("cmd", `conf ${room} left 1`);
    const call = await agent.waitsFor(
      (each) => membersOf(each)[0]?.state === "left",
      "the first to have left",
      number,
    );
    expect(membersOf(call)[1]?.state).toBe("in");
    agent.pbx.message("cmd", `conf ${room} left 2`);
    await until(() => methodsOf(wayIn).includes("BYE"), "BYE");
  });

  test.each([
    ["a colleague", "1004", "conf {room} left 1"],
    ["another conference", "cmd", "conf 00000000 left 1"],
    ["nonsense", "cmd", "conf {room} left 1; drop"],
  ])("word from %s changes nothing", async (_, from, text) => {
    const { agent, room, number } = await inConference();
    agent.pbx.message(from, text.replace("{room}", room));
    agent.pbx.message("cmd", `conf ${room} left 2`);
    const call = await agent.waitsFor(
      (each) => membersOf(each)[1]?.state === "left",
      "what came after",
      number,
    );
    expect(membersOf(call)[0]?.state).toBe("in");
  });

  /** The command as it was sent, answered by the phone system. */
  async function answers(agent: TestPhone, answer: string): Promise<string> {
    const find = () => agent.pbx.requests.find(({ body }) => body.startsWith("conf "));
    await until(() => find() !== undefined, "a command");
    const command = find();
    agent.pbx.message("cmd", `${command?.header("x-ref")} ${answer}`);
    return command?.body ?? "";
  }

  test("one of the others is taken out by command", async () => {
    const { agent, room, number } = await inConference();
    agent.does({ type: "removeMember", digit: 2 }, number);
    expect(await answers(agent, "OK")).toBe(`conf kick ${room} 2`);
    agent.pbx.message("cmd", `conf ${room} left 2`);
    await agent.waitsFor((call) => membersOf(call)[1]?.state === "left", "them to go", number);
    expect(agent.call(number)?.problem).toBeNull();
  });

  test("a phone system that does not want to says so", async () => {
    const { agent, number } = await inConference();
    agent.does({ type: "removeMember", digit: 2 }, number);
    await answers(agent, "FORBIDDEN");
    const call = await agent.waitsFor(({ problem }) => problem !== null, "the problem", number);
    expect(call).toMatchObject({ phase: "talking", problem: { code: "commandFailed" } });
  });

  test("is ended for all by command, and only then left", async () => {
    const { agent, room, number, wayIn } = await inConference();
    agent.does({ type: "endConference" }, number);
    await until(() => agent.pbx.requests.some(({ body }) => body.startsWith("conf ")), "a command");
    expect(methodsOf(wayIn)).not.toContain("BYE");
    expect(await answers(agent, "OK")).toBe(`conf end ${room}`);
    await until(() => methodsOf(wayIn).includes("BYE"), "BYE");
  });

  test("a third one is brought in, and the agent with them", async () => {
    const { agent, number, room, wayIn } = await inConference();
    agent.dials("1004");
    await until(() => agent.pbx.calls.length === 4, "another call");
    const sara = agent.pbx.calls[3];
    sara?.answer();
    await agent.expects("talking", "1004");
    await agent.waitsFor((call) => (call as TalkingCall).held, "hold", number);
    merge(agent, "1004", number);
    if (sara === undefined) throw new Error("no call");
    expect(await referOf(sara)).toBe(`sip:*55${room}3@pbx.test`);
    expect(agent.call(number)).toMatchObject({ wish: { held: true } });
    tell(sara, "200 OK");
    await agent.waitsFor((call) => !(call as TalkingCall).held, "resume", number);
    expect(membersOf(agent.call(number)).map(({ state }) => state)).toEqual(["in", "in", "in"]);
    await until(() => methodsOf(wayIn).filter((name) => name === "INVITE").length === 2, "resume");
  });
});

describe("a conference that this browser mixes", () => {
  const generic = { config: { dialect: "generic" } } as const;

  test("lets both others be heard by each other, and nobody is on hold", async () => {
    const { agent } = await withTwo(generic);
    merge(agent);
    await agent.waitsFor((call) => !(call as TalkingCall).held, "resume", "1002");
    const [maria, omar] = agent.media.sessions;
    await until(() => maria?.hears.length === 1 && omar?.hears.length === 1, "the mix");
    expect(maria?.hears).toEqual([omar]);
    expect(omar?.hears).toEqual([maria]);
    expect(agent.call("1002")?.room).toBe(agent.call("1003")?.room);
    expect(agent.call("1003")).toMatchObject({ wish: { held: false } });
    expect(agent.pbx.calls).toHaveLength(2);
  });

  async function together() {
    const made = await withTwo(generic);
    merge(made.agent);
    await made.agent.waitsFor((call) => !(call as TalkingCall).held, "resume", "1002");
    return made;
  }

  test("mutes for both", async () => {
    const { agent } = await together();
    agent.does({ type: "mute" }, "1002");
    expect(agent.call("1003")).toMatchObject({ muted: true });
    agent.does({ type: "unmute" }, "1003");
    expect(agent.call("1002")).toMatchObject({ muted: false });
  });

  test("waits together, and nobody who waits hears the other", async () => {
    const { agent } = await together();
    agent.does({ type: "hold" }, "1002");
    await agent.waitsFor((call) => (call as TalkingCall).held, "hold", "1003");
    const [maria, omar] = agent.media.sessions;
    await until(() => maria?.hears.length === 0 && omar?.hears.length === 0, "no mix");
  });

  test("when one is hung up the other is a call like any other", async () => {
    const { agent } = await together();
    agent.does({ type: "hangUp" }, "1002");
    expect(agent.call("1003")).toMatchObject({ phase: "talking", room: null });
    await until(() => agent.media.sessions[1]?.hears.length === 0, "no mix");
  });

  test("a third call puts both on hold; one press and they are together again", async () => {
    const { agent } = await together();
    agent.dials("1004");
    for (const number of ["1002", "1003"]) {
      await agent.waitsFor((call) => (call as TalkingCall).held, "hold", number);
    }
    agent.does({ type: "hangUp" }, "1004");
    agent.does({ type: "resume" }, "1002");
    for (const number of ["1002", "1003"]) {
      await agent.waitsFor((call) => !(call as TalkingCall).held, "resume", number);
    }
    expect(agent.call("1002")).toMatchObject({ wish: { held: false } });
    const [maria, omar] = agent.media.sessions;
    await until(() => maria?.hears.length === 1 && omar?.hears.length === 1, "the mix");
  });

  test("the two are left together: REFER with Replaces, and both legs of ours end", async () => {
    const { agent, maria, omar } = await together();
    const id = agent.call("1002")?.id;
    if (id === undefined) throw new Error("no call");
    agent.phone.calls.do({ type: "leaveTogether", id });
    const callId = omar.invite.header("call-id") ?? "";
    expect(decodeURIComponent(await referOf(maria))).toContain(`Replaces=${callId};to-tag=`);
    tell(maria, "200 OK");
    expect(await agent.expects("ended", "1002")).toMatchObject({ reason: "transferred" });
    expect(await agent.expects("ended", "1003")).toMatchObject({ reason: "transferred" });
  });

  test("when that fails all three go on talking", async () => {
    const { agent, maria } = await together();
    const id = agent.call("1002")?.id;
    if (id === undefined) throw new Error("no call");
    agent.phone.calls.do({ type: "leaveTogether", id });
    await referOf(maria);
    tell(maria, "481 Call/Transaction Does Not Exist");
    await agent.waitsFor(({ problem }) => problem !== null, "the problem", "1002");
    expect(agent.call("1003")).toMatchObject({
      phase: "talking",
      purpose: { kind: "conversation" },
      wish: { held: false },
    });
    expect(agent.call("1003")?.room).toBe(agent.call("1002")?.room);
  });
});
