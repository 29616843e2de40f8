import { expect, test } from "vitest";

import { type FakeCounters, statisticsAt } from "@/testing/statistics";

import { toInterval } from "./interval";
import { readSnapshot } from "./snapshot";

function between(before: FakeCounters, after: FakeCounters, atMs = 1_000) {
  return toInterval(readSnapshot(statisticsAt(0, before)), readSnapshot(statisticsAt(atMs, after)));
}

test("counters become rates of the interval, whatever came before", () => {
  const before = { packetsReceived: 10_000, packetsLost: 500, packetsSent: 9_000 };
  const after = { packetsReceived: 10_098, packetsLost: 502, packetsSent: 9_100 };
  expect(between(before, after, 2_000)).toMatchObject({
    spanMs: 2_000,
    packetsInPerSecond: 49,
    packetsOutPerSecond: 50,
    lossPercent: 2,
  });
});

test("seconds become milliseconds", () => {
  const quiet = { packetsReceived: 1 };
  const after = { packetsReceived: 51, jitter: 0.012, currentRoundTripTime: 0.08 };
  expect(between(quiet, after)).toMatchObject({ jitterMs: 12, roundTripMs: 80 });
});

test("round trip, waiting and concealment are those of the interval and no means of the whole call", () => {
  const before = {
    responsesReceived: 100,
    totalRoundTripTime: 2,
    jitterBufferDelay: 1_000,
    jitterBufferEmittedCount: 50_000,
    totalSamplesReceived: 48_000,
    concealedSamples: 40_000,
    silentConcealedSamples: 30_000,
  };
  const after = {
    responsesReceived: 102,
    totalRoundTripTime: 2.4,
    jitterBufferDelay: 1_960,
    jitterBufferEmittedCount: 66_000,
    totalSamplesReceived: 96_000,
    concealedSamples: 45_000,
    silentConcealedSamples: 30_200,
  };
  const interval = between(before, after);
  expect(interval?.roundTripMs).toBeCloseTo(200);
  expect(interval?.bufferMs).toBeCloseTo(60);
  expect(interval?.concealedPercent).toBeCloseTo(10);
});

test("a counter that was set back, and another stream, count from 0", () => {
  const before = { packetsReceived: 900, packetsLost: 30 };
  expect(between(before, { packetsReceived: 50, packetsLost: 1 })).toMatchObject({
    packetsInPerSecond: 50,
  });
  const other = { inboundId: "other", packetsReceived: 950, packetsLost: 50 };
  expect(between(before, other)).toMatchObject({ packetsInPerSecond: 950, lossPercent: 5 });
});

test("what arrives after it was given up is no loss below nothing", () => {
  const before = { packetsReceived: 100, packetsLost: 8 };
  expect(between(before, { packetsReceived: 150, packetsLost: 5 })?.lossPercent).toBe(0);
});

test("what is too late to be played is lost all the same", () => {
  const before = { packetsReceived: 100 };
  const after = { packetsReceived: 150, packetsDiscarded: 10 };
  expect(between(before, after)?.lossPercent).toBe(20);
});

test("silence is known to be silence: nothing came, and nobody knows how much was lost", () => {
  const same = { packetsReceived: 100, lastPacketReceivedTimestamp: 1 };
  const interval = between(same, same, 3_000);
  expect(interval).toMatchObject({ packetsInPerSecond: 0, lossPercent: null, jitterMs: null });
  expect(interval?.quietMs).toBe(2_999);
});

test("levels are the root mean square of the interval", () => {
  const before = { totalAudioEnergy: 5, totalSamplesDuration: 100 };
  const after = { totalAudioEnergy: 5.04, totalSamplesDuration: 101 };
  expect(between(before, after)?.levelIn).toBeCloseTo(0.2);
  const microphone = { sourceEnergy: 1, sourceSeconds: 10 };
  expect(between(microphone, microphone)?.microphoneLevel).toBe(0);
});

test("a report of the other side counts once", () => {
  const report = { fractionLost: 0.25, reportedAt: 500 };
  expect(between({}, report)?.lossTherePercent).toBe(25);
  expect(between(report, report)?.lossTherePercent).toBeNull();
});

test("a restarted path has answers of its own", () => {
  const before = { pairId: "old", responsesReceived: 40 };
  expect(between(before, { pairId: "new", responsesReceived: 3 })?.responses).toBe(3);
  expect(between(before, { pairId: "old", responsesReceived: 40 })?.responses).toBe(0);
});

test("no time, no interval", () => {
  expect(between({}, {}, 0)).toBeNull();
});

test("an empty report and foreign values read as nothing", () => {
  expect(readSnapshot([])).toMatchObject({ received: null, sent: null, pair: null });
  const odd = [
    { id: "x", type: "inbound-rtp", kind: "audio", packetsReceived: "many", jitter: NaN },
  ];
  expect(readSnapshot(odd).received).toMatchObject({ packets: 0, jitterMs: 0 });
});

test.each(["host", "srflx", "prflx", "relay"] as const)("the way is told: %s", (candidateType) => {
  const { pair } = readSnapshot(statisticsAt(0, { candidateType }));
  expect(pair).toMatchObject({ route: candidateType, protocol: "udp" });
});
