import { describe, expect, test } from "vitest";

import type { TalkingCall } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import { inCall, signedInPhone, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

const talkingState = (call: object): TalkingCall => call as TalkingCall;

describe("a cut connection", () => {
  const fast = { ports: { reconnectDelaysMs: [0, 5] } };
  const isUp = (agent: TestPhone) =>
    until(() => agent.phone.connection.store.getState().phase === "connected", "the connection");

  test("leaves the call as it is, and refreshes it when it is back", async () => {
    const { agent, there, media } = await inCall(fast);
    media.log.length = 0;
    agent.pbx.wire.cut();
    await agent.waitsFor(({ link }) => link.state === "recovering", "the cut to be told");
    await agent.waitsFor(({ link }) => link.state === "up", "the connection");
    await until(() => media.log.includes("apply"), "the refresh");
    expect(media.log).toEqual(["offer", "apply"]);
    expect(media.microphoneOpen).toBe(true);
    there.bye();
    expect(await agent.expects("ended")).toMatchObject({ reason: "hungUpThere" });
  });

  test("ends a call that the phone system no longer knows", async () => {
    const { agent } = await inCall(fast);
    agent.pbx.reinviteStatus = "481 Call/Transaction Does Not Exist";
    agent.pbx.wire.cut();
    expect(await agent.expects("ended")).toMatchObject({ reason: "endedWhileCut" });
  });

  test("does not lose a hang-up pressed meanwhile", async () => {
    const { agent, there } = await inCall({ ports: { reconnectDelaysMs: [30] } });
    agent.pbx.wire.cut();
    agent.does({ type: "hangUp" });
    expect(await agent.expects("ended")).toMatchObject({ reason: "hungUp" });
    expect(agent.media.sessions[0]?.closed).toBe(true);
    expect(there.requests.some(({ method }) => method === "BYE")).toBe(false);
    await isUp(agent);
    await until(() => there.requests.some(({ method }) => method === "BYE"), "the BYE");
  });

  test("takes back a hold without an answer, acknowledges it later, and may hold again", async () => {
    const { agent, there, media } = await inCall(fast);
    agent.pbx.reinviteStatus = null;
    agent.does({ type: "hold" });
    await until(() => there.requests.some(({ method }) => method === "INVITE"), "the re-INVITE");
    agent.pbx.reinviteStatus = "200 OK";
    const before = agent.pbx.wire.sent.length;
    agent.pbx.wire.cut();
    await agent.waitsFor(({ problem }) => problem?.code === "holdRefused", "the refusal");
    expect(media.microphoneOpen).toBe(true);
    await isUp(agent);
    const after = agent.pbx.wire.sent.slice(before);
    expect(after[0]).toMatch(/^ACK [\s\S]*CSeq: \d+ ACK/);
    expect(after[1]).toMatch(/^REGISTER /);
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => talkingState(call).held, "hold");
  });

  test("cancels what was being dialled: its answer would go to the old socket", async () => {
    const agent = await signedInPhone(fast);
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.respond("180 Ringing");
    agent.pbx.losesCancelled = true;
    agent.pbx.wire.cut();
    expect(await agent.expects("ended")).toMatchObject({ reason: "connectionLost" });
    await until(
      () => agent.pbx.calls[0]?.requests.some(({ method }) => method === "CANCEL") === true,
      "the CANCEL",
    );
    const call = agent.call();
    expect(call !== null && can(call).callAgain).toBe(true);
  });

  test("leaves nothing behind of a call that was hung up while it rang there", async () => {
    const agent = await signedInPhone({ ports: { reconnectDelaysMs: [30] } });
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.respond("180 Ringing");
    agent.pbx.losesCancelled = true;
    agent.pbx.wire.cut();
    agent.does({ type: "hangUp" });
    expect(await agent.expects("ended")).toMatchObject({ reason: "cancelled" });
    await isUp(agent);
    await until(
      () => agent.pbx.calls[0]?.requests.some(({ method }) => method === "CANCEL") === true,
      "the CANCEL",
    );
    // A goodbye waits for calls that are still ending.
    const before = Date.now();
    await agent.phone.connection.do({ type: "signOut" });
    expect(Date.now() - before).toBeLessThan(1_000);
  });

  test("is no time to dial, and no other call is disturbed for it", async () => {
    const { agent, media } = await inCall({ ports: { reconnectDelaysMs: [10_000] } });
    agent.pbx.wire.cut();
    await agent.waitsFor(({ link }) => link.state === "recovering", "the cut to be told");
    media.log.length = 0;
    agent.dials("1003");
    expect(await agent.expects("ended", "1003")).toMatchObject({
      problem: { code: "notConnected" },
    });
    expect(media.log).toEqual([]);
    expect(agent.call("1002")).toMatchObject({ phase: "talking", wish: { held: false } });
  });
});

test("a clock that has jumped is a sleep: it is told, and the phone system is asked at once", async () => {
  const clock = { at: 1_000_000 };
  const agent = await signedInPhone({ ports: { now: () => clock.at } });
  const { pbx, phone } = agent;
  const asked = () => pbx.wire.sent.filter((text) => text.startsWith("REGISTER ")).length;
  // The worker is loaded with the sign-in.
  await until(() => agent.ticking() > 0, "the seconds");
  for (let second = 0; second < 20; second += 1) {
    clock.at += 1_000;
    agent.ticks();
  }
  const before = asked();
  expect(phone.wakefulness.store.getState().slept).toBeNull();
  clock.at += 240_000;
  agent.ticks();
  expect(phone.wakefulness.store.getState().slept).toMatchObject({ ms: 240_000 });
  await until(() => asked() > before, "the question");
});
