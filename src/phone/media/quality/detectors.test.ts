import { describe, expect, test } from "vitest";

import type { FindingKind } from "./call-quality";
import {
  detect,
  findingsOf,
  forgetMicrophone,
  type Moment,
  noTrail,
  type Trail,
} from "./detectors";

const fine: Moment = {
  at: 0,
  spanMs: 1_000,
  packetsInPerSecond: 50,
  packetsOutPerSecond: 50,
  kilobitsInPerSecond: 64,
  kilobitsOutPerSecond: 64,
  quietMs: 10,
  lossPercent: 0,
  lossTherePercent: null,
  jitterMs: 3,
  roundTripMs: 40,
  concealedPercent: 0,
  bufferMs: 60,
  levelIn: 0.1,
  microphoneLevel: 0.1,
  microphonePeak: 0.3,
  responses: 1,
  pairChanged: false,
  route: "host",
  protocol: "udp",
  expectsSound: true,
  microphoneOpen: true,
  isPathUp: true,
  lateMs: 0,
};

function after(moments: readonly Partial<Moment>[], from: Trail = noTrail): Trail {
  return moments.reduce<Trail>((trail, moment) => detect(trail, { ...fine, ...moment }), from);
}

const seconds = (count: number, moment: Partial<Moment> = {}): readonly Partial<Moment>[] =>
  Array.from({ length: count }, () => moment);

const kinds = (trail: Trail): readonly FindingKind[] => findingsOf(trail).map(({ kind }) => kind);

test("in a good call nothing is ever found", () => {
  expect(kinds(after(seconds(120)))).toEqual([]);
});

describe.each<[FindingKind, Partial<Moment>, number]>([
  ["noAudioIn", { packetsInPerSecond: 0, quietMs: 5_000, lossPercent: null, jitterMs: null }, 3],
  ["noAudioOut", { packetsOutPerSecond: 0 }, 3],
  ["oneWay", { lossTherePercent: 100 }, 2],
  ["microphoneSilent", { microphoneLevel: 0, microphonePeak: 0 }, 6],
  ["microphoneClipped", { microphonePeak: 1 }, 3],
  ["overloaded", { concealedPercent: 12 }, 3],
  ["overloaded", { lateMs: 900 }, 3],
  ["relayInUse", { route: "relay" }, 1],
  ["highLoss", { lossPercent: 12 }, 4],
  ["highDelay", { roundTripMs: 600 }, 4],
  ["highJitter", { jitterMs: 90 }, 4],
])("%s, when %j", (kind, sick, byThen) => {
  test(`is found after ${byThen} s and not from one second alone`, () => {
    if (byThen > 1) expect(kinds(after(seconds(1, sick)))).toEqual([]);
    expect(kinds(after(seconds(byThen, sick)))).toEqual([kind]);
  });

  test("is over when it is well again", () => {
    const sickly = after([...seconds(20, sick), ...seconds(1, { lossTherePercent: 0 })]);
    expect(kinds(after(seconds(20, { lossTherePercent: 0 }), sickly))).toEqual([]);
  });
});

test("nothing flickers: what is now above and now below is told once", () => {
  let trail = noTrail;
  let changes = 0;
  for (let second = 0; second < 120; second += 1) {
    const before = kinds(trail).join(" ");
    trail = after([{ lossPercent: second % 2 === 0 ? 6 : 3, at: second * 1_000 }], trail);
    if (kinds(trail).join(" ") !== before) changes += 1;
  }
  expect(changes).toBe(1);
});

test("a finding says since when", () => {
  const moments = Array.from({ length: 9 }, (_, at) => ({
    at: at * 1_000,
    packetsOutPerSecond: 0,
  }));
  expect(findingsOf(after(moments))).toEqual([{ kind: "noAudioOut", since: 2_000 }]);
});

test("on hold, muted, or while its way is looked for, silence is nobody's fault", () => {
  const silence = { packetsInPerSecond: 0, packetsOutPerSecond: 0, microphoneLevel: 0 };
  expect(
    kinds(after(seconds(60, { ...silence, expectsSound: false, microphoneOpen: false }))),
  ).toEqual([]);
  const isPathUp = false;
  expect(kinds(after(seconds(60, { ...silence, microphoneLevel: 0.1, isPathUp })))).toEqual([]);
});

test("a microphone that has been heard may be silent for longer: some close between words", () => {
  const silent = { microphoneLevel: 0, microphonePeak: 0 };
  expect(kinds(after([...seconds(5), ...seconds(29, silent)]))).toEqual([]);
  expect(kinds(after([...seconds(5), ...seconds(30, silent)]))).toEqual(["microphoneSilent"]);
  const another = forgetMicrophone(after(seconds(5)));
  expect(kinds(after(seconds(6, silent), another))).toEqual(["microphoneSilent"]);
});

test("a quiet room is no dead microphone", () => {
  expect(kinds(after(seconds(60, { microphoneLevel: 0.0004, microphonePeak: 0.001 })))).toEqual([]);
});

test("a laugh is not clipped sound", () => {
  const moments = seconds(20).map((_, at) => (at % 5 === 0 ? { microphonePeak: 1 } : {}));
  expect(kinds(after(moments))).toEqual([]);
});

test("what the network lost or delayed is not this computer's fault", () => {
  const lost = { concealedPercent: 12, lossPercent: 3 };
  expect(kinds(after(seconds(20, lost)))).toEqual([]);
  expect(kinds(after(seconds(20, { concealedPercent: 12, jitterMs: 35 })))).not.toContain(
    "overloaded",
  );
});

test("one bad report of the other side is not believed, and none is no news", () => {
  expect(kinds(after([{ lossTherePercent: 100 }, ...seconds(10)]))).toEqual([]);
  const two = [{ lossTherePercent: 100 }, ...seconds(4), { lossTherePercent: 97 }, ...seconds(4)];
  expect(kinds(after(two))).toEqual(["oneWay"]);
});
