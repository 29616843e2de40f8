import { describe, expect, test } from "vitest";

import { signedInPhone, testPhone, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { Check } from "./check";
import { type CheckName, checkNames, storageKey } from "./result";

const asterisk = { config: { dialect: "asterisk" } } as const;

const found = (check: Check, name: CheckName) => {
  const line = check.store.getState().lines?.[name];
  return line?.phase === "done" ? `${line.result.verdict} ${line.result.code}` : line?.phase;
};

/** Answers the call to oneself as the phone system does. */
async function answersEcho(agent: TestPhone, at = 0): Promise<void> {
  await until(() => agent.pbx.calls.length > at, "the call to oneself");
  agent.pbx.calls[at]?.answer();
}

const methods = (agent: TestPhone, at = 0) =>
  agent.pbx.calls[at]?.requests.map(({ method }) => method);

describe("a check", () => {
  test("finds all well, and says so line by line", async () => {
    const agent = await signedInPhone(asterisk);
    const check = await agent.phone.openCheck();
    const run = check.do({ type: "run" });
    await answersEcho(agent);
    await run;
    expect(Object.fromEntries(checkNames.map((name) => [name, found(check, name)]))).toEqual({
      microphone: "ok microphoneOk",
      speaker: "ok soundHeard",
      ringer: "ok soundSame",
      notifications: "ok notificationsOn",
      connection: "ok connectionOk",
      paths: "ok pathsDirect",
      echo: "ok echoOk",
      storage: "ok storageKept",
      browser: "ok browserOk",
    });
    expect(check.store.getState().isRunning).toBe(false);
  });

  test("before the sign-in leaves out what needs one", async () => {
    const agent = testPhone(asterisk);
    await agent.phone.connection.do({ type: "restore" });
    const check = await agent.phone.openCheck();
    await check.do({ type: "run" });
    expect(found(check, "microphone")).toBe("ok microphoneOk");
    expect(found(check, "connection")).toBe("skipped afterSignIn");
    expect(found(check, "echo")).toBe("skipped afterSignIn");
    expect(agent.audio.opened).toEqual([]);
    expect(agent.pbx.wire.opened).toEqual([]);
  });

  test("goes on where one thing fails, and says what the failure was", async () => {
    const agent = await signedInPhone();
    const check = await agent.phone.openCheck();
    agent.check.facts.listen = () => Promise.reject(new Error("no"));
    await check.do({ type: "run" });
    expect(found(check, "microphone")).toBe("failed unexpected");
    expect(found(check, "speaker")).toBe("ok soundHeard");
    expect(found(check, "echo")).toBe("skipped echoNotSetUp");
  });

  test("asks the person when the microphone hears nothing of the speaker", async () => {
    const agent = await signedInPhone();
    const check = await agent.phone.openCheck();
    agent.check.facts.isHeardBack = false;
    const first = check.do({ type: "run" });
    await until(() => found(check, "speaker") === "asking", "the question");
    await check.do({ type: "answer", name: "speaker", isHeard: true });
    await first;
    expect(found(check, "speaker")).toBe("ok soundConfirmed");
    const second = check.do({ type: "runOne", name: "speaker" });
    await until(() => found(check, "speaker") === "asking", "the question");
    await check.do({ type: "answer", name: "speaker", isHeard: false });
    await second;
    expect(found(check, "speaker")).toBe("failed soundNotHeard");
    expect(found(check, "ringer")).toBe("failed soundNotHeard");
    expect(found(check, "storage")).toBe("ok storageKept");
  });

  test("tries a ringer of its own, at its own volume", async () => {
    const agent = await signedInPhone();
    const ringer = { id: "desk", label: "Desk speaker" };
    agent.phone.settings.do({ type: "change", change: { ringer, ringVolumePercent: 40 } });
    agent.audio.plug([{ kind: "speaker", ...ringer }]);
    const check = await agent.phone.openCheck();
    await check.do({ type: "run" });
    expect(agent.check.played).toEqual([
      { speakerId: null, microphoneId: null, volume: 1 },
      { speakerId: "desk", microphoneId: null, volume: 0.4 },
    ]);
    agent.phone.settings.do({ type: "change", change: { ringVolumePercent: 0 } });
    await check.do({ type: "runOne", name: "ringer" });
    expect(found(check, "ringer")).toBe("failed soundOff");
  });

  test("that is stopped leaves nothing running", async () => {
    const agent = await signedInPhone(asterisk);
    const check = await agent.phone.openCheck();
    agent.check.facts.echoMs = 5_000;
    void check.do({ type: "run" });
    await answersEcho(agent);
    await check.do({ type: "stop" });
    await until(() => methods(agent)?.includes("BYE") === true, "the end of the call");
    await until(() => agent.check.echoes[0]?.closed === true, "the end of its sound");
    expect(check.store.getState().isRunning).toBe(false);
    expect(check.store.getState().kept).toEqual([]);
  });
});

describe("the call to oneself", () => {
  test("is nobody's call: not in the list, not in the history, without a sound, and ends by itself", async () => {
    const agent = await signedInPhone({ config: { dialect: "asterisk", maxCalls: 1 } });
    const check = await agent.phone.openCheck();
    const run = check.do({ type: "run" });
    await answersEcho(agent);
    expect(agent.pbx.calls[0]?.invite.uri).toContain("sip:600@pbx.test");
    expect(agent.phone.calls.store.getState().order).toEqual([]);
    expect(agent.audio.playing).toBeNull();
    await run;
    expect(methods(agent)).toEqual(["ACK", "BYE"]);
    expect(await agent.phone.history.search({ text: "", missedOnly: false, limit: 10 })).toEqual(
      [],
    );
  });

  test("ends at once for one that comes in, which has every place", async () => {
    const agent = await signedInPhone({ config: { dialect: "asterisk", maxCalls: 1 } });
    const check = await agent.phone.openCheck();
    agent.check.facts.echoMs = 5_000;
    const run = check.do({ type: "run" });
    await answersEcho(agent);
    agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing", "1002");
    await run;
    expect(found(check, "echo")).toBe("skipped echoInCall");
    expect(methods(agent)).toEqual(["ACK", "BYE"]);
  });

  test("is not made beside another, and nothing is played into that", async () => {
    const agent = await signedInPhone(asterisk);
    agent.dials("1002");
    await answersEcho(agent);
    await agent.expects("talking");
    const check = await agent.phone.openCheck();
    await check.do({ type: "run" });
    expect(found(check, "echo")).toBe("skipped echoInCall");
    expect(found(check, "speaker")).toBe("skipped soundInCall");
    expect(agent.check.played).toEqual([]);
    expect(agent.pbx.calls).toHaveLength(1);
  });

  test("ends in the moment the page is left", async () => {
    const agent = await signedInPhone(asterisk);
    const check = await agent.phone.openCheck();
    agent.check.facts.echoMs = 5_000;
    void check.do({ type: "run" });
    await answersEcho(agent);
    await until(() => methods(agent)?.includes("ACK") === true, "the call to oneself");
    agent.check.leaves();
    // In this very turn: there is no later one.
    await Promise.resolve();
    expect(methods(agent)).toContain("BYE");
  });

  test("that is refused says with what", async () => {
    const agent = await signedInPhone(asterisk);
    const check = await agent.phone.openCheck();
    const run = check.do({ type: "run" });
    await until(() => agent.pbx.calls.length > 0, "the call to oneself");
    agent.pbx.calls[0]?.respond("404 Not Found");
    await run;
    expect(check.store.getState().lines?.echo).toMatchObject({
      result: { verdict: "failed", code: "echoRefused", figures: { status: 404 } },
    });
  });

  test("goes where the configuration says", async () => {
    const agent = await signedInPhone({ config: { echoNumber: "*43" } });
    const check = await agent.phone.openCheck();
    void check.do({ type: "run" });
    await until(() => agent.pbx.calls.length > 0, "the call to oneself");
    expect(agent.pbx.calls[0]?.invite.uri).toContain("sip:*43@pbx.test");
    await check.do({ type: "stop" });
  });
});

describe("what is kept", () => {
  test("is there on the next page, without the device's name, and no more than ten", async () => {
    const agent = await signedInPhone();
    const check = await agent.phone.openCheck();
    for (let count = 0; count < 12; count += 1) await check.do({ type: "run" });
    expect(check.store.getState().kept).toHaveLength(10);
    const text = agent.lasting.getItem(storageKey) ?? "";
    expect(text).toContain("microphoneOk");
    expect(text).not.toContain("Desk microphone");
    expect(text).not.toContain("1001");
    const next = testPhone({ ports: { signIn: agent.ports.signIn } });
    const again = await next.phone.openCheck();
    expect(again.store.getState().kept).toEqual(check.store.getState().kept);
  });

  test.each(["", "nonsense", "[{}]", '[{"at":1,"lines":{"other":{}}}]'])(
    "may be %j, which is nothing",
    async (text) => {
      const agent = testPhone();
      agent.lasting.setItem(storageKey, text);
      const check = await agent.phone.openCheck();
      expect(check.store.getState().kept).toEqual([]);
    },
  );
});
