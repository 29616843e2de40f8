import { describe, expect, test } from "vitest";

import type { MediaPath } from "@/phone/media/media-session";

import { carePath, newPath, type PathCare, type PathEvent, readCondition } from "./path-care";

/** A call's path on a clock: what it is told, and what it asks for. */
function story() {
  let care: PathCare = newPath;
  let at = 0;
  const asked: [string, number][] = [];
  function tell(event: PathEvent): void {
    const [next, effects] = carePath(care, event);
    care = next;
    for (const effect of effects) asked.push([effect, at]);
  }
  const looked = (more: object = {}): void =>
    tell({
      type: "looked",
      at,
      spanMs: 1_000,
      quietMs: 10,
      packetsInPerSecond: 50,
      responses: 1,
      pairChanged: false,
      expectsSound: true,
      ...more,
    });
  const its = {
    /** Seconds with sound. */
    sounds(seconds: number, more: object = {}) {
      for (let second = 0; second < seconds; second += 1) {
        at += 1_000;
        looked(more);
      }
    },
    /** Seconds without a packet; `answered`: the path works all the same. */
    quiet(seconds: number, { answered = false, from = 0, expectsSound = true } = {}) {
      for (let second = 1; second <= seconds; second += 1) {
        at += 1_000;
        looked({
          packetsInPerSecond: 0,
          quietMs: from + second * 1_000,
          responses: answered ? 2 : 0,
          expectsSound,
        });
      }
    },
    path: (path: MediaPath) => tell({ type: "pathChanged", path, at }),
    tell: (type: "restarted" | "linkRestored" | "networkChanged" | "restartAsked") =>
      tell({ type, at }),
    restarts: () => asked.filter(([what]) => what === "restart").map(([, when]) => when),
    checks: () => asked.filter(([what]) => what === "checkConnection").length,
    state: () => readCondition(care, at).state,
  };
  its.path("connected");
  return its;
}

test("while sound comes nothing is done", () => {
  const call = story();
  call.sounds(60);
  expect(call.restarts()).toEqual([]);
  expect(call.state()).toBe("up");
});

test("hardly anything has come yet, the browser goes over to another way, and nothing comes there: it is looked for anew", () => {
  const call = story();
  call.sounds(1, { packetsInPerSecond: 10 });
  call.sounds(1, { packetsInPerSecond: 0, quietMs: 1_000, pairChanged: true });
  expect(call.restarts()).toEqual([]);
  call.quiet(1, { answered: true, from: 1_000 });
  expect(call.restarts()).toEqual([3_000]);
  call.tell("restarted");
  call.quiet(2, { answered: true, from: 2_000 });
  call.quiet(20, { answered: true, from: 4_000 });
  expect(call.restarts()).toEqual([3_000]);
});

test("another way on which sound comes is as good as the first", () => {
  const call = story();
  call.sounds(1, { packetsInPerSecond: 10 });
  call.sounds(1, { packetsInPerSecond: 10, pairChanged: true });
  call.quiet(9, { answered: true });
  expect(call.restarts()).toEqual([]);
});

test("two seconds without a packet: it is looked for anew, and the connection is asked too", () => {
  const call = story();
  call.sounds(5);
  call.quiet(1);
  expect(call.restarts()).toEqual([]);
  call.quiet(1, { from: 1_000 });
  expect(call.restarts()).toEqual([7_000]);
  expect(call.checks()).toBe(1);
  expect(call.state()).toBe("restoring");
  call.tell("restarted");
  call.sounds(1);
  expect(call.state()).toBe("up");
});

test.each(["disconnected", "failed"] as const)("%s is enough, on hold too", (path) => {
  const call = story();
  call.sounds(3, { packetsInPerSecond: 0, expectsSound: false, quietMs: 9_000 });
  call.path(path);
  expect(call.restarts()).toEqual([3_000]);
  call.tell("restarted");
  call.path("connected");
  call.sounds(1, { packetsInPerSecond: 0, expectsSound: false, quietMs: 9_000 });
  expect(call.state()).toBe("up");
});

describe("nothing is to be made of silence", () => {
  test("while somebody holds, or the other side is being moved", () => {
    const call = story();
    call.sounds(5);
    call.quiet(30, { expectsSound: false });
    expect(call.restarts()).toEqual([]);
  });

  test("before sound has come", () => {
    const call = story();
    call.quiet(30);
    expect(call.restarts()).toEqual([]);
  });

  test("where fewer than 20 packets a second are the habit", () => {
    const call = story();
    call.sounds(5);
    call.sounds(4, { packetsInPerSecond: 2, quietMs: 400 });
    call.quiet(30);
    expect(call.restarts()).toEqual([]);
  });
});

test("the last packets of a dying path are no habit", () => {
  const call = story();
  call.sounds(5);
  call.sounds(1, { packetsInPerSecond: 7, quietMs: 800 });
  call.quiet(2, { from: 800 });
  expect(call.restarts()).toHaveLength(1);
});

test("a path whose checks are answered: the other side is silent, and nothing is restarted again until it has spoken", () => {
  const call = story();
  call.sounds(5);
  call.quiet(2);
  expect(call.restarts()).toHaveLength(1);
  call.tell("restarted");
  call.quiet(60, { from: 2_000, answered: true });
  expect(call.restarts()).toHaveLength(1);
  expect(call.state()).toBe("up");
  call.sounds(3);
  call.quiet(2);
  expect(call.restarts()).toHaveLength(2);
});

test("answers from before the restart prove nothing", () => {
  const call = story();
  call.sounds(5);
  call.quiet(1);
  call.quiet(1, { from: 1_000, answered: true });
  call.tell("restarted");
  call.quiet(2, { from: 2_000 });
  expect(call.state()).toBe("restoring");
});

test("a path that stays dead is tried again, ever less often; ten seconds later the agent is told more", () => {
  const call = story();
  call.sounds(5);
  for (let second = 1; second <= 40; second += 1) {
    call.quiet(1, { from: (second - 1) * 1_000 });
    call.tell("restarted");
    if (second === 9) expect(call.state()).toBe("restoring");
    if (second === 10) expect(call.state()).toBe("lost");
  }
  const times = call.restarts();
  expect(times.map((at, index) => (at - (times[index - 1] ?? at)) / 1_000)).toEqual([
    0, 3, 3, 5, 8, 8, 8,
  ]);
  expect(call.checks()).toBe(1);
});

test("one negotiation at a time", () => {
  const call = story();
  call.sounds(5);
  call.quiet(30);
  call.tell("restartAsked");
  expect(call.restarts()).toHaveLength(1);
});

test("a new network is worth a try at once, and less patience", () => {
  const call = story();
  call.sounds(5);
  call.quiet(2);
  call.tell("restarted");
  call.quiet(1, { from: 2_000 });
  call.tell("networkChanged");
  expect(call.restarts()).toEqual([7_000, 8_000]);
  const other = story();
  other.sounds(5);
  other.tell("networkChanged");
  expect(other.restarts()).toEqual([]);
  other.quiet(1);
  expect(other.restarts()).toEqual([6_000]);
});

test("after the signalling is back the restart that came with it is waited for", () => {
  const call = story();
  call.sounds(5);
  call.quiet(4);
  call.tell("restarted");
  call.tell("linkRestored");
  call.quiet(2, { from: 4_000 });
  expect(call.restarts()).toHaveLength(1);
  call.quiet(1, { from: 6_000 });
  expect(call.restarts()).toHaveLength(2);
});

test("a press tries at once, even when all seems well", () => {
  const call = story();
  call.sounds(5);
  call.tell("restartAsked");
  expect(call.restarts()).toEqual([5_000]);
  call.tell("restarted");
  call.sounds(1);
  expect(call.state()).toBe("up");
});
