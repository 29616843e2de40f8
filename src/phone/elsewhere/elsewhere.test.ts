import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";

import type { CallId } from "@/phone/calls/call";
import type { ToldCall } from "@/phone/calls/told-call";
import { signedInPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import type { ElsewhereState } from "./elsewhere";
import { readLine, writeLine } from "./lines";
import { createTalk, type Talk } from "./talk";

const dialog = { callId: "abc@host", localTag: "l1", remoteTag: "r1" };
const going: ToldCall = {
  id: "5f0c7f4e-0000-4000-8000-000000000001" as CallId,
  dialog,
  number: "+358401234567",
  display: "Maria",
  direction: "in",
  startedAt: 1_000,
  answeredAt: 2_000,
  held: true,
  muted: false,
  callUuid: "u-1",
};

/** Phones of one extension: every line comes to each of them, the one that wrote it too. */
function phones(count: number, patienceMs = 50) {
  const all: Talk[] = [];
  const told: string[] = [];
  const made = Array.from({ length: count }, (_, index) => {
    const state = {
      calls: [] as ToldCall[],
      came: [] as ToldCall[],
      note: "",
      notes: [] as string[],
      left: false,
      stayed: false,
    };
    const store = createStore<ElsewhereState>(() => ({ phase: "alone" }));
    const options = {
      own: `phone-${index}`,
      async say(text: string) {
        told.push(text);
        for (const each of all) each.hear(text);
      },
      liveCount: () => state.calls.length,
      calls: () => state.calls,
      goElsewhere: () => undefined,
      stay: () => void (state.stayed = true),
      receive: (calls: readonly ToldCall[]) => void state.came.push(...calls),
      noteOf: async () => state.note,
      keepNote: (id: CallId, note: string) => void state.notes.push(`${id.slice(-2)} ${note}`),
      leave: () => void (state.left = true),
      patienceMs,
    };
    const talk = createTalk(options, store);
    all.push(talk);
    return { state, elsewhere: { ...talk, store } };
  });
  return { made, told };
}

describe("two phones of one extension", () => {
  test("the new one learns of the other, and of its calls", () => {
    const { made } = phones(2);
    const [old, fresh] = made;
    old?.state.calls.push(going);
    fresh?.elsewhere.look();
    expect(fresh?.elsewhere.store.getState()).toEqual({ phase: "found", calls: 1 });
    expect(old?.elsewhere.store.getState()).toEqual({ phase: "alone" });
  });

  test("the phone moves with its calls, and the other leaves when they have gone", () => {
    const { made } = phones(3);
    const [old, fresh, third] = made;
    old?.state.calls.push(going);
    fresh?.elsewhere.look();
    // The third has answered as well; the newest answer counts, so ask the one that has the call.
    fresh?.elsewhere.hear("hamsa-phone here phone-0 phone-1 1");
    fresh?.elsewhere.do({ type: "moveHere" });
    expect(fresh?.state.came).toHaveLength(1);
    expect(fresh?.state.came[0]?.dialog).toEqual(dialog);
    expect(old?.state.left).toBe(false);
    old?.state.calls.pop();
    old?.elsewhere.callsChanged();
    expect(old?.state.left).toBe(true);
    expect(third?.state.left).toBe(false);
  });

  test("a call that is overtaken on its way comes along", () => {
    const { made } = phones(1);
    const [one] = made;
    one?.elsewhere.hear("hamsa-phone here phone-9 phone-0 1");
    one?.elsewhere.do({ type: "moveHere" });
    one?.elsewhere.hear("hamsa-phone moved phone-9 phone-0 1");
    expect(one?.state.came).toEqual([]);
    const line = writeLine({ verb: "call", from: "phone-9", to: "phone-0", call: going });
    one?.elsewhere.hear(line ?? "");
    expect(one?.state.came).toHaveLength(1);
    expect(one?.elsewhere.store.getState()).toEqual({ phase: "alone" });
  });

  test("what has been noted of a call goes along with it", async () => {
    const { made } = phones(2);
    const [old, fresh] = made;
    old?.state.calls.push(going);
    if (old !== undefined) old.state.note = "Rikki: lamppu\nهمسة 100%";
    fresh?.elsewhere.look();
    fresh?.elsewhere.do({ type: "moveHere" });
    await until(() => fresh?.state.notes.length === 1, "the note");
    expect(fresh?.state.notes).toEqual(["01 Rikki: lamppu\nهمسة 100%"]);
    expect(old?.state.notes).toEqual([]);
  });

  test("a note that comes before its call waits for it, and those of nobody's calls are not kept", () => {
    const { made } = phones(1);
    const [one] = made;
    const note = (from: string, id: string = going.id) =>
      one?.elsewhere.hear(
        writeLine({ verb: "note", from, to: "phone-0", id: id as CallId, note: "Lamp" }) ?? "",
      );
    note("phone-9");
    one?.elsewhere.hear("hamsa-phone here phone-9 phone-0 1");
    one?.elsewhere.do({ type: "moveHere" });
    note("phone-8");
    note("phone-9");
    note("phone-9", "other");
    expect(one?.state.notes).toEqual([]);
    const line = writeLine({ verb: "call", from: "phone-9", to: "phone-0", call: going });
    one?.elsewhere.hear(line ?? "");
    one?.elsewhere.hear("hamsa-phone moved phone-9 phone-0 1");
    expect(one?.state.notes).toEqual(["01 Lamp"]);
  });

  test("whoever is not taken from stays as it was", async () => {
    const { made } = phones(2, 10);
    const [old] = made;
    old?.state.calls.push(going);
    old?.elsewhere.hear("hamsa-phone move phone-9 phone-0");
    await until(() => old?.state.stayed === true, "the patience to end");
    old?.state.calls.pop();
    old?.elsewhere.callsChanged();
    expect(old?.state.left).toBe(false);
  });

  test("calls that nobody has asked for are not taken", () => {
    const { made } = phones(1);
    const [one] = made;
    const line = writeLine({ verb: "call", from: "phone-9", to: "phone-0", call: going });
    one?.elsewhere.hear(line ?? "");
    one?.elsewhere.hear("hamsa-phone moved phone-9 phone-0 1");
    expect(one?.state.came).toEqual([]);
  });
});

describe("a line", () => {
  test("says of a call what is needed to take it over", () => {
    const line = writeLine({ verb: "call", from: "a", to: "b", call: going });
    expect(readLine(line ?? "")).toEqual({ verb: "call", from: "a", to: "b", call: going });
  });

  test("is never longer than Asterisk takes: a long name stays behind", () => {
    const display = "همسة".repeat(20);
    const dialog = { callId: "c".repeat(120), localTag: "l".repeat(60), remoteTag: "r".repeat(60) };
    const call = { ...going, dialog, display };
    const line = writeLine({ verb: "call", from: "a", to: "b", call });
    expect(line?.length).toBeLessThanOrEqual(1_000);
    expect(readLine(line ?? "")).toMatchObject({ call: { display: null } });
  });

  test("a note that is too long for one stays where it is", () => {
    const write = (note: string) =>
      writeLine({ verb: "note", from: "a", to: "b", id: going.id, note });
    const fits = "x".repeat(900);
    expect(readLine(write(fits) ?? "")).toMatchObject({ verb: "note", id: going.id, note: fits });
    expect(write("x".repeat(1_000))).toBeNull();
    expect(write("همسة".repeat(50))).toBeNull();
  });

  test.each([
    "",
    "hamsa-phone",
    "hamsa-phone note a b c",
    "hamsa-phone note a b c %",
    "hamsa-phone note a b <c> x",
    "hamsa-phone ask",
    "hamsa-phone ask <script>",
    "hamsa-phone here a b -1",
    "hamsa-phone moved a b 1e9",
    "hamsa-phone call a b",
    "hamsa-phone call a b %",
    "hamsa-phone call a b %7B%7D",
    `hamsa-phone call a b ${encodeURIComponent(JSON.stringify({ i: "x", c: "a\r\nX: y", l: "l", r: "r", n: "", d: null, o: true, s: 1, a: null, h: false, m: false, u: null }))}`,
    `hamsa-phone call a b ${encodeURIComponent(JSON.stringify({ i: "x", c: "a;to-tag=q", l: "l", r: "r", n: "", d: null, o: true, s: 1, a: null, h: false, m: false, u: null }))}`,
  ])("that is none is not taken: %s", (text) => {
    expect(readLine(text)).toBeNull();
  });
});

describe("a phone that signs in where another one is", () => {
  test("asks, offers to move, and takes the call over", async () => {
    const agent = await signedInPhone();
    const { phone, pbx } = agent;
    const said = () =>
      pbx.requests.filter(({ method }) => method === "MESSAGE").map(({ body }) => body);
    expect(said()).toEqual([]);
    pbx.otherContacts = ["sip:other@10.0.0.9:5060"];
    pbx.wire.cut();
    await until(() => said().length === 1, "the question");
    const own = /^hamsa-phone ask (\S+)$/.exec(said()[0] ?? "")?.[1] ?? "";
    pbx.message("1001", `hamsa-phone here other ${own} 1`);
    await until(() => phone.elsewhere.store.getState().phase === "found", "the other phone");
    phone.elsewhere.do({ type: "moveHere" });
    await until(() => said().includes(`hamsa-phone move ${own} other`), "the wish");
    pbx.message("1001", writeLine({ verb: "call", from: "other", to: own, call: going }) ?? "");
    pbx.message("1001", `hamsa-phone moved other ${own} 1`);
    pbx.message(
      "1001",
      `hamsa-phone note other ${own} ${going.id} ${encodeURIComponent("Lamp ❤")}`,
    );
    await until(() => pbx.calls.length === 1, "an INVITE with Replaces");
    expect(pbx.calls[0]?.invite.header("replaces")).toBe("abc@host;to-tag=r1;from-tag=l1");
    pbx.calls[0]?.answer();
    await agent.waitsFor(({ link }) => link.state === "up", "the call to be here");
    await agent.waitsFor((each) => each.phase === "talking" && each.held, "the hold");
    expect(agent.call()?.party.display).toBe("Maria");
    const everything = { text: "", missedOnly: false, limit: 9 };
    const notesHere = async () =>
      (await phone.history.search(everything)).map(({ work }) => work.note).join();
    await until(async () => (await notesHere()) === "Lamp ❤", "the note");
  });

  test("the one it was taken from says so, in the history and at the sign-in", async () => {
    const { phone, pbx, ...agent } = await signedInPhone();
    agent.dials("1002");
    await until(() => pbx.calls.length === 1, "an INVITE");
    pbx.calls[0]?.answer();
    await agent.expects("talking");
    pbx.message("1001", `hamsa-phone move other ${agent.ports.instanceId}`);
    await agent.waitsFor(({ link }) => link.state === "leaving", "the call to leave");
    pbx.calls[0]?.bye();
    expect(await agent.expects("ended")).toMatchObject({ reason: "movedElsewhere" });
    await until(() => phone.connection.store.getState().phase === "signedOut", "the sign-out");
    expect(phone.connection.store.getState()).toMatchObject({
      problem: { code: "movedElsewhere" },
    });
  });

  test("nobody but the own extension can ask for it", async () => {
    const { pbx, phone, ports } = await signedInPhone();
    pbx.message("1002", `hamsa-phone move other ${ports.instanceId}`);
    pbx.message("1002", "hamsa-phone ask other");
    await until(() => pbx.requests.length > 0, "requests");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pbx.requests.filter(({ method }) => method === "MESSAGE")).toEqual([]);
    expect(phone.connection.store.getState().phase).toBe("connected");
  });
});
