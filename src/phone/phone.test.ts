import { afterEach, describe, expect, test, vi } from "vitest";

import { createFakePbx } from "@/testing/fake-pbx";
import { inCall, signedInPhone, testAccount, type TestPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { CallId, TalkingCall } from "./calls/call";
import type { CallsCommand } from "./calls/calls-command";
import type { ConnectionCommand } from "./connection/connection-command";
import type { DirectoryCommand } from "./directory/directory";
import { PhoneError } from "./errors";
import type { HistoryCommand } from "./history/history";
import type { AudioCommand } from "./media/audio-state";
import type { QualityCommand } from "./media/quality/quality";
import { defaultProcessing, type SettingsCommand } from "./settings/settings";

const talkingState = (call: object): TalkingCall => call as TalkingCall;

describe("an incoming call", () => {
  test("rings, is answered with the microphone opened last, and is hung up", async () => {
    const agent = await signedInPhone();
    const caller = agent.pbx.ring({ number: "0401234567", name: "Maria" });
    await agent.expects("ringing");
    expect(agent.call()).toMatchObject({
      direction: "in",
      party: { number: "0401234567", display: "Maria" },
    });
    await agent.waitsFor(({ party }) => party.country === "FI", "the number to be read");
    expect(agent.audio.playing).toBe("ringtone");

    agent.does({ type: "answer" });
    await agent.expects("talking");
    expect(agent.audio.playing).toBeNull();
    expect(agent.media.sessions[0]?.log.slice(-2)).toEqual(["answer", "mic open"]);
    expect(caller.lastResponse?.status).toBe(200);

    agent.does({ type: "hangUp" });
    await until(() => caller.requests.some(({ method }) => method === "BYE"), "a BYE");
    expect(agent.call()).toMatchObject({ phase: "ended", reason: "hungUp" });
    expect(agent.media.sessions[0]?.closed).toBe(true);
  });

  test("is declined with 603", async () => {
    const agent = await signedInPhone();
    const caller = agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing");
    agent.does({ type: "decline" });
    await until(() => caller.lastResponse?.status === 603, "603");
    expect(agent.call()).toMatchObject({ reason: "declined" });
    expect(agent.audio.playing).toBeNull();
  });

  test.each([
    [["Reason: Q.850;cause=127"], "missed"],
    [['Reason: SIP;cause=200;text="Call completed elsewhere"'], "answeredElsewhere"],
  ])("that stops ringing (%j) is %s", async (extra, reason) => {
    const agent = await signedInPhone();
    const caller = agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing");
    caller.cancel(extra);
    expect(await agent.expects("ended")).toMatchObject({ reason });
    expect(agent.audio.playing).toBeNull();
  });

  test("that could not be heard is not missed by the agent", async () => {
    const agent = await signedInPhone();
    // A page that has just opened the microphone may sound.
    await until(() => agent.audio.microphoneOpen, "the microphone");
    agent.audio.block(true);
    const unheard = agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing", "1002");
    unheard.cancel();
    expect(await agent.expects("ended", "1002")).toMatchObject({ reason: "missedUnheard" });
    const heard = agent.pbx.ring({ number: "1003" });
    await agent.expects("ringing", "1003");
    agent.audio.block(false);
    heard.cancel();
    expect(await agent.expects("ended", "1003")).toMatchObject({ reason: "missed" });
    const filter = { text: "", missedOnly: true, limit: 5 };
    expect(await agent.phone.history.search(filter)).toHaveLength(2);
  });

  test("brings queue, waiting time and the one who transferred it", async () => {
    const agent = await signedInPhone();
    agent.pbx.ring({
      number: "1002",
      extra: ["X-Queue: support", "X-Queue-Wait: 12", 'Referred-By: "Omar" <sip:1003@pbx>'],
    });
    const { origin } = await agent.expects("ringing");
    expect(origin).toMatchObject({
      kind: "queue",
      queue: "support",
      waitedSeconds: 12,
      transferredBy: "Omar",
    });
  });

  describe("that asks to be answered by itself", () => {
    const extra = ["Call-Info: <sip:localhost>;answer-after=0"];

    test("rings, then is, if the agent has allowed it", async () => {
      const agent = await signedInPhone();
      agent.phone.settings.do({ type: "change", change: { autoAnswer: true } });
      const caller = agent.pbx.ring({ number: "1002", extra });
      await agent.expects("ringing");
      expect(agent.audio.playing).toBe("ringtone");
      await agent.expects("talking");
      expect(caller.lastResponse?.status).toBe(200);
    });

    describe("but not", () => {
      afterEach(() => vi.useRealTimers());

      async function ringingOn(number: string, agent: TestPhone) {
        agent.pbx.ring({ number, extra });
        await vi.waitFor(() => expect(agent.call(number)?.phase).toBe("ringing"));
        vi.advanceTimersByTime(5_000);
        expect(agent.call(number)?.phase).toBe("ringing");
      }

      test("unless the agent has allowed it", async () => {
        vi.useFakeTimers({ toFake: ["setTimeout"] });
        await ringingOn("1002", await signedInPhone());
      });

      test("while the agent is with somebody", async () => {
        vi.useFakeTimers({ toFake: ["setTimeout"] });
        const agent = await signedInPhone();
        agent.phone.settings.do({ type: "change", change: { autoAnswer: true } });
        agent.dials("1004");
        await ringingOn("1003", agent);
      });
    });
  });

  test("beyond the most there may be is answered busy", async () => {
    const agent = await signedInPhone({ config: { maxCalls: 1 } });
    agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing", "1002");
    const second = agent.pbx.ring({ number: "1003" });
    await until(() => second.lastResponse?.status === 486, "486");
    expect(agent.call("1003")).toMatchObject({ phase: "ended", reason: "busyHere" });
    expect(agent.call("1002")?.phase).toBe("ringing");
  });

  test("that cannot get a microphone or a network says so and ends", async () => {
    const agent = await signedInPhone();
    agent.media.failWith = new PhoneError("networkMissing");
    const caller = agent.pbx.ring({ number: "1002" });
    await agent.expects("ringing");
    agent.does({ type: "answer" });
    expect(await agent.expects("ended")).toMatchObject({
      reason: "failed",
      problem: { code: "networkMissing" },
    });
    await until(() => (caller.lastResponse?.status ?? 0) >= 400, "a refusal");
  });
});

describe("an outgoing call", () => {
  test("is heard ringing, answered, and hung up by the other side", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    const [there] = agent.pbx.calls;
    expect(there?.invite.uri).toBe("sip:1002@pbx.test");
    expect(there?.invite.body).toContain("a=sendrecv");
    there?.respond("180 Ringing");
    await agent.waitsFor(
      (call) => call.phase === "dialing" && call.progress === "ringing",
      "ringing",
    );
    expect(agent.audio.playing).toBe("ringback");
    there?.answer(['P-Asserted-Identity: "Omar" <sip:1002@pbx.test>']);
    await agent.expects("talking");
    expect(agent.audio.playing).toBeNull();
    expect(agent.call()?.party.display).toBe("Omar");
    there?.bye();
    expect(await agent.expects("ended")).toMatchObject({ reason: "hungUpThere" });
  });

  test.each([
    ["486 Busy Here", [], "busy"],
    ["603 Decline", [], "declinedThere"],
    ["404 Not Found", [], "unknownNumber"],
    ["480 Temporarily Unavailable", ["Reason: Q.850;cause=19"], "noAnswer"],
    ["302 Moved Temporarily", ["Contact: <sip:premium@evil.example>"], "failed"],
  ])("that is refused with %s %j ends as %s", async (status, extra, reason) => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.respond(status, extra);
    expect(await agent.expects("ended")).toMatchObject({ reason });
    expect(agent.pbx.calls).toHaveLength(1);
  });

  test("is cancelled before it is answered", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    agent.pbx.calls[0]?.respond("180 Ringing");
    await agent.waitsFor(
      (call) => call.phase === "dialing" && call.progress === "ringing",
      "ringing",
    );
    agent.does({ type: "hangUp" });
    await until(() => agent.pbx.calls[0]?.requests[0]?.method === "CANCEL", "a CANCEL");
    expect(agent.call()).toMatchObject({ reason: "cancelled" });
  });

  test("with nobody signed in fails in words and is kept", async () => {
    const agent = await signedInPhone();
    await agent.phone.connection.do({ type: "signOut" });
    agent.dials("1002");
    expect(await agent.expects("ended")).toMatchObject({ problem: { code: "notConnected" } });
  });

  test("beyond the most there may be is not made", async () => {
    const agent = await signedInPhone({ config: { maxCalls: 1 } });
    agent.dials("1002");
    agent.dials("1003");
    expect(await agent.expects("ended", "1003")).toMatchObject({
      problem: { code: "tooManyCalls", detail: { most: 1 } },
    });
    expect(agent.pbx.calls.length).toBeLessThanOrEqual(1);
  });

  test("to a number with # or * reaches the wire as it must be written", async () => {
    const agent = await signedInPhone();
    agent.dials("*62#");
    await until(() => agent.pbx.calls.length === 1, "an INVITE");
    expect(agent.pbx.calls[0]?.invite.uri).toBe("sip:*62%23@pbx.test");
  });
});

describe("in a call", () => {
  test("hold closes the microphone first, then asks; resume asks first, then opens it", async () => {
    const { agent, there, media } = await inCall();
    media.log.length = 0;
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => talkingState(call).held, "hold");
    expect(media.log).toEqual(["mic closed", "offer", "apply", "mic closed"]);
    expect(there.requests.find(({ method }) => method === "INVITE")?.body).toContain("a=sendonly");
    media.log.length = 0;
    agent.does({ type: "resume" });
    await agent.waitsFor((call) => !talkingState(call).held, "resume");
    expect(media.log).toEqual(["offer", "apply", "mic open"]);
  });

  test("a refused hold is told, rolled back, and the next one works", async () => {
    const { agent, media } = await inCall();
    agent.pbx.reinviteStatus = "488 Not Acceptable Here";
    agent.does({ type: "hold" });
    await agent.waitsFor(({ problem }) => problem?.code === "holdRefused", "the refusal");
    expect(media.log).toContain("rollback");
    expect(agent.call()).toMatchObject({ held: false, wish: { held: false } });
    expect(media.microphoneOpen).toBe(true);
    agent.pbx.reinviteStatus = "200 OK";
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => talkingState(call).held, "hold");
  });

  test("hold and resume pressed fast do not overlap on the wire", async () => {
    const { agent, there } = await inCall();
    agent.does({ type: "hold" });
    agent.does({ type: "resume" });
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => talkingState(call).held && talkingState(call).wish.held, "hold");
    await until(
      () => there.requests.filter(({ method }) => method === "INVITE").length === 3,
      "three re-INVITEs",
    );
    const methods = there.requests.map(({ method }) => method).filter((method) => method !== "BYE");
    expect(methods.filter((method) => method === "ACK").length).toBeGreaterThanOrEqual(3);
  });

  test("mute closes and opens the microphone without a word to the phone system", async () => {
    const { agent, there, media } = await inCall();
    const before = there.requests.length;
    agent.does({ type: "mute" });
    expect(media.microphoneOpen).toBe(false);
    expect(agent.call()).toMatchObject({ muted: true });
    agent.does({ type: "unmute" });
    expect(media.microphoneOpen).toBe(true);
    expect(there.requests).toHaveLength(before);
  });

  test("digits go as events, and as INFO where the other side knows no events", async () => {
    const { agent, there, media } = await inCall();
    agent.does({ type: "sendDigits", digits: "12#" });
    await until(() => media.log.includes("digits 12#"), "the digits");
    agent.media.digitsAgreed = false;
    agent.does({ type: "sendDigits", digits: "9*" });
    await until(
      () => there.requests.filter(({ method }) => method === "INFO").length === 2,
      "two INFOs",
    );
    const bodies = there.requests.filter(({ method }) => method === "INFO").map(({ body }) => body);
    expect(bodies).toEqual(["Signal=9\r\nDuration=160\r\n", "Signal=*\r\nDuration=160\r\n"]);
  });

  test("the other side's hold and a new party on the line are noticed", async () => {
    const { agent, there } = await inCall();
    there.request(
      "INVITE",
      ['P-Asserted-Identity: "Sara" <sip:1003@pbx.test>'],
      "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=sendonly\r\n",
    );
    await agent.waitsFor((call) => talkingState(call).heldThere, "their hold");
    expect(agent.call()).toMatchObject({ party: { number: "1003", display: "Sara" } });
  });

  test("a second call holds the first, and resuming the first holds the second", async () => {
    const { agent } = await inCall();
    agent.dials("1003");
    await agent.waitsFor((call) => talkingState(call).held, "hold", "1002");
    await until(() => agent.pbx.calls.length === 2, "the second INVITE");
    agent.pbx.calls[1]?.answer();
    await agent.expects("talking", "1003");
    agent.does({ type: "resume" }, "1002");
    await agent.waitsFor((call) => talkingState(call).held, "hold of the second", "1003");
    await agent.waitsFor((call) => !talkingState(call).held, "resume of the first", "1002");
  });

  test("of two calls answered at once, the one dialled last has the microphone", async () => {
    const agent = await signedInPhone();
    agent.dials("1002");
    agent.dials("1003");
    await until(() => agent.pbx.calls.length === 2, "two INVITEs");
    for (const call of agent.pbx.calls) call.answer();
    await agent.expects("talking", "1003");
    await agent.waitsFor((call) => talkingState(call).held, "hold", "1002");
    const open = agent.media.sessions.filter(({ microphoneOpen }) => microphoneOpen);
    expect(open).toEqual([agent.media.sessions[1]]);
    expect(agent.media.sessions[0]?.log).not.toContain("mic open");
  });

  test("a REFER from the other side is refused: nobody places calls at our cost", async () => {
    const { agent, there } = await inCall();
    there.request("REFER", ["Refer-To: <sip:premium@evil.example>"]);
    await until(() => there.lastResponse?.status === 603, "603");
    expect(agent.pbx.calls).toHaveLength(1);
    expect(agent.call()?.phase).toBe("talking");
  });
});

describe("a blind transfer", () => {
  async function transferring() {
    const made = await inCall();
    made.agent.does({ type: "transfer", target: "1003" });
    await until(() => made.there.requests.some(({ method }) => method === "REFER"), "a REFER");
    const notify = (line: string, state: string): void =>
      made.there.request(
        "NOTIFY",
        ["Event: refer", `Subscription-State: ${state}`],
        line,
        "message/sipfrag",
      );
    return { ...made, notify };
  }

  test("shows its progress, succeeds, and ends our own leg", async () => {
    const { agent, there, notify } = await transferring();
    const refer = there.requests.find(({ method }) => method === "REFER");
    expect(refer?.header("refer-to")).toBe("sip:1003@pbx.test");
    notify("SIP/2.0 180 Ringing", "active;expires=60");
    await agent.waitsFor(
      (call) => talkingState(call).transfer?.progress === "ringing",
      "ringing there",
    );
    notify("SIP/2.0 200 OK", "terminated;reason=noresource");
    expect(await agent.expects("ended")).toMatchObject({ reason: "transferred" });
    await until(() => there.requests.some(({ method }) => method === "BYE"), "a BYE");
  });

  test("that fails leaves the call where it was and says why", async () => {
    const { agent, notify } = await transferring();
    notify("SIP/2.0 486 Busy Here", "terminated;reason=noresource");
    const call = await agent.waitsFor(({ problem }) => problem !== null, "the failure");
    expect(call).toMatchObject({
      phase: "talking",
      transfer: null,
      problem: { code: "transferFailed", detail: { target: "1003", status: 486, reason: "busy" } },
    });
  });

  describe("on Asterisk, which offers the call again", () => {
    const failed = ["X-Call-UUID: u1", "X-Transfer-Failed: 1003;cause=17"];

    async function comingBack() {
      const agent = await signedInPhone({ config: { dialect: "asterisk" } });
      const there = agent.pbx.ring({ number: "0401234567", extra: ["X-Call-UUID: u1"] });
      await agent.expects("ringing");
      agent.does({ type: "answer" });
      await agent.expects("talking");
      agent.does({ type: "transfer", target: "1003" });
      await until(() => there.requests.some(({ method }) => method === "REFER"), "a REFER");
      there.request(
        "NOTIFY",
        ["Event: refer", "Subscription-State: terminated;reason=noresource"],
        "SIP/2.0 486 Busy Here",
        "message/sipfrag",
      );
      expect(await agent.expects("ended")).toMatchObject({ reason: "comingBack" });
      await until(() => there.requests.some(({ method }) => method === "BYE"), "a BYE");
      return agent;
    }

    test("goes on by itself, and says why", async () => {
      const agent = await comingBack();
      const again = agent.pbx.ring({ number: "0401234567", extra: failed });
      await until(() => again.lastResponse?.status === 200, "the answer");
      expect(await agent.expects("talking")).toMatchObject({
        origin: { returnedFrom: "1003" },
        problem: { code: "transferFailed", detail: { target: "1003", reason: "busy" } },
      });
      expect(agent.phone.calls.store.getState().order).toHaveLength(1);
    });

    test("does not break into another call", async () => {
      const agent = await comingBack();
      agent.dials("1004");
      await until(() => agent.pbx.calls.length === 2, "another call");
      agent.pbx.ring({ number: "0401234567", extra: failed });
      expect(await agent.expects("ringing", "0401234567")).toMatchObject({
        problem: { code: "transferFailed" },
      });
    });

    test("a stranger who claims to be that call only rings", async () => {
      const agent = await comingBack();
      agent.pbx.ring({
        number: "0409999999",
        extra: ["X-Call-UUID: other", "X-Transfer-Failed: 1003;cause=17"],
      });
      await agent.expects("ringing", "0409999999");
      agent.pbx.ring({ number: "0407777777", extra: ["X-Transfer-Failed: 1003;cause=17"] });
      await agent.expects("ringing", "0407777777");
    });
  });

  test("that the phone system refuses outright is told", async () => {
    const { agent } = await (async () => {
      const made = await inCall();
      made.agent.pbx.referStatus = "403 Forbidden";
      made.agent.does({ type: "transfer", target: "1003" });
      return made;
    })();
    const call = await agent.waitsFor(({ problem }) => problem !== null, "the refusal");
    expect(call).toMatchObject({ problem: { code: "transferFailed" }, transfer: null });
  });

  test("whose outcome nobody tells is not called a success", async () => {
    const { agent, notify } = await transferring();
    notify("", "terminated;reason=timeout");
    const call = await agent.waitsFor(({ problem }) => problem !== null, "the doubt");
    expect(call).toMatchObject({ phase: "talking", problem: { code: "transferUnknown" } });
  });
});

type ByType<Command extends { readonly type: string }> = {
  readonly [Type in Command["type"]]: Extract<Command, { readonly type: Type }>;
};

/** One of every command there is: the compiler misses the one that is forgotten. */
function commandsOf(id: CallId) {
  const device = { id: "a", label: "b" };
  const draft = {
    id: null,
    name: "x",
    company: "",
    notes: "",
    numbers: [],
    emails: [],
    tags: [],
    fields: {},
  };
  const calls: ByType<CallsCommand> = {
    dial: { type: "dial", target: "1002" },
    dismiss: { type: "dismiss", id },
    hangUpAll: { type: "hangUpAll" },
    consult: { type: "consult", id, target: "1003" },
    completeTransfer: { type: "completeTransfer", id },
    answer: { type: "answer", id },
    decline: { type: "decline", id },
    hangUp: { type: "hangUp", id },
    hold: { type: "hold", id },
    resume: { type: "resume", id },
    mute: { type: "mute", id },
    unmute: { type: "unmute", id },
    sendDigits: { type: "sendDigits", id, digits: "1#" },
    transfer: { type: "transfer", id, target: "1003" },
    identify: { type: "identify", id },
    dismissProblem: { type: "dismissProblem", id },
    redirect: { type: "redirect", id, target: "1003" },
    redirectToVoicemail: { type: "redirectToVoicemail", id, extension: "1001" },
    park: { type: "park", id, slot: "701" },
    fetch: { type: "fetch", slot: "701" },
    pickUp: { type: "pickUp", extension: "1003" },
    merge: { type: "merge", id, other: id },
    leaveTogether: { type: "leaveTogether", id },
    removeMember: { type: "removeMember", id, digit: 1 },
    endConference: { type: "endConference", id },
  };
  const connection: ByType<ConnectionCommand> = {
    restore: { type: "restore" },
    signIn: { type: "signIn", account: testAccount, password: "x", remember: true },
    signOut: { type: "signOut" },
    retry: { type: "retry" },
    check: { type: "check" },
  };
  const audio: ByType<AudioCommand> = {
    openMicrophone: { type: "openMicrophone" },
    releaseMicrophone: { type: "releaseMicrophone" },
    makeReady: { type: "makeReady" },
    expectCall: { type: "expectCall" },
    choose: { type: "choose", role: "speaker", device },
    setProcessing: { type: "setProcessing", processing: defaultProcessing },
    test: { type: "test", role: "ringer" },
    unblockSound: { type: "unblockSound" },
    dismissProblem: { type: "dismissProblem" },
  };
  const directory: ByType<DirectoryCommand> = {
    save: { type: "save", draft },
    remove: { type: "remove", id: "a" },
    clear: { type: "clear" },
    dismissProblem: { type: "dismissProblem" },
  };
  const history: ByType<HistoryCommand> = { clear: { type: "clear" } };
  const settings: ByType<SettingsCommand> = {
    change: { type: "change", change: { theme: "dark" } },
  };
  const quality: ByType<QualityCommand> = { restartPath: { type: "restartPath", id } };
  return { calls, connection, audio, directory, history, settings, quality };
}

describe("the engine as a whole", () => {
  test("every snapshot and every command can be cloned: another tab may hold a phone", async () => {
    const { agent } = await inCall();
    const { phone } = agent;
    const stores = [
      phone.connection.store,
      phone.calls.store,
      phone.audio.store,
      phone.directory.store,
      phone.history.store,
      phone.storage.store,
      phone.settings.store,
      phone.system.store,
      phone.team.store,
      phone.parking.store,
      phone.voicemail.store,
      phone.quality.store,
    ];
    for (const store of stores) expect(structuredClone(store.getState())).toEqual(store.getState());
    for (const command of Object.values(commandsOf(agent.call()?.id ?? ("x" as CallId))).flatMap(
      (byType) => Object.values(byType),
    )) {
      expect(structuredClone(command)).toEqual(command);
    }
    expect(structuredClone(phone.config)).toEqual(phone.config);
  });

  test("a call is one row of history from its first ring to its end", async () => {
    const { agent } = await inCall();
    const rows = () => agent.phone.history.search({ text: "", missedOnly: false, limit: 5 });
    expect(await rows()).toMatchObject([{ number: "1002", agent: "1001", endedAt: null }]);
    agent.does({ type: "hangUp" });
    await agent.expects("ended");
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row).toMatchObject({ endReason: "hungUp", direction: "out", sync: "local" });
    expect(row?.answeredAt).not.toBeNull();
  });

  test("the caller's name comes from the agent's contacts while it rings", async () => {
    const agent = await signedInPhone();
    await agent.phone.directory.do({
      type: "save",
      draft: {
        id: null,
        name: "Äiti",
        company: "",
        notes: "",
        numbers: [{ kind: "mobile", number: "040 123 4567" }],
        emails: [],
        tags: [],
        fields: {},
      },
    });
    agent.pbx.ring({ number: "+358401234567", name: "WIRELESS CALLER" });
    const call = await agent.waitsFor(({ party }) => party.contact !== null, "the contact");
    expect(call).toMatchObject({ phase: "ringing", party: { contact: { name: "Äiti" } } });
  });

  test("an answer with an unreadable CSeq is dropped and the phone goes on", async () => {
    const { agent, there } = await inCall();
    agent.pbx.wire.deliver("SIP/2.0 200 OK\r\nVia: x\r\nCSeq: banana\r\nFrom: <\r\nTo: \r\n\r\n");
    agent.pbx.wire.deliver("\u0000\u0001garbage");
    agent.pbx.wire.deliver("x".repeat(2_000_000));
    agent.pbx.wire.deliver("\r\n\r\n");
    agent.does({ type: "hold" });
    await agent.waitsFor((call) => talkingState(call).held, "hold");
    there.bye();
    await agent.expects("ended");
  });

  test("an outgoing call may carry headers and start from prepared media", async () => {
    const { openLine } = await import("./sip/line");
    const { generic } = await import("./dialects/generic");
    const { createFakeMedia } = await import("@/testing/fake-audio");
    const pbx = createFakePbx();
    const media = createFakeMedia();
    const sink = { socketLost() {}, registrationLost() {}, proven() {} };
    const calls = { offered() {}, happened() {} };
    const line = openLine({ account: testAccount, password: pbx.password }, sink, calls, {
      openSocket: pbx.wire.openSocket,
      media,
      instanceId: () => "0b5f1c9e-0000-4000-8000-000000000001",
      dialect: () => generic,
      expiresSeconds: 300,
      serversShareCalls: false,
      explainUnreachable: async (error) => error,
      messageSummary: () => undefined,
      heardText: () => undefined,
      tap: { sent() {}, received() {}, socket() {} },
      now: () => 0,
    });
    await line.connect(testAccount.server);
    await line.register();
    const headers = ["Replaces: abc;to-tag=1;from-tag=2"];
    await line.calls.invite("x" as never, "1002", { headers });
    await until(() => pbx.calls.length === 1, "an INVITE");
    expect(pbx.calls[0]?.invite.header("replaces")).toBe("abc;to-tag=1;from-tag=2");
    expect(media.sessions[0]?.order).toMatchObject({ isOutgoing: true });
    const register = pbx.requests.find(({ method }) => method === "REGISTER");
    expect(register?.header("contact")).toMatch(/reg-id=1;\+sip\.instance="<urn:uuid:0b5f1c9e/);
    line.close();
  });
});
