import { describe, expect, test } from "vitest";

import { noAgent } from "@/phone/agent/agent";
import { type AgentState, type KnownState, modeOf } from "@/phone/agent/agent-state";
import type { Call, CallId } from "@/phone/calls/call";
import { directOrigin } from "@/phone/calls/origin";
import { conversation } from "@/phone/calls/purpose";

import { describeCall } from "./answer-ask";
import { type DeskFacts, type DeskState, frontCall, nextDesk, summaryOf } from "./desk-summary";
import { readLine } from "./read-line";

const now = 1_800_000_000_000;
const ago = (seconds: number): number => now - seconds * 1_000;

const base = {
  direction: "in",
  party: {
    number: "+358401234567",
    display: "Maria",
    contact: null,
    formatted: null,
    country: null,
  },
  origin: { ...directOrigin, kind: "queue", queue: "support" },
  purpose: conversation,
  shownNumber: null,
  startedAt: ago(70),
  link: { state: "up" },
  room: null,
  problem: null,
} as const;

const talking = (id: string, change: object = {}): Call => ({
  ...base,
  id: id as CallId,
  phase: "talking",
  answeredAt: ago(60),
  held: false,
  muted: false,
  wish: { held: false, muted: false },
  heldThere: false,
  heldSince: null,
  heldMs: 0,
  transfer: null,
  ...change,
});
const ringing = (id: string): Call => ({
  ...base,
  id: id as CallId,
  phase: "ringing",
  answersItself: false,
  heard: true,
});
const held = (id: string): Call => talking(id, { held: true, heldSince: ago(20) });

const known = (change: Partial<KnownState> = {}): KnownState => ({
  phase: "known",
  queues: ["support"],
  offered: [{ id: "support", isIn: true, penalty: 0 }],
  rest: null,
  pause: null,
  wrapUp: null,
  next: null,
  call: null,
  isSettled: true,
  lastQueues: [],
  since: ago(600),
  notices: [],
  isBusy: false,
  pending: [],
  rounds: 0,
  missed: null,
  ...change,
});

function facts(calls: readonly Call[], agent: AgentState = noAgent): DeskFacts {
  return {
    calls: {
      byId: Object.fromEntries(calls.map((call) => [call.id, call])),
      order: calls.map(({ id }) => id),
    },
    agent,
    quality: { byId: {} },
    today: null,
    isHandRaised: false,
    isColleague: (number) => number === "1002",
    modeOf,
  };
}

const desk = (calls: readonly Call[], agent?: AgentState, before: DeskState | null = null) =>
  nextDesk(before, facts(calls, agent), now);

describe("what the desk is doing", () => {
  test.each([
    ["nothing", [], "idle"],
    ["it rings", [ringing("a")], "ringing"],
    ["a call", [talking("a")], "talking"],
    ["a call on hold", [held("a")], "hold"],
    ["it rings beside a call on hold", [ringing("b"), held("a")], "hold"],
    ["a call, and one on hold", [held("a"), talking("b")], "talking"],
    [
      "somebody else's call, which is listened to",
      [talking("a", { purpose: { kind: "supervision" } })],
      "idle",
    ],
  ])("%s", (_, calls, state) => {
    expect(desk(calls).state).toBe(state);
  });

  test("after a call, by the agent's state", () => {
    const wrapUp = {
      callId: "a",
      queue: "support",
      startedAt: ago(5),
      endsAt: null,
      dueAt: null,
      extensions: 0,
      mostExtensions: 0,
    };
    const agent = known({ wrapUp });
    expect(desk([], agent)).toEqual({ state: "wrapup", since: ago(5), callId: null });
    const told = { ...facts([], agent), isHandRaised: true };
    expect(summaryOf(desk([], agent), told)).toBe("s=wrapup&t=1799999995&q=support&h=1");
  });
});

describe("since when", () => {
  test("a call since its answer, and after a hold since then", () => {
    const first = desk([talking("a")]);
    expect(first.since).toBe(ago(60));
    const hold = desk([held("a")], noAgent, first);
    expect(hold.since).toBe(ago(20));
    const after = desk([talking("a")], noAgent, hold);
    expect(after.since).toBe(now);
    expect(desk([talking("a")], noAgent, after)).toBe(after);
  });

  test("idle since the end of the call, or since the agent's state changed", () => {
    const first = desk([], known());
    expect(first.since).toBe(ago(600));
    const after = nextDesk(desk([talking("a")], known(), first), facts([], known()), now);
    expect(after.since).toBe(now);
    expect(nextDesk(after, facts([], known()), now + 9_000)).toBe(after);
    const rest = known({ since: now + 5_000 });
    expect(nextDesk(after, facts([], rest), now + 9_000).since).toBe(now + 5_000);
    expect(desk([]).since).toBe(now);
  });
});

test("a summary has no number and no name in it", () => {
  const calls = [talking("a")];
  const all: DeskFacts = {
    ...facts(calls),
    quality: { byId: { a: { grade: "poor" } } } as unknown as DeskFacts["quality"],
    today: { answered: 12, missed: 3, talkSeconds: 3_600, afterCallSeconds: 40 },
  };
  const text = summaryOf(desk(calls), all);
  expect(text).toBe("s=talking&t=1799999940&q=support&d=in&c=12&m=3&k=3600&a=40&g=bad");
  const party = { ...base.party, number: "1002" };
  const origin = { ...base.origin, queue: "a queue & its name" };
  const internal = [talking("a", { party, origin })];
  expect(summaryOf(desk(internal), facts(internal))).toBe("s=talking&t=1799999940&d=internal");
});

describe("who asks for the call", () => {
  const isColleague = () => false;

  test("hears of it in at most 200 characters, whatever the name is", () => {
    const call = frontCall(facts([talking("a")]).calls);
    expect(JSON.parse(describeCall(call, isColleague))).toEqual({
      number: "+358401234567",
      name: "Maria",
      direction: "in",
      queue: "support",
      since: 1_799_999_940,
      held: false,
    });
    for (const display of [
      "م".repeat(300),
      '"\\'.repeat(150),
      "\u0000".repeat(100),
      "😀".repeat(99),
    ]) {
      const party = { ...base.party, display };
      const text = describeCall(frontCall(facts([talking("a", { party })]).calls), isColleague);
      expect(text.length).toBeLessThanOrEqual(200);
      expect(JSON.parse(text)).toMatchObject({ number: "+358401234567" });
    }
  });

  test("hears that there is none", () => {
    expect(describeCall(null, isColleague)).toBe("null");
  });
});

describe("lines", () => {
  test.each([
    ["heard 1005 whisper 1799999990", { kind: "heard", by: "1005", mode: "whisper", at: ago(10) }],
    ["heard 1005 end 1799999990", { kind: "heardEnd", by: "1005" }],
    [
      "heard 1005 after 1799999990 barge",
      { kind: "heardAfter", by: "1005", widest: "barge", at: ago(10) },
    ],
    [
      "supervised 1005 login support short%20of%20people",
      {
        kind: "supervised",
        by: "1005",
        act: "login",
        detail: "support",
        reason: "short of people",
      },
    ],
    [
      "supervised 1005 hangup - -",
      { kind: "supervised", by: "1005", act: "hangup", detail: null, reason: null },
    ],
    [
      "cue 1005 c-1 Offer%20a%20refund",
      { kind: "cue", by: "1005", id: "c-1", text: "Offer a refund" },
    ],
    ["ask 1005 r1", { kind: "ask", by: "1005", ref: "r1" }],
  ])("%s", (line, expected) => {
    expect(readLine(line, now)).toEqual(expected);
  });

  test.each([
    "",
    "heard",
    "heard 1005",
    "heard 1005 shout 1799999990",
    "heard 1005 after 1799999990 loudly",
    "heard <b> whisper 1799999990",
    "supervised 1005 <script> - -",
    "cue 1005 c1 -",
    "cue 1005 c1 %E0%A4%A",
    "cue 1005 ../../x hello",
    "ask 1005 a%20b",
    "state q= p=0 r= t=0",
    `cue ${"1".repeat(5_000)} x y`,
  ])("garbage is none: %#", (line) => {
    expect(readLine(line, now)).toBeNull();
  });

  test("a cue that would read backwards does not", () => {
    expect(readLine("cue 1005 c1 %E2%80%AEevil%0Aline", now)).toMatchObject({ text: "evil line" });
    const long = readLine(`cue 1005 c1 ${"x".repeat(900)}`, now);
    expect(long?.kind === "cue" && long.text.length).toBe(200);
  });
});
