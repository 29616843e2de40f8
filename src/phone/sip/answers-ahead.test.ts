import { describe, expect, test } from "vitest";

import { PhoneError } from "@/phone/errors";
import { signedInPhone, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

const onAsterisk = { config: { dialect: "asterisk" } } as const;
/** The wire takes one turn. */
const wireTurn = (): Promise<void> => Promise.resolve();
const fromQueue = ["X-Call-Kind: queue", "X-Queue: support"];

async function rings(agent: TestPhone, extra: readonly string[] = []) {
  const caller = agent.pbx.ring({ number: "0401234567", name: "Maria", extra });
  await agent.expects("ringing");
  return caller;
}

describe("a call that rings", () => {
  test("has its answer made, which nobody is told of, and sent in the turn of the press", async () => {
    const agent = await signedInPhone(onAsterisk);
    const caller = await rings(agent);
    await until(() => agent.media.sessions[0]?.log.length === 1, "the answer");
    expect(agent.media.sessions[0]?.log).toEqual(["prepare"]);
    expect(caller.lastResponse?.status).toBe(180);
    agent.does({ type: "answer" });
    expect(agent.call()).toMatchObject({ phase: "talking" });
    await wireTurn();
    expect(caller.lastResponse?.status).toBe(200);
    expect(caller.lastResponse?.body).toContain("m=audio");
    expect(agent.media.sessions).toHaveLength(1);
  });

  test("out of a queue tells its answer ahead, and the same one again with the 200", async () => {
    const agent = await signedInPhone(onAsterisk);
    const caller = await rings(agent, fromQueue);
    await until(() => caller.lastResponse?.status === 183, "the answer ahead");
    const told = caller.lastResponse?.body;
    const [media] = agent.media.sessions;
    expect(told).toContain("m=audio");
    expect(media?.log).not.toContain("begin");
    expect(media?.microphoneOpen).toBe(false);
    agent.does({ type: "answer" });
    await agent.expects("talking");
    expect(caller.lastResponse?.status).toBe(200);
    expect(caller.lastResponse?.body).toBe(told);
    expect(media?.log.slice(-2)).toEqual(["begin", "mic open"]);
    expect(media?.log).not.toContain("answer");
    caller.request("INVITE", [], told);
    await until(() => media?.log.includes("answer") === true, "a later offer to be answered anew");
  });

  test("out of a queue tells nothing ahead where the phone system would pass it on", async () => {
    const agent = await signedInPhone();
    const caller = await rings(agent, fromQueue);
    await until(() => agent.media.sessions[0]?.log.length === 1, "the answer");
    expect(agent.media.sessions[0]?.log).toEqual(["prepare"]);
    expect(caller.lastResponse?.status).toBe(180);
  });

  test.each(["declined", "given up"])("closes what was made for it when it is %s", async (how) => {
    const agent = await signedInPhone(onAsterisk);
    const caller = await rings(agent, how === "declined" ? [] : fromQueue);
    await until(() => agent.media.sessions.length === 1, "the answer to be made");
    if (how === "declined") agent.does({ type: "decline" });
    else caller.cancel();
    await agent.expects("ended");
    expect(agent.media.sessions.map(({ closed }) => closed)).toEqual([true]);
    expect(agent.media.sessions[0]?.log).not.toContain("begin");
  });

  test("that could not be prepared is answered anew", async () => {
    const agent = await signedInPhone(onAsterisk);
    agent.media.failWith = new PhoneError("networkMissing");
    const caller = await rings(agent, fromQueue);
    await until(() => agent.media.sessions[0]?.closed === true, "the first attempt to be given up");
    agent.media.failWith = null;
    agent.does({ type: "answer" });
    await agent.expects("talking");
    expect(caller.lastResponse?.status).toBe(200);
    expect(agent.media.sessions[1]?.log).toEqual(["answer", "mic open"]);
  });

  test("that is answered at once is answered without", async () => {
    const agent = await signedInPhone(onAsterisk);
    const caller = await rings(agent, fromQueue);
    agent.does({ type: "answer" });
    await agent.expects("talking");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(caller.lastResponse?.status).toBe(200);
    expect(agent.media.sessions.map(({ log }) => log)).toEqual([["answer", "mic open"]]);
  });

  test("that is refused at once costs no connection", async () => {
    const agent = await signedInPhone({ config: { dialect: "asterisk", maxCalls: 1 } });
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "the INVITE");
    agent.pbx.calls[0]?.answer();
    await agent.expects("talking");
    const caller = agent.pbx.ring({ number: "0401234567", extra: fromQueue });
    await until(() => caller.lastResponse?.status === 486, "busy");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(agent.media.sessions).toHaveLength(1);
  });
});

test("an outgoing call is asked for as one", async () => {
  const agent = await signedInPhone(onAsterisk);
  agent.dials("1002");
  expect(agent.call()).toMatchObject({ phase: "dialing" });
  await until(() => agent.pbx.calls.length === 1, "the INVITE");
  expect(agent.media.sessions[0]?.order).toMatchObject({ isOutgoing: true });
});
