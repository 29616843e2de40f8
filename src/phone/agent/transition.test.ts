import { describe, expect, test } from "vitest";

import { readDeskConfig } from "@/phone/config/desk-config";

import {
  type AgentMode,
  type AgentQueue,
  type KnownState,
  modeOf,
  type Pause,
} from "./agent-state";
import { ordersTo } from "./orders";
import { arrive } from "./reconcile";
import { readTold, readToldChange, type Told } from "./told";
import { type AgentEvent, transition } from "./transition";

const at = 1_000_000;
const policies = readDeskConfig({
  queues: [
    { number: "500", name: "Support", id: "support" },
    {
      number: "501",
      name: "Sales",
      id: "sales",
      wrapUp: { mode: "fixed", seconds: 20, extendSeconds: 10, mostExtensions: 1 },
    },
  ],
}).fields;

const queue = (id: string, isIn: boolean, penalty = 0): AgentQueue => ({ id, isIn, penalty });
const pause = (reason: string, since = at): Pause => ({ reason, since });
const told = (isIn: boolean, paused: Pause | null = null): Told => ({
  queues: [queue("support", isIn), queue("sales", isIn)],
  pause: paused,
});

const [ready] = arrive(
  { told: told(true), lastQueues: [], notices: [], isReady: false },
  policies,
  at,
);
const onBreak: KnownState = { ...ready, pause: pause("lunch"), rest: pause("lunch") };
const inCall: KnownState = { ...ready, isBusy: true, call: { id: "c1", queue: "sales" } };
const wrapUp = {
  callId: "c1",
  queue: "sales",
  startedAt: at,
  endsAt: at + 20_000,
  dueAt: null,
  extensions: 0,
  mostExtensions: 1,
};
const wrapping: KnownState = { ...ready, wrapUp, pause: pause("wrapup") };

interface Outcome {
  readonly mode: AgentMode;
  readonly sends: readonly string[];
  readonly kinds: readonly string[];
  readonly state: KnownState;
}

function after(
  state: KnownState,
  ...events: readonly (AgentEvent | Omit<AgentEvent, "at">)[]
): Outcome {
  const sends: string[] = [];
  let now = state;
  for (const event of events) {
    const [next, effects] = transition(now, { at, ...event } as AgentEvent, policies);
    now = next;
    for (const effect of effects) {
      if (effect.type !== "send") sends.push(`${effect.callId} ${effect.wrapUpMs}`);
      else sends.push(Object.values(effect.order).join(" "));
    }
  }
  return { mode: modeOf(now), sends, kinds: now.notices.map(({ kind }) => kind), state: now };
}

describe("what an agent asks", () => {
  test.each<[string, KnownState, Omit<AgentEvent, "at">, AgentMode, string[]]>([
    ["a break", ready, { type: "break", reason: "lunch" } as never, "ready", ["pause lunch"]],
    ["the same break", onBreak, { type: "break", reason: "lunch" } as never, "break", []],
    [
      "another break",
      onBreak,
      { type: "break", reason: "coffee" } as never,
      "break",
      ["pause coffee"],
    ],
    ["ready after a break", onBreak, { type: "ready" } as never, "break", ["unpause"]],
    ["ready when ready", ready, { type: "ready" }, "ready", []],
    [
      "one queue less",
      ready,
      { type: "signOff", queue: "sales" } as never,
      "ready",
      ["logout sales"],
    ],
    [
      "no queue more",
      onBreak,
      { type: "signOff", queue: null } as never,
      "break",
      ["logout support", "logout sales", "unpause"],
    ],
    ["a queue there is already", ready, { type: "signOn", queue: "sales" } as never, "ready", []],
    ["a queue nobody offers", ready, { type: "signOn", queue: "vip" } as never, "ready", []],
    [
      "a break after the call",
      inCall,
      { type: "break", reason: "lunch" } as never,
      "ready",
      ["pause lunch"],
    ],
    [
      "signing off after the call",
      inCall,
      { type: "chooseNext", next: { type: "signOff" } } as never,
      "ready",
      ["logout support", "logout sales"],
    ],
    ["done", wrapping, { type: "endWrapUp" }, "wrapUp", ["c1 0", "unpause"]],
    [
      "a break instead of wrap-up",
      wrapping,
      { type: "break", reason: "lunch" } as never,
      "wrapUp",
      ["c1 0", "pause lunch"],
    ],
    [
      "a break after wrap-up",
      wrapping,
      { type: "chooseNext", next: { type: "break", reason: "lunch" } } as never,
      "wrapUp",
      [],
    ],
    ["the end of a wrap-up there is not", ready, { type: "endWrapUp" }, "ready", []],
    ["more of a wrap-up there is not", ready, { type: "extendWrapUp" }, "ready", []],
  ])("%s", (_, state, event, mode, sends) => {
    const outcome = after(state, event);
    expect(outcome.sends).toEqual(sends);
    expect(outcome.mode).toBe(mode);
    expect(outcome.kinds).toEqual([]);
  });
});

describe("what the phone system says after a silence", () => {
  const answered = (said: Told): AgentEvent => ({ at, type: "answered", told: said });

  test.each<[string, KnownState, Told, AgentMode, string[], string[]]>([
    ["the same", ready, told(true), "ready", [], []],
    ["the same break", onBreak, told(true, pause("lunch")), "break", [], []],
    [
      "nothing of us",
      ready,
      told(false),
      "out",
      ["login support", "login sales"],
      ["signedOnAgain"],
    ],
    [
      "nothing of us and our break",
      onBreak,
      told(false),
      "out",
      ["pause lunch", "login support", "login sales"],
      ["signedOnAgain", "pausedAgain"],
    ],
    [
      "that we are ready, and we are on a break",
      onBreak,
      told(true),
      "ready",
      ["pause lunch"],
      ["pausedAgain"],
    ],
    ["that we are paused", ready, told(true, pause("meeting")), "break", [], ["pausedMeanwhile"]],
    ["another break", onBreak, told(true, pause("meeting")), "break", [], ["pausedMeanwhile"]],
    ["that a call was missed", ready, told(true, pause("missed")), "break", [], ["pausedForMiss"]],
    [
      "wrap-up, and we are on a break",
      onBreak,
      told(true, pause("wrapup")),
      "wrapUp",
      ["pause lunch"],
      [],
    ],
    ["wrap-up, and we know of none", ready, told(true, pause("wrapup")), "wrapUp", [], []],
    ["wrap-up, as we know", wrapping, told(true, pause("wrapup")), "wrapUp", [], []],
    ["ready, in our wrap-up", wrapping, told(true), "wrapUp", ["pause wrapup"], ["pausedAgain"]],
    [
      "that a queue is not ours any more",
      ready,
      { ...told(true), queues: [queue("support", true)] },
      "ready",
      [],
      ["noLongerOffered"],
    ],
    [
      "one queue more",
      { ...ready, queues: ["support"] },
      told(true),
      "ready",
      [],
      ["signedOnMeanwhile"],
    ],
    [
      "the break, in a call before it",
      { ...inCall, next: { type: "break", reason: "lunch" } },
      told(true, pause("lunch")),
      "ready",
      [],
      [],
    ],
  ])("%s", (_, state, said, mode, sends, kinds) => {
    const outcome = after(state, answered(said));
    expect(outcome.sends).toEqual(sends);
    expect(outcome.kinds).toEqual(kinds);
    expect(outcome.mode).toBe(mode);
  });

  test("what was chosen and not confirmed is said, and is no news", () => {
    const outcome = after({ ...onBreak, isSettled: false }, answered(told(false)));
    expect(outcome.sends).toEqual(["pause lunch", "login support", "login sales"]);
    expect(outcome.kinds).toEqual([]);
  });

  test("a wrap-up that is over by then is not begun again", () => {
    const outcome = after(wrapping, {
      ...answered(told(true, pause("wrapup"))),
      at: at + 25_001,
    });
    expect(outcome.sends).toEqual(["c1 20000", "unpause"]);
    expect(outcome.kinds).toEqual(["wrapUpEndedMeanwhile"]);
  });
});

describe("what the phone system tells by itself", () => {
  const line = (why: string, said: Told, by = "1005") =>
    ({ type: "told", change: { ...said, by, why } }) as Omit<AgentEvent, "at">;

  test.each<[string, KnownState, Omit<AgentEvent, "at">, AgentMode, string[]]>([
    [
      "paused by a supervisor",
      ready,
      line("supervisor", told(true, pause("meeting"))),
      "break",
      ["pausedBy"],
    ],
    [
      "in a call: after it",
      inCall,
      line("supervisor", told(true, pause("meeting"))),
      "ready",
      ["pausedBy"],
    ],
    [
      "in wrap-up: after it",
      wrapping,
      line("supervisor", told(true, pause("meeting"))),
      "wrapUp",
      ["pausedBy"],
    ],
    ["made ready by a supervisor", onBreak, line("supervisor", told(true)), "ready", ["readiedBy"]],
    [
      "wrap-up ended by a supervisor",
      wrapping,
      line("supervisor", told(true)),
      "ready",
      ["readiedBy"],
    ],
    ["signed off by a supervisor", ready, line("supervisor", told(false)), "out", ["signedOffBy"]],
    [
      "a code of ours at another phone",
      ready,
      line("own", told(true, pause("lunch")), "1001"),
      "break",
      [],
    ],
    [
      "wrap-up, without a call we know",
      ready,
      line("wrapup", told(true, pause("wrapup"))),
      "wrapUp",
      [],
    ],
    [
      "wrap-up, before the call has ended here",
      inCall,
      line("wrapup", told(true, pause("wrapup"))),
      "ready",
      [],
    ],
    ["a membership that ran out", ready, line("expired", told(false)), "out", ["signedOnAgain"]],
  ])("%s", (_, state, event, mode, kinds) => {
    const outcome = after(state, event);
    expect(outcome.mode).toBe(mode);
    expect(outcome.kinds).toEqual(kinds);
  });

  test("between two commands of ours it is not the last word", () => {
    const outcome = after(
      { ...ready, offered: told(false).queues, queues: [], lastQueues: [] },
      { type: "ready" },
      line(
        "own",
        { ...told(false), queues: [queue("support", true), queue("sales", false)] },
        "1001",
      ),
      { type: "done", order: { do: "login", queue: "support" }, answer: "ADDED" } as never,
    );
    expect(outcome.state.queues).toEqual(["support", "sales"]);
  });

  test("the end of the call finds its wrap-up, whichever is told first", () => {
    const ended = { type: "calls", isBusy: false, call: null, ended: { id: "c1", queue: "sales" } };
    const paused = line("wrapup", told(true, pause("wrapup")));
    const lineFirst = after(inCall, paused, ended as never);
    expect(lineFirst.state.wrapUp).toMatchObject({ callId: "c1", endsAt: at + 20_000 });
    expect(lineFirst.sends).toEqual([]);
    const endFirst = after(inCall, ended as never, paused);
    expect(endFirst.state.wrapUp).toEqual(lineFirst.state.wrapUp);
    expect(endFirst.sends).toEqual(["pause wrapup"]);
  });
});

describe("commands and their answers", () => {
  test("done and not so: once more, and then what is so stands", () => {
    const lunch = { type: "break", reason: "lunch" } as never;
    const done = { type: "done", order: { do: "login", queue: "sales" }, answer: "ADDED" } as never;
    const outcome = after(ready, lunch, done, done);
    expect(outcome.sends).toEqual(["pause lunch", "pause lunch"]);
    expect(outcome.kinds).toEqual(["notDone"]);
    expect(outcome.state).toMatchObject({ rest: null, isSettled: true });
  });

  test("cut off: nothing is given up, and it is said with the next connection", () => {
    const outcome = after(
      ready,
      { type: "break", reason: "lunch" } as never,
      { type: "failed", isCut: true } as never,
      { type: "answered", told: told(true) } as never,
    );
    expect(outcome.sends).toEqual(["pause lunch", "pause lunch"]);
    expect(outcome.kinds).toEqual([]);
  });

  test("a pause comes first and its end last", () => {
    const wanted = { ...ready, offered: told(false).queues };
    expect(ordersTo({ ...wanted, rest: pause("lunch") })[0]).toEqual({
      do: "pause",
      reason: "lunch",
    });
    expect(ordersTo({ ...wanted, pause: pause("lunch") }).at(-1)).toEqual({ do: "unpause" });
  });
});

describe("a line of the phone system", () => {
  const now = 1_764_412_920_000;

  test.each([
    [
      "q=support:1:0;sales:0:5 p=1 r=lunch t=1764412800",
      {
        queues: [queue("support", true), queue("sales", false, 5)],
        pause: { reason: "lunch", since: 1_764_412_800_000 },
      },
    ],
    ["q= p=0 r= t=0", { queues: [], pause: null }],
    [
      "q=support:1:0 p=1 r=lunch t=9999999999",
      { queues: [queue("support", true)], pause: pause("lunch", now) },
    ],
    [
      "q=support:1:0 p=1 r=<b>x</b> t=0",
      { queues: [queue("support", true)], pause: pause("break", now) },
    ],
    ["q=support:1:-3;../x:1:0;sales:2:0 p=0", { queues: [queue("support", true)], pause: null }],
    ["OK", null],
    ["FORBIDDEN", null],
    ["q=support:1:0 p=2", null],
    ["", null],
  ])("%j", (line, reading) => {
    expect(readTold(line, now)).toEqual(reading);
  });

  test.each([
    ["state q=support:1:0 p=0 r= t=0 by=1005 why=supervisor", { by: "1005", why: "supervisor" }],
    ["state q=support:1:0 p=0 r= t=0 by=system why=missed", { by: "system", why: "missed" }],
    ["state q=support:1:0 p=0 r= t=0 by=<i> why=magic", { by: "system", why: "own" }],
  ])("%j", (line, change) => {
    expect(readToldChange(line, now)).toMatchObject(change);
  });

  test.each(["state", "state nonsense", "lost 1 support 1 1 1 -", "statement q=a:1:0 p=0"])(
    "%j is none of these",
    (line) => expect(readToldChange(line, now)).toBe(null),
  );
});
