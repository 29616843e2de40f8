import { describe, expect, test } from "vitest";

import type { PbxCall } from "@/testing/fake-pbx";
import { inCall, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { TalkingCall } from "./call";

const talkingState = (call: object): TalkingCall => call as TalkingCall;

/** In a call with 1002, which waits while 1003 is asked. */
async function consulting() {
  const made = await inCall();
  const { agent } = made;
  const asked = await consult(agent);
  agent.pbx.calls[1]?.answer();
  await agent.expects("talking", "1003");
  return { ...made, asked };
}

async function consult(agent: TestPhone) {
  const id = agent.call("1002")?.id;
  if (id === undefined) throw new Error("no call");
  agent.phone.calls.do({ type: "consult", id, target: "1003" });
  await agent.waitsFor((call) => talkingState(call).held, "hold", "1002");
  await until(() => agent.pbx.calls.length === 2, "the second INVITE");
  const asked = agent.pbx.calls[1];
  if (asked === undefined) throw new Error("nobody was asked");
  return asked;
}

function complete(agent: TestPhone): void {
  const id = agent.call("1003")?.id;
  if (id !== undefined) agent.phone.calls.do({ type: "completeTransfer", id });
}

function tell(call: PbxCall, status: string): void {
  const state = "Subscription-State: terminated;reason=noresource";
  call.request("NOTIFY", ["Event: refer", state], `SIP/2.0 ${status}\r\n`, "message/sipfrag");
}

const methodsOf = ({ requests }: { readonly requests: readonly { readonly method: string }[] }) =>
  requests.map(({ method }) => method);

describe("a transfer after asking", () => {
  test("puts the two together with Replaces, and ends both legs of ours", async () => {
    const { agent, there, asked } = await consulting();
    complete(agent);
    await until(() => methodsOf(there).includes("REFER"), "REFER");
    const referTo = there.requests.find(({ method }) => method === "REFER")?.header("refer-to");
    const callId = asked.invite.header("call-id") ?? "";
    expect(decodeURIComponent(referTo ?? "")).toContain(`Replaces=${callId};to-tag=`);
    there.request(
      "NOTIFY",
      ["Event: refer", "Subscription-State: terminated;reason=noresource"],
      "SIP/2.0 200 OK\r\n",
      "message/sipfrag",
    );
    expect(await agent.expects("ended", "1002")).toMatchObject({ reason: "transferred" });
    expect(await agent.expects("ended", "1003")).toMatchObject({ reason: "transferred" });
    await until(() => methodsOf(there).includes("BYE"), "BYE of the first");
    await until(() => methodsOf(asked).includes("BYE"), "BYE of the second");
  });

  test("while the agent talks with the one who waited: they are put on hold first", async () => {
    const { agent, there } = await consulting();
    agent.does({ type: "resume" }, "1002");
    await agent.waitsFor((call) => !talkingState(call).held, "the first call", "1002");
    const before = there.requests.length;
    complete(agent);
    await until(() => methodsOf(there).includes("REFER"), "REFER");
    const [hold, , referral] = there.requests.slice(before);
    expect([hold?.method, referral?.method]).toEqual(["INVITE", "REFER"]);
    expect(hold?.body).toContain("a=sendonly");
    // And taken back when it fails.
    tell(there, "486 Busy Here");
    await agent.waitsFor(
      (call) => talkingState(call).transfer === null && !talkingState(call).held,
      "the first call to be back",
      "1002",
    );
    expect(agent.call("1002")).toMatchObject({ problem: { code: "transferFailed" } });
  });

  test("counts as transferred when the phone system ends the consultation first", async () => {
    const { agent, there, asked } = await consulting();
    complete(agent);
    await until(() => methodsOf(there).includes("REFER"), "REFER");
    asked.bye();
    expect(await agent.expects("ended", "1003")).toMatchObject({ reason: "transferred" });
    expect(agent.call("1002")).toMatchObject({ phase: "talking", wish: { held: true } });
  });

  test("that is refused leaves both calls as they were, and may be tried again", async () => {
    const { agent, there } = await consulting();
    agent.pbx.referStatus = "603 Decline";
    complete(agent);
    await agent.waitsFor(({ problem }) => problem?.code === "transferFailed", "failure", "1002");
    expect(agent.call("1003")).toMatchObject({
      phase: "talking",
      purpose: { isCompleting: false },
    });
    expect(agent.call("1002")).toMatchObject({ phase: "talking", held: true });
    agent.pbx.referStatus = "202 Accepted";
    complete(agent);
    await until(
      () => methodsOf(there).filter((method) => method === "REFER").length === 2,
      "a second REFER",
    );
  });

  test("while it still rings there goes ahead without asking", async () => {
    const { agent, there } = await inCall();
    const asked = await consult(agent);
    asked.respond("180 Ringing");
    complete(agent);
    await until(() => methodsOf(asked).includes("CANCEL"), "CANCEL");
    await until(() => methodsOf(there).includes("REFER"), "REFER");
    const refer = there.requests.find(({ method }) => method === "REFER");
    expect(refer?.header("refer-to")).toContain("sip:1003@pbx.test");
    expect(agent.call("1002")).toMatchObject({ wish: { held: true } });
  });
});

describe("meanwhile", () => {
  test("the one who waits may be sent elsewhere: whoever was asked goes on talking", async () => {
    const { agent, there, asked } = await consulting();
    agent.does({ type: "transfer", target: "1004" }, "1002");
    await until(() => methodsOf(there).includes("REFER"), "REFER");
    complete(agent);
    expect(agent.call("1003")).toMatchObject({ purpose: { isCompleting: false } });
    tell(there, "200 OK");
    expect(await agent.expects("ended", "1002")).toMatchObject({ reason: "transferred" });
    expect(agent.call("1003")).toMatchObject({
      phase: "talking",
      purpose: { kind: "conversation" },
    });
    expect(methodsOf(asked)).not.toContain("BYE");
  });

  test("a note goes along when the call is sent there without having asked after all", async () => {
    const { agent, there } = await inCall({ config: { dialect: "asterisk" } });
    const id = agent.call("1002")?.id;
    if (id === undefined) throw new Error("no call");
    agent.phone.calls.do({ type: "consult", id, target: "1003", note: "can't wait (*)" });
    await until(() => agent.pbx.calls.length === 2, "the second INVITE");
    complete(agent);
    const command = () => agent.pbx.requests.find(({ body }) => body.startsWith("note "));
    await until(() => command() !== undefined, "the note");
    expect(command()?.body).toBe("note can%27t%20wait%20%28%2a%29");
    agent.pbx.message("cmd", `${command()?.header("x-ref")} OK`);
    await until(() => methodsOf(there).includes("REFER"), "REFER");
  });
});

test("a note that cannot be written costs no transfer", async () => {
  const { agent, there } = await inCall({ config: { dialect: "asterisk" } });
  agent.does({ type: "transfer", target: "1003", note: "\ud83d" });
  await until(() => methodsOf(there).includes("REFER"), "REFER");
  expect(agent.call()).toMatchObject({ problem: { code: "noteLost" } });
});

test("whoever waited and could not be transferred is with the agent again", async () => {
  const { agent, there } = await inCall();
  agent.does({ type: "hold" });
  await agent.waitsFor((call) => talkingState(call).held, "hold");
  agent.does({ type: "transfer", target: "1003" });
  await until(() => methodsOf(there).includes("REFER"), "REFER");
  tell(there, "486 Busy Here");
  await agent.waitsFor((call) => !talkingState(call).held, "the resume");
  expect(agent.call()).toMatchObject({ problem: { code: "transferFailed" } });
});

describe("a consultation", () => {
  test("can be swapped as often as wanted", async () => {
    const { agent } = await consulting();
    for (const [up, held] of [
      ["1002", "1003"],
      ["1003", "1002"],
      ["1002", "1003"],
    ] as const) {
      agent.does({ type: "resume" }, up);
      await agent.waitsFor((call) => !talkingState(call).held, "back", up);
      await agent.waitsFor((call) => talkingState(call).held, "hold", held);
    }
    complete(agent);
    await agent.waitsFor((call) => talkingState(call).transfer !== null, "the transfer", "1002");
  });

  test.each([
    ["is refused", "486 Busy Here"],
    ["is not answered", "480 Temporarily Unavailable"],
  ])("that %s returns to the one who waits by itself", async (_, status) => {
    const { agent } = await inCall();
    const asked = await consult(agent);
    asked.respond(status);
    await agent.expects("ended", "1003");
    await agent.waitsFor((call) => !talkingState(call).held, "return", "1002");
  });

  test("that is hung up, by either side, returns too", async () => {
    const { agent, asked } = await consulting();
    asked.bye();
    await agent.waitsFor((call) => !talkingState(call).held, "return", "1002");
    await agent.expects("ended", "1003");
    const again = await consultAgain(agent);
    agent.does({ type: "hangUp" }, "1003");
    await until(() => methodsOf(again).includes("CANCEL"), "CANCEL");
    await agent.waitsFor((call) => !talkingState(call).held, "return", "1002");
  });

  test("does not take the agent away from a third call", async () => {
    const { agent, asked } = await consulting();
    agent.pbx.ring({ number: "1004" });
    await agent.expects("ringing", "1004");
    agent.does({ type: "answer" }, "1004");
    await agent.expects("talking", "1004");
    asked.bye();
    await agent.expects("ended", "1003");
    expect(agent.call("1002")).toMatchObject({ wish: { held: true } });
    expect(agent.call("1004")).toMatchObject({ wish: { held: false } });
  });

  test("goes on as a call like any other when the one who waited is gone", async () => {
    const { agent, there } = await consulting();
    there.bye();
    await agent.expects("ended", "1002");
    expect(agent.call("1003")).toMatchObject({
      phase: "talking",
      purpose: { kind: "conversation" },
    });
  });

  test("is one at a time for a call", async () => {
    const { agent } = await consulting();
    const id = agent.call("1002")?.id;
    if (id !== undefined) agent.phone.calls.do({ type: "consult", id, target: "1004" });
    expect(agent.call("1004")).toBeNull();
  });
});

async function consultAgain(agent: TestPhone) {
  const id = agent.call("1002")?.id;
  if (id === undefined) throw new Error("no call");
  agent.phone.calls.do({ type: "consult", id, target: "1003" });
  await until(() => agent.pbx.calls.length === 3, "the third INVITE");
  const again = agent.pbx.calls[2];
  if (again === undefined) throw new Error("nobody was asked");
  await agent.waitsFor((call) => talkingState(call).held, "hold", "1002");
  return again;
}
