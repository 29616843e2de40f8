import { describe, expect, test } from "vitest";

import { readPresence } from "@/phone/dialects/read-presence";
import { type FakePresence, pidf } from "@/testing/fake-floor";

import { type AgentRow, nextRow, unknownRow, withHand, withParty } from "./agent-row";
import { readParty } from "./read-party";
import { readQueue } from "./read-queue";

const now = Date.parse("2026-11-29T10:42:00Z");
const seconds = now / 1_000;
const nobody = unknownRow("1001", "Aino");

function told(presence: FakePresence, before: AgentRow = nobody, at = now): AgentRow {
  return nextRow(before, readPresence(pidf(presence)), at, true);
}

describe("a state, by the phone system and by the agent's own phone", () => {
  test.each([
    ["free", {}, "ready"],
    ["free, in the new form", { text: "r=&s=idle&t=1" }, "ready"],
    ["in no queue", { type: "unavailable" }, "signedOff"],
    ["never signed on", { type: null }, "signedOff"],
    ["a phone that is away", { note: "Unavailable", type: "away", text: "lunch" }, "offline"],
    ["a break", { type: "away", text: "lunch" }, "break"],
    ["a break, in the new form", { type: "away", text: "r=lunch&s=idle" }, "break"],
    ["wrap-up, in the old form", { type: "away", text: "wrapup" }, "wrapUp"],
    ["wrap-up, by the desk alone", { text: "r=&s=wrapup" }, "wrapUp"],
    ["ringing", { note: "Ringing", text: "r=&s=idle" }, "ringing"],
    ["ringing while in a call", { note: "Ringing", text: "r=&s=talking" }, "talking"],
    ["in a call", { note: "On the phone", text: "r=&s=idle" }, "talking"],
    ["in a call, on a break", { note: "On the phone", type: "away", text: "lunch" }, "talking"],
    ["has put somebody on hold", { note: "On the phone", text: "r=&s=hold" }, "hold"],
    ["was put on hold", { note: "On hold", text: "r=&s=talking" }, "talking"],
    ["the call is over, and the desk has not said so yet", { text: "r=&s=talking" }, "ready"],
  ] as const)("%s", (_, presence, state) => {
    expect(told(presence).agent.state).toBe(state);
  });

  test("of a phone system without queues, whoever is there is ready", () => {
    const row = nextRow(nobody, readPresence(pidf({ type: null })), now, false);
    expect(row.agent.state).toBe("ready");
  });

  test("a reason is that of a break", () => {
    expect(told({ type: "away", text: "lunch" }).agent.reason).toBe("lunch");
    expect(told({ type: "away", text: "r=lunch&s=idle" }).agent.reason).toBe("lunch");
    expect(told({ text: "lunch" }).agent.reason).toBeNull();
  });
});

test("everything a desk tells", () => {
  const text = `r=&s=talking&t=${seconds - 60}&q=support&d=in&c=12&m=3&k=3600&a=40&g=bad&h=1`;
  expect(told({ note: "On the phone", text })).toEqual({
    agent: {
      extension: "1001",
      name: "Aino",
      state: "talking",
      since: now - 60_000,
      reason: null,
      queue: "support",
      direction: "in",
      quality: "bad",
      party: null,
      figures: { answered: 12, missed: 3, talkSeconds: 3_600, afterCallSeconds: 40 },
      hand: null,
    },
    callSince: now - 60_000,
    badSince: now,
    saysHand: true,
  });
});

describe("since when", () => {
  test("what was so before anybody looked is not known, what changes is", () => {
    const first = told({});
    expect(first.agent.since).toBeNull();
    const second = told({ type: "away", text: "lunch" }, first, now + 5_000);
    expect(second.agent.since).toBe(now + 5_000);
    expect(told({ type: "away", text: "coffee" }, second, now + 9_000).agent.since).toBe(
      now + 9_000,
    );
  });

  test("a time that belongs to another state is not this one's, and none is after now", () => {
    const stale = { note: "On the phone", text: `r=&s=idle&t=${seconds - 600}` };
    expect(told(stale, told({})).agent.since).toBe(now);
    expect(told({ text: `r=&s=idle&t=${seconds + 600}` }).agent.since).toBe(now);
  });

  test("a call goes on through a hold", () => {
    const talking = told({ note: "On the phone", text: `r=&s=talking&t=${seconds - 60}` });
    const hold = told({ note: "On the phone", text: `r=&s=hold&t=${seconds}` }, talking);
    expect([hold.agent.since, hold.callSince]).toEqual([now, now - 60_000]);
    expect(told({}, hold).callSince).toBeNull();
  });
});

test("what says nothing new is the same object", () => {
  const text = `r=&s=talking&t=${seconds}&c=1`;
  const row = told({ note: "On the phone", text });
  expect(told({ note: "On the phone", text }, row, now + 1_000)).toBe(row);
  const handed = withHand(row, { since: 1, reason: "bill" });
  expect(withHand(handed, { since: 1, reason: "bill" })).toBe(handed);
  expect(told({ note: "On the phone", text }, handed).agent.hand).toBe(handed.agent.hand);
  expect(nextRow(nobody, null, now, true)).toBe(nobody);
});

test("whom they talk with is known for as long as the call lasts, and of nobody without one", () => {
  const maria = { number: "+358401234567", name: "Maria" };
  const talking = withParty(told({ note: "On the phone" }), maria);
  expect(talking.agent.party).toEqual(maria);
  const hold = told({ note: "On the phone", text: "r=&s=hold" }, talking);
  expect(hold.agent.party).toBe(talking.agent.party);
  expect(told({}, hold).agent.party).toBeNull();
  expect(withParty(told({}), maria).agent.party).toBeNull();
});

test("a phone that is away tells nothing of today", () => {
  expect(told({ note: "Unavailable", text: "r=&s=talking&c=9&h=1" })).toMatchObject({
    agent: { state: "offline", figures: { answered: null } },
    saysHand: false,
  });
});

test.each([
  "r=",
  "r=&&&==&s",
  "r=&s=flying&t=-1&q=../../x&d=up&c=1e9&m=NaN&k=99999999999&a=&g=<b>&h=2",
  `r=${"x".repeat(100_000)}`,
  "r=&constructor=1&__proto__=2&s=constructor",
])("garbage is nothing that is known: %#", (text) => {
  const { agent, saysHand } = told({ note: "On the phone", text });
  expect(agent).toMatchObject({ state: "talking", since: null, queue: null, direction: null });
  expect(agent).toMatchObject({ quality: null, figures: { answered: null, talkSeconds: null } });
  expect(saysHand).toBe(false);
});

describe("a queue", () => {
  test("as the phone system publishes it", () => {
    const text = `w=2&o=${seconds - 90}&l=4&r=3&f=1&h=12&k=180&c=40&a=2&s=95.5&t=${seconds}`;
    expect(readQueue("support", text, now)).toEqual({
      id: "support",
      waiting: 2,
      oldestAt: now - 90_000,
      loggedIn: 4,
      ready: 3,
      free: 1,
      averageWaitSeconds: 12,
      averageTalkSeconds: 180,
      completed: 40,
      abandoned: 2,
      serviceLevelPercent: 95.5,
    });
  });

  test("of no call there is no mean, and of lost calls alone there is a share", () => {
    expect(readQueue("support", "h=0&k=0&c=0&a=0&s=0.0", now)).toMatchObject({
      averageWaitSeconds: null,
      averageTalkSeconds: null,
      completed: 0,
      serviceLevelPercent: null,
    });
    expect(readQueue("support", "c=0&a=2&s=0.0", now).serviceLevelPercent).toBe(0);
  });

  test("nobody waits, or nothing can be read", () => {
    expect(readQueue("support", `w=0&o=${seconds}`, now).oldestAt).toBeNull();
    const nothing = Object.values(readQueue("support", "w=-1&o=soon&l=&s=101&c=x", now));
    expect(nothing).toEqual(["support", ...Array.from({ length: 10 }, () => null)]);
  });
});

test.each([
  [
    { number: "+358 40-123", name: "Maria" },
    { number: "+35840-123", name: "Maria" },
  ],
  [{ number: "1002" }, { number: "1002", name: null }],
  [
    { number: "1\u202e2", name: "\u202eairaM\u0000" },
    { number: "12", name: "airaM" },
  ],
  [{ number: 5 }, null],
  [null, null],
  ["text", null],
])("whom they talk with: %j", (value, party) => {
  expect(readParty(encodeURIComponent(JSON.stringify(value)))).toEqual(party);
});

test.each([undefined, "-", "%", "{", "%7B"])("no answer can be read from %s", (word) => {
  expect(readParty(word)).toBeNull();
});
