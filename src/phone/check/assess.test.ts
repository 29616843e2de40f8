import { describe, expect, test } from "vitest";

import {
  assessBrowser,
  assessConnection,
  assessEcho,
  assessMicrophone,
  assessNotifications,
  assessPaths,
  assessStorage,
  limits,
} from "./assess";
import type { IceServerFacts } from "./check-port";
import { overall } from "./result";

const said = ({ verdict, code }: { verdict: string; code: string }) => `${verdict} ${code}`;

test.each([
  [limits.silentBelowDb - 0.1, 0, false, "failed microphoneSilent"],
  [limits.silentBelowDb, 0, false, "warning microphoneQuiet"],
  [limits.quietBelowDb - 0.1, 0, false, "warning microphoneQuiet"],
  [limits.quietBelowDb, 0, false, "ok microphoneOk"],
  [-12, 0, true, "warning microphoneStandIn"],
  [0, limits.clippedAbovePercent, false, "ok microphoneOk"],
  [0, limits.clippedAbovePercent + 0.1, true, "warning microphoneClipped"],
])(
  "a microphone at %d dB, %d %% clipped, stand-in %s: %s",
  (peakDb, clippedPercent, fellBack, line) => {
    const found = assessMicrophone({ label: "Desk", peakDb, clippedPercent }, { fellBack });
    expect(said(found)).toBe(line);
    expect(found.device).toBe("Desk");
    // The device's name is in no figure: figures are copied.
    expect(Object.values(found.figures)).not.toContain("Desk");
  },
);

test.each([
  ["granted", "ok notificationsOn"],
  ["default", "warning notificationsAsk"],
  ["denied", "warning notificationsDenied"],
  ["none", "warning notificationsNone"],
] as const)("notifications that are %s: %s", (permission, line) => {
  expect(said(assessNotifications(permission))).toBe(line);
});

describe("the connection", () => {
  test("is judged by the median: one slow answer is no slow connection", () => {
    const found = assessConnection([20, 900, 22, 21, 800]);
    expect(found).toMatchObject({ verdict: "ok", figures: { roundTripMs: 22 } });
  });

  test.each([
    [limits.slowAboveMs, "ok connectionOk"],
    [limits.slowAboveMs + 1, "warning connectionSlow"],
  ])("that answers after %d ms: %s", (ms, line) => {
    expect(said(assessConnection([ms]))).toBe(line);
  });
});

describe("ways for the sound", () => {
  const server = (url: string, outcome: IceServerFacts["outcome"]) => ({ url, outcome });
  const facts = (servers: readonly IceServerFacts[], udp = 1, relays = { udp: 0, tcp: 0 }) => ({
    hosts: { udp, tcp: udp },
    reflexive: 0,
    relays,
    servers,
  });

  test("without a server are direct, without an address there are none", () => {
    expect(assessPaths(facts([]))).toEqual({
      verdict: "ok",
      code: "pathsDirect",
      figures: { types: "host/UDP, host/TCP" },
    });
    expect(said(assessPaths(facts([], 0)))).toBe("failed pathsNone");
  });

  test("are named as ICE names them", () => {
    const found = assessPaths({
      ...facts([server("turn:t", "answered")], 1, { udp: 1, tcp: 1 }),
      reflexive: 2,
    });
    expect(found).toMatchObject({
      code: "pathsOk",
      figures: { types: "host/UDP, host/TCP, srflx/UDP, relay/UDP, relay/TCP" },
    });
  });

  test("name every server that does not answer; with none left that is a failure", () => {
    const some = assessPaths(facts([server("stun:a", "answered"), server("turn:b", "silent")]));
    expect(some).toMatchObject({ verdict: "warning", figures: { servers: "turn:b" } });
    const all = assessPaths(facts([server("stun:a", "silent"), server("turn:b", "silent")]));
    expect(all).toMatchObject({
      verdict: "failed",
      code: "serversSilent",
      figures: { servers: "stun:a, turn:b" },
    });
  });

  test("name a server that refuses the password", () => {
    const found = assessPaths(facts([server("turn:a", "answered"), server("turn:b", "refused")]));
    expect(found).toMatchObject({
      verdict: "warning",
      code: "serversRefused",
      figures: { servers: "turn:b" },
    });
  });
});

describe("the call to oneself", () => {
  const good = {
    packetsReceived: 220,
    roundTripMs: 20,
    jitterMs: 2,
    lossInPercent: 0,
    lossOutPercent: null,
    heardPercent: 98,
  };

  test.each([
    [{}, "ok echoOk"],
    [{ packetsReceived: 0 }, "failed echoSilent"],
    [{ heardPercent: limits.heardFromPercent - 1 }, "failed echoSilent"],
    [{ heardPercent: limits.heardFromPercent }, "ok echoOk"],
    [{ roundTripMs: limits.slowAboveMs }, "ok echoOk"],
    [{ roundTripMs: limits.slowAboveMs + 1 }, "warning echoSlow"],
    [{ roundTripMs: limits.tooSlowAboveMs }, "warning echoSlow"],
    [{ roundTripMs: limits.tooSlowAboveMs + 1 }, "failed echoSlow"],
    [{ jitterMs: limits.unevenAboveMs }, "ok echoOk"],
    [{ jitterMs: limits.unevenAboveMs + 1 }, "warning echoUneven"],
    [{ jitterMs: limits.tooUnevenAboveMs + 1 }, "failed echoUneven"],
    [{ lossInPercent: limits.lossyAbovePercent }, "ok echoOk"],
    [{ lossInPercent: limits.lossyAbovePercent + 0.1 }, "warning echoLossy"],
    [{ lossInPercent: limits.tooLossyAbovePercent + 0.1 }, "failed echoLossy"],
    // What the far end has lost counts as much as what we have.
    [{ lossOutPercent: limits.tooLossyAbovePercent + 0.1 }, "failed echoLossy"],
    // The worse of two is told.
    [{ lossInPercent: 2, roundTripMs: 900 }, "failed echoSlow"],
    [{ roundTripMs: null, jitterMs: null, lossInPercent: null }, "ok echoOk"],
  ])("with %j: %s", (change, line) => {
    expect(said(assessEcho({ ...good, ...change }))).toBe(line);
  });

  test("has its figures in whole milliseconds and tenths of a per cent", () => {
    const found = assessEcho({ ...good, roundTripMs: 33.4, jitterMs: 1.6, lossInPercent: 0.4444 });
    expect(found.figures).toEqual({ roundTripMs: 33, jitterMs: 2, lossPercent: 0.4 });
  });
});

test.each([
  [{ works: false }, "failed storageBroken"],
  [{ freeBytes: limits.fullBelowBytes - 1 }, "warning storageFull"],
  [{ freeBytes: limits.fullBelowBytes }, "ok storageOk"],
  [{ freeBytes: null, usedBytes: null }, "ok storageOk"],
  [{ isKept: true }, "ok storageKept"],
])("storage with %j: %s", (change, line) => {
  const facts = { works: true, freeBytes: 1e9, usedBytes: 1e6, isKept: false, ...change };
  expect(said(assessStorage(facts))).toBe(line);
});

test.each([
  [{}, "ok browserOk"],
  [{ isSecure: false, lacks: ["WebSocket"] }, "failed browserInsecure"],
  [{ lacks: ["Web Locks"] }, "failed browserLacks"],
  [{ maySound: false }, "warning browserSilent"],
  [{ cores: limits.fewestCores - 1 }, "warning browserSlow"],
  [{ cores: limits.fewestCores }, "ok browserOk"],
  [{ cores: null }, "ok browserOk"],
])("a browser with %j: %s", (change, line) => {
  const facts = { name: "Chromium 156", cores: 4, isSecure: true, lacks: [], maySound: true };
  expect(said(assessBrowser({ ...facts, ...change }))).toBe(line);
});

test.each([
  [["ok", "ok"], "ok"],
  [["ok", "skipped"], "partly"],
  [["ok", "warning", "skipped"], "warning"],
  [["failed", "warning", "ok"], "failed"],
] as const)("%j come to %s", (verdicts, all) => {
  expect(overall(verdicts.map((verdict) => ({ verdict, code: "echoInCall" })))).toBe(all);
});

test("a phone system without an echo leaves nothing to be done", () => {
  expect(overall([{ verdict: "skipped", code: "echoNotSetUp" }])).toBe("ok");
});
