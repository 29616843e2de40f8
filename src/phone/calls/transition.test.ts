import { describe, expect, test } from "vitest";

import type { Call, CallId, Offer } from "./call";
import { can } from "./can";
import { chooseSound } from "./choose-sound";
import type { CallEvent, Effect } from "./events";
import { directOrigin } from "./origin";
import { tellCall } from "./told-call";
import { receive, restore, startDialing, transition } from "./transition";

const id = "0b5f1c9e-0000-4000-8000-000000000001" as CallId;
const offer: Offer = { id, number: "0401234567", display: "Maria", origin: directOrigin };
const problem = { code: "unexpected", detail: {} } as const;

function play(call: Call, ...events: CallEvent[]): { call: Call; effects: Effect[] } {
  const effects: Effect[] = [];
  let current = call;
  for (const event of events) {
    const [next, wanted] = transition(current, event);
    current = next;
    effects.push(...wanted);
  }
  return { call: current, effects };
}

const ringing = receive(offer, 1_000, true)[0];
const dialing = startDialing({ id, target: "1002" }, 1_000)[0];
const connecting = play(ringing, { type: "answer", at: 2_000 }).call;
const talking = play(connecting, { type: "established", behind: false, at: 3_000 }).call;
const held = play(
  talking,
  { type: "hold", at: 4_000 },
  { type: "holdSet", held: true, at: 4_100 },
).call;
const transferring = play(talking, { type: "transfer", target: "1003", at: 5_000 }).call;
const parking = play(talking, {
  type: "transfer",
  target: "701",
  to: "*701",
  into: "parking",
  at: 5_000,
}).call;
const joining = play(talking, {
  type: "transfer",
  target: "*55123456781",
  into: "conference",
  at: 5_000,
}).call;
const member = { digit: 1, party: talking.party, callId: id, state: "joining" } as const;
const conference = play(
  startDialing(
    {
      id,
      target: "*55123456780",
      purpose: { kind: "conference", room: "12345678", members: [member] },
    },
    1_000,
  )[0],
  { type: "established", behind: false, at: 2_000 },
).call;
const ended = play(talking, { type: "hangUp", at: 9_000 }).call;
const consulting = play(
  startDialing(
    {
      id,
      target: "1004",
      purpose: { kind: "consultation", forCall: talking.id, isCompleting: false, note: null },
    },
    1_000,
  )[0],
  { type: "established", behind: false, at: 2_000 },
).call;
const completing = play(consulting, { type: "completing", isCompleting: true, at: 3_000 }).call;

const states = {
  consulting,
  completing,
  ringing,
  dialing,
  connecting,
  talking,
  held,
  transferring,
  parking,
  joining,
  conference,
  ended,
};

/** One row per cell of the machine that does something; every cell that is not listed changes nothing. */
const cells: readonly [
  keyof typeof states,
  CallEvent["type"],
  Partial<CallEvent>,
  object,
  Effect[],
][] = [
  ["ringing", "answer", {}, { phase: "connecting" }, [{ do: "accept" }]],
  [
    "ringing",
    "decline",
    {},
    { phase: "ended", reason: "declined", answeredAt: null },
    [{ do: "reject", because: "declined" }, { do: "forgetLater" }],
  ],
  [
    "ringing",
    "hangUp",
    {},
    { phase: "ended", reason: "declined" },
    [{ do: "reject", because: "declined" }, { do: "forgetLater" }],
  ],
  ["dialing", "progressed", { progress: "ringing" }, { progress: "ringing" }, []],
  ["dialing", "progressed", { progress: "earlyMedia" }, { progress: "earlyMedia" }, []],
  [
    "dialing",
    "established",
    { behind: false },
    { phase: "talking", answeredAt: 10_000, muted: false, held: false },
    [{ do: "setMicrophone", open: true }],
  ],
  [
    "connecting",
    "established",
    { behind: false },
    { phase: "talking" },
    [{ do: "setMicrophone", open: true }],
  ],
  [
    "connecting",
    "established",
    { behind: true },
    { phase: "talking", held: false, wish: { held: true, muted: false } },
    [{ do: "setHold", held: true }],
  ],
  [
    "dialing",
    "hangUp",
    {},
    { phase: "ended", reason: "cancelled" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "connecting",
    "hangUp",
    {},
    { phase: "ended", reason: "hungUp" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "talking",
    "hangUp",
    {},
    { phase: "ended", reason: "hungUp", answeredAt: 3_000, endedAt: 10_000 },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "talking",
    "mute",
    {},
    { wish: { muted: true, held: false }, muted: false },
    [{ do: "setMicrophone", open: false }],
  ],
  [
    "talking",
    "hold",
    {},
    { held: false, wish: { held: true, muted: false } },
    [
      { do: "setMicrophone", open: false },
      { do: "setHold", held: true },
    ],
  ],
  [
    "held",
    "resume",
    {},
    { held: true, wish: { held: false, muted: false } },
    [{ do: "setHold", held: false }],
  ],
  [
    "held",
    "holdSet",
    { held: false },
    { held: false, heldSince: null, heldMs: 5_900 },
    [{ do: "setMicrophone", open: false }],
  ],
  [
    "held",
    "mute",
    {},
    { wish: { held: true, muted: true } },
    [{ do: "setMicrophone", open: false }],
  ],
  ["talking", "heldThere", { held: true }, { heldThere: true }, []],
  ["talking", "sendDigits", { digits: "12#" }, {}, [{ do: "sendDigits", digits: "12#" }]],
  ["talking", "digitsFailed", { problem }, { problem }, []],
  [
    "talking",
    "transfer",
    { target: "1003" },
    { transfer: { into: "transfer", target: "1003", progress: "asked" } },
    [{ do: "refer", target: "1003", note: null }],
  ],
  [
    "talking",
    "transfer",
    { target: "1003", note: "wants a refund" },
    { transfer: { into: "transfer", target: "1003" } },
    [{ do: "refer", target: "1003", note: "wants a refund" }],
  ],
  [
    "talking",
    "transfer",
    { target: "701", to: "*701", into: "parking" },
    { transfer: { into: "parking", target: "701", progress: "asked" } },
    [{ do: "refer", target: "*701", note: null }],
  ],
  [
    "parking",
    "transferSucceeded",
    {},
    { phase: "ended", reason: "parked" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "parking",
    "transferFailed",
    { problem: { code: "transferFailed", detail: { reason: "busy" } }, comesBack: false },
    { transfer: null, problem: { code: "parkFailed", detail: { reason: "busy" } } },
    [],
  ],
  [
    "parking",
    "terminated",
    { reason: "hungUpThere", sipStatus: null },
    { phase: "ended", reason: "parked" },
    [{ do: "forgetLater" }],
  ],
  [
    "joining",
    "transferSucceeded",
    {},
    { phase: "ended", reason: "joined" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "joining",
    "transferFailed",
    { problem: { code: "transferUnknown", detail: {} }, comesBack: false },
    { transfer: null, problem: { code: "conferenceFailed", detail: { reason: "failed" } } },
    [],
  ],
  [
    "ringing",
    "redirect",
    { target: "1003" },
    { phase: "ended", reason: "redirected", answeredAt: null },
    [{ do: "redirect", target: "1003" }, { do: "forgetLater" }],
  ],
  [
    "ringing",
    "redirect",
    { target: "1001", to: "*991001" },
    { phase: "ended", reason: "redirected" },
    [{ do: "redirect", target: "*991001" }, { do: "forgetLater" }],
  ],
  ["ringing", "answersItself", {}, { phase: "ringing", answersItself: true }, []],
  ["ringing", "ringHeard", {}, { phase: "ringing", heard: true }, []],
  ["talking", "roomChanged", { room: "r" }, { room: "r" }, []],
  ["talking", "troubled", { problem }, { phase: "talking", problem }, []],
  ["ended", "troubled", { problem }, { phase: "ended", problem }, []],
  [
    "talking",
    "consultationFor",
    { forCall: id },
    { purpose: { kind: "consultation", forCall: id, isCompleting: true } },
    [],
  ],
  [
    "conference",
    "memberChanged",
    { digit: 1, state: "in" },
    { purpose: { members: [{ digit: 1, state: "in" }] } },
    [],
  ],
  [
    "conference",
    "memberAdded",
    { member: { ...member, digit: 2 } },
    { purpose: { members: [{ digit: 1 }, { digit: 2, state: "joining" }] } },
    [],
  ],
  [
    "conference",
    "removeMember",
    { digit: 1 },
    { phase: "talking" },
    [{ do: "removeMember", room: "12345678", digit: 1 }],
  ],
  [
    "conference",
    "endConference",
    {},
    { phase: "ended", reason: "hungUp" },
    [{ do: "endConference", room: "12345678" }, { do: "forgetLater" }],
  ],
  [
    "transferring",
    "transferProgressed",
    {},
    { transfer: { target: "1003", progress: "ringing" } },
    [],
  ],
  [
    "transferring",
    "transferFailed",
    { problem, comesBack: false },
    { transfer: null, problem },
    [],
  ],
  [
    "transferring",
    "transferFailed",
    { problem, comesBack: true },
    { phase: "ended", reason: "comingBack", problem },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "held",
    "handOver",
    { to: id, target: "1004" },
    { transfer: { target: "1004", progress: "asked" } },
    [{ do: "referTo", to: id }],
  ],
  ["completing", "completing", { isCompleting: false }, { purpose: consulting.purpose }, []],
  ["consulting", "consultationOver", {}, { purpose: { kind: "conversation" } }, []],
  [
    "completing",
    "handedOver",
    {},
    { phase: "ended", reason: "transferred" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "completing",
    "terminated",
    { reason: "hungUpThere", sipStatus: null },
    { phase: "ended", reason: "transferred" },
    [{ do: "forgetLater" }],
  ],
  [
    "consulting",
    "terminated",
    { reason: "hungUpThere", sipStatus: null },
    { phase: "ended", reason: "hungUpThere" },
    [{ do: "forgetLater" }],
  ],
  [
    "transferring",
    "transferSucceeded",
    {},
    { phase: "ended", reason: "transferred" },
    [{ do: "hangUp" }, { do: "forgetLater" }],
  ],
  [
    "transferring",
    "terminated",
    { reason: "hungUpThere", sipStatus: null },
    { phase: "ended", reason: "transferred" },
    [{ do: "forgetLater" }],
  ],
  [
    "ringing",
    "terminated",
    { reason: "answeredElsewhere", sipStatus: null },
    { phase: "ended", reason: "answeredElsewhere" },
    [{ do: "forgetLater" }],
  ],
  [
    "dialing",
    "terminated",
    { reason: "busy", sipStatus: 486 },
    { phase: "ended", reason: "busy", sipStatus: 486 },
    [{ do: "forgetLater" }],
  ],
  [
    "held",
    "terminated",
    { reason: "hungUpThere", sipStatus: null },
    { phase: "ended", reason: "hungUpThere", heldMs: 5_900 },
    [{ do: "forgetLater" }],
  ],
  [
    "connecting",
    "failed",
    { problem: { code: "microphoneDenied", detail: {} } },
    { phase: "ended", reason: "failed", problem: { code: "microphoneDenied", detail: {} } },
    [{ do: "forgetLater" }],
  ],
  [
    "dialing",
    "failed",
    { problem: { code: "notConnected", detail: {} } },
    { phase: "ended", reason: "connectionLost" },
    [{ do: "forgetLater" }],
  ],
  [
    "talking",
    "linkLost",
    {},
    { phase: "talking", link: { state: "recovering", since: 10_000 } },
    [],
  ],
  [
    "held",
    "linkLost",
    {},
    { phase: "talking", held: true, link: { state: "recovering", since: 10_000 } },
    [],
  ],
  [
    "ringing",
    "linkLost",
    {},
    { phase: "ringing", link: { state: "recovering", since: 10_000 } },
    [],
  ],
];

describe("the machine", () => {
  test.each(cells)("%s + %s", (state, type, rest, expected, effects) => {
    const played = play(states[state], { ...rest, type, at: 10_000 } as CallEvent);
    expect(played.call).toMatchObject(expected);
    expect(played.effects).toEqual(effects);
  });

  const ignored: readonly [keyof typeof states, CallEvent["type"]][] = [
    ["ringing", "hold"],
    ["ringing", "mute"],
    ["ringing", "established"],
    ["dialing", "answer"],
    ["dialing", "decline"],
    ["connecting", "answer"],
    ["talking", "answer"],
    ["talking", "unmute"],
    ["talking", "resume"],
    ["held", "hold"],
    ["talking", "transferProgressed"],
    ["ended", "answer"],
    ["ended", "hangUp"],
    ["ended", "terminated"],
    ["ended", "established"],
    ["ended", "holdSet"],
    ["ended", "handedOver"],
    ["talking", "completing"],
    ["transferring", "handOver"],
    ["talking", "consultationOver"],
    ["talking", "redirect"],
    ["talking", "removeMember"],
    ["talking", "endConference"],
    ["talking", "memberChanged"],
    ["parking", "transfer"],
    ["ended", "redirect"],
    ["ended", "roomChanged"],
  ];
  test.each(ignored)("%s ignores %s: a late click is normal life", (state, type) => {
    const played = play(states[state], { type, at: 10_000 } as CallEvent);
    expect(played.call).toBe(states[state]);
    expect(played.effects).toEqual([]);
  });
});

test("a call that finds no free line is refused as busy and kept as a call", () => {
  const [call, effects] = receive(offer, 1_000, false);
  expect(call).toMatchObject({ phase: "ended", reason: "busyHere" });
  expect(effects).toContainEqual({ do: "reject", because: "busy" });
});

test("the microphone opens again only when hold is over and nobody is muted", () => {
  const resumed = play(
    held,
    { type: "resume", at: 6_000 },
    { type: "holdSet", held: false, at: 6_100 },
  );
  expect(resumed.effects).toEqual([
    { do: "setHold", held: false },
    { do: "setMicrophone", open: true },
  ]);
  const muted = play(held, { type: "mute", at: 5_000 }, { type: "resume", at: 6_000 });
  const both = play(muted.call, { type: "holdSet", held: false, at: 6_100 });
  expect(both.effects).toEqual([{ do: "setMicrophone", open: false }]);
});

test("whoever cannot be put on hold does not hear what is said to somebody else", () => {
  const asked = play(talking, { type: "hold", at: 4_000 }).call;
  const refused = play(asked, {
    type: "holdFailed",
    wished: true,
    problem,
    behind: true,
    at: 4_100,
  });
  expect(refused.call).toMatchObject({ wish: { held: false, muted: true }, problem });
  expect(refused.effects).toEqual([{ do: "setMicrophone", open: false }]);
});

test("who hangs up while the other party is being moved has left them to it", () => {
  const left = play(transferring, { type: "hangUp", at: 6_000 });
  expect(left.call).toMatchObject({ phase: "ended", reason: "transferred" });
  expect(left.effects).toContainEqual({ do: "hangUp" });
});

test("what was said of a call that goes on is not said of one that is over", () => {
  const failed = {
    type: "transferFailed",
    problem: { code: "transferFailed", detail: {} },
  } as const;
  const back = play(transferring, { ...failed, comesBack: false, at: 6_000 }).call;
  expect(back.problem?.code).toBe("transferFailed");
  const over = { type: "terminated", reason: "hungUpThere", sipStatus: null, at: 7_000 } as const;
  expect(play(back, over).call).toMatchObject({ reason: "hungUpThere", problem: null });
});

test.each(["pickup", "fetch"] as const)("a call that was not there for %s was too late", (kind) => {
  const purpose =
    kind === "pickup" ? ({ kind, extension: "1002" } as const) : ({ kind, slot: "701" } as const);
  const [dialing] = startDialing({ id, target: "701", purpose }, 1_000);
  const over = { type: "terminated", reason: "unavailable", sipStatus: 480, at: 2_000 } as const;
  expect(play(dialing, over).call).toMatchObject({ reason: "tooLate" });
});

test("brought into a colleague's conference, the colleague is the party and the call is not ours to move", () => {
  const entered = { type: "conferenceEntered", host: "1001", display: "Aino", at: 5_000 } as const;
  const { call } = play(talking, entered);
  expect(call).toMatchObject({
    purpose: { kind: "attending", host: "1001" },
    party: { number: "1001", display: "Aino" },
  });
  expect(can(call)).toMatchObject({ hold: true, transfer: false, park: false, merge: false });
  // Alone with somebody again, it is a call like any other.
  const changed = { type: "partyChanged", number: "0401234567", display: "Maria" } as const;
  expect(play(call, { ...changed, at: 6_000 }).call.purpose).toEqual({ kind: "conversation" });
});

test("a refused hold takes back the wish that failed, not a newer one", () => {
  const asked = play(talking, { type: "hold", at: 4_000 }).call;
  const refused = play(asked, {
    type: "holdFailed",
    wished: true,
    problem,
    behind: false,
    at: 4_100,
  });
  expect(refused.call).toMatchObject({ wish: { held: false }, held: false, problem });
  expect(refused.effects).toEqual([{ do: "setMicrophone", open: true }]);
  const changedMind = play(asked, { type: "resume", at: 4_050 }).call;
  const late = play(changedMind, {
    type: "holdFailed",
    wished: true,
    problem,
    behind: false,
    at: 4_100,
  });
  expect(late.call).toBe(changedMind);
  expect(late.effects).toEqual([{ do: "setMicrophone", open: true }]);
});

test("a hold that is over before it began leaves the microphone as it is wished for", () => {
  const twice = play(talking, { type: "hold", at: 4_000 }, { type: "resume", at: 4_050 });
  const held = play(twice.call, { type: "holdSet", held: true, at: 4_100 });
  expect(held.effects).toEqual([{ do: "setMicrophone", open: false }]);
  const over = play(held.call, { type: "holdSet", held: false, at: 4_200 });
  expect(over.effects).toEqual([{ do: "setMicrophone", open: true }]);
});

test("a name that was looked up for a number that has left the line is not shown", () => {
  const other = play(talking, { type: "partyChanged", number: "1003", display: "Sara", at: 5_000 });
  const identity = { contact: { id: "c1", name: "Maria" }, formatted: null, country: null };
  const late = play(other.call, { type: "identified", number: "0401234567", identity, at: 5_100 });
  expect(late.call).toBe(other.call);
});

test("hold time adds up over several holds", () => {
  const twice = play(
    held,
    { type: "holdSet", held: false, at: 5_100 },
    { type: "holdSet", held: true, at: 6_000 },
    { type: "hangUp", at: 8_000 },
  );
  expect(twice.call).toMatchObject({ heldMs: 1_000 + 2_000 });
});

test("another party on the line is asked for anew, a new name for the same number is only a name", () => {
  const other = play(talking, { type: "partyChanged", number: "1003", display: "Sara", at: 5_000 });
  expect(other.call.party).toMatchObject({ number: "1003", display: "Sara", contact: null });
  expect(other.effects).toEqual([{ do: "identify" }]);
  const named = play(talking, {
    type: "partyChanged",
    number: "0401234567",
    display: "Maria V",
    at: 5_000,
  });
  expect(named.call.party).toMatchObject({ display: "Maria V" });
  expect(named.effects).toEqual([]);
});

/** Park and Miller's generator: the same walk in every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

const walkEvents: readonly CallEvent[] = [
  { type: "answer", at: 0 },
  { type: "decline", at: 0 },
  { type: "hold", at: 0 },
  { type: "resume", at: 0 },
  { type: "mute", at: 0 },
  { type: "unmute", at: 0 },
  { type: "holdSet", held: true, at: 0 },
  { type: "holdSet", held: false, at: 0 },
  { type: "holdFailed", wished: true, problem, behind: false, at: 0 },
  { type: "holdFailed", wished: false, problem, behind: false, at: 0 },
  { type: "established", behind: false, at: 0 },
  { type: "established", behind: true, at: 0 },
  { type: "progressed", progress: "ringing", at: 0 },
  { type: "transfer", target: "1003", at: 0 },
  { type: "transferFailed", problem, comesBack: false, at: 0 },
  { type: "linkLost", at: 0 },
  { type: "linkRestored", at: 0 },
  { type: "leaving", at: 0 },
  {
    type: "identified",
    number: "1002",
    identity: { contact: null, formatted: null, country: null },
    at: 0,
  },
  { type: "heldThere", held: true, at: 0 },
  { type: "dismissProblem", at: 0 },
  { type: "redirect", target: "1003", at: 0 },
  { type: "transfer", target: "701", to: "*701", into: "parking", at: 0 },
  { type: "roomChanged", room: "r", at: 0 },
  { type: "consultationFor", forCall: id, at: 0 },
  { type: "answersItself", at: 0 },
  { type: "ringHeard", at: 0 },
];

test("a random walk: every call can end, an ended call stays ended, nothing is ever unable to be cloned", () => {
  const random = createRandom(20_261_122);
  for (let walk = 0; walk < 300; walk += 1) {
    let call = walk % 2 === 0 ? ringing : dialing;
    for (let step = 0; step < 40; step += 1) {
      const event = walkEvents[Math.floor(random() * walkEvents.length)];
      if (event === undefined) continue;
      const [next] = transition(call, { ...event, at: step });
      expect(structuredClone(next)).toEqual(next);
      if (call.phase === "ended") expect(next.phase).toBe("ended");
      if (next.phase === "talking" && next.held) expect(next.heldSince).not.toBeNull();
      call = next;
    }
    const over = transition(call, {
      type: "terminated",
      reason: "hungUpThere",
      sipStatus: null,
      at: 99,
    })[0];
    expect(over.phase).toBe("ended");
    expect(Object.values(can(over))).not.toContain(true);
  }
});

describe("a call that is only listened to", () => {
  const purpose = { kind: "supervision", agent: "1002", mode: "monitor" } as const;
  const spying = startDialing({ id, target: "*231002", purpose }, 1_000)[0];
  const heard: readonly CallEvent[] = [
    { type: "supervising", mode: "monitor", at: 0 },
    { type: "supervising", mode: "whisper", at: 0 },
    { type: "supervising", mode: "barge", at: 0 },
    { type: "sendDigits", digits: "6", at: 0 },
    { type: "microphoneSet", open: true, at: 0 },
    { type: "conferenceEntered", host: "1003", display: null, at: 0 },
    { type: "partyChanged", number: "1003", display: null, at: 0 },
    { type: "consultationOver", at: 0 },
    { type: "takenOver", behind: false, at: 0 },
    { type: "handOver", to: id, target: "1003", at: 0 },
  ];
  const microphone = ({ effects }: ReturnType<typeof play>) =>
    effects.filter((effect) => effect.do === "setMicrophone").at(-1);

  test.each([false, true])("begins with a closed microphone, behind another or not", (behind) => {
    const up = play(spying, { type: "established", behind, at: 2_000 });
    expect(up.call).toMatchObject({ phase: "talking", wish: { held: false } });
    expect(up.effects).toEqual([{ do: "setMicrophone", open: false }]);
  });

  test("is heard for as long as it is sure who hears it", () => {
    const up = play(spying, { type: "established", behind: false, at: 2_000 }).call;
    const whispers = play(up, { type: "supervising", mode: "whisper", at: 3_000 });
    expect(microphone(whispers)).toMatchObject({ open: true });
    const cut = play(whispers.call, { type: "linkLost", at: 4_000 });
    expect(microphone(cut)).toMatchObject({ open: false });
    const tried = play(cut.call, { type: "supervising", mode: "barge", at: 5_000 });
    expect(tried.effects).toEqual([]);
    const back = play(cut.call, { type: "linkRestored", at: 6_000 });
    expect(back.call).toMatchObject({ purpose });
    expect(back.effects).toEqual([]);
    const over = play(whispers.call, { type: "hangUp", at: 4_000 });
    expect(over.effects.slice(0, 2)).toEqual([
      { do: "setMicrophone", open: false },
      { do: "hangUp" },
    ]);
  });

  test("is not restored, but ended", () => {
    const up = play(
      spying,
      { type: "established", behind: false, at: 2_000 },
      { type: "supervising", mode: "barge", at: 3_000 },
    ).call;
    if (up.phase === "ended") throw new Error("it has ended");
    const [restored, effects] = restore(up, 9_000);
    expect(restored).toMatchObject({ phase: "ended", reason: "endedWhileAway" });
    expect(effects).toContainEqual({ do: "hangUp" });
    expect(effects).not.toContainEqual({ do: "takeOver" });
    const dialog = { callId: "c", localTag: "a", remoteTag: "b" };
    expect(tellCall(up, dialog)).toBeNull();
  });

  test("whatever happens, in any order: nothing else is done with it, and the microphone follows the mode", () => {
    const random = createRandom(20_261_129);
    const events = [...walkEvents, ...heard];
    const allowed = ["setMicrophone", "identify", "forgetLater", "hangUp"];
    let opened = 0;
    for (let walk = 0; walk < 300; walk += 1) {
      let call = spying;
      for (let step = 0; step < 40; step += 1) {
        const event = events[Math.floor(random() * events.length)];
        if (event === undefined) continue;
        const [next, effects] = transition(call, { ...event, at: step });
        expect(next.purpose.kind).toBe("supervision");
        for (const effect of effects) {
          expect(allowed).toContain(effect.do);
          if (effect.do !== "setMicrophone" || !effect.open) continue;
          opened += 1;
          expect(next).toMatchObject({ phase: "talking", link: { state: "up" } });
          expect(next.purpose).not.toMatchObject({ mode: "monitor" });
        }
        call = next;
      }
    }
    expect(opened).toBeGreaterThan(50);
  });

  test("can only be muted and hung up", () => {
    const up = play(spying, { type: "established", behind: false, at: 2_000 }).call;
    const able = Object.entries(can(up)).flatMap(([name, is]) => (is ? [name] : []));
    expect(able.toSorted()).toEqual(["hangUp", "mute"]);
  });
});

describe("what the phone sounds like", () => {
  const answersItself = play(ringing, { type: "answersItself", at: 2_000 }).call;
  const there = play(dialing, { type: "progressed", progress: "ringing", at: 1_100 }).call;
  const early = play(dialing, { type: "progressed", progress: "earlyMedia", at: 1_100 }).call;
  test.each([
    ["nothing", [], null],
    ["a ring", [ringing], "ringtone"],
    ["a ring during a call", [talking, ringing], "callWaiting"],
    ["a ring while somebody is on hold", [held, ringing], "ringtone"],
    ["a ring that is about to be answered by itself", [answersItself], "autoAnswer"],
    ["a call that rings there", [there], "ringback"],
    ["a call just sent", [dialing], null],
    ["early media", [early], null],
    ["a call", [talking], null],
    ["what has ended", [ended], null],
  ] as const)("%s", (_, calls, sound) => {
    expect(chooseSound(calls)).toBe(sound);
  });
});

test.each([
  ["ringing", ["answer", "decline", "redirect"]],
  ["dialing", ["hangUp"]],
  ["talking", ["hangUp", "hold", "mute", "sendDigits", "transfer", "park", "consult", "merge"]],
  ["held", ["hangUp", "resume", "mute", "transfer", "park", "consult", "merge"]],
  ["consulting", ["hangUp", "hold", "mute", "sendDigits", "completeTransfer", "merge"]],
  ["parking", ["hangUp", "hold", "mute"]],
  ["conference", ["hangUp", "hold", "mute", "sendDigits", "merge", "removeMember"]],
  ["completing", ["hangUp", "hold", "mute", "sendDigits"]],
  ["transferring", ["hangUp", "hold", "mute"]],
  ["ended", []],
] as const)("%s can %j", (state, abilities) => {
  const able = Object.entries(can(states[state])).flatMap(([name, is]) => (is ? [name] : []));
  expect(able.toSorted()).toEqual([...abilities].toSorted());
});
