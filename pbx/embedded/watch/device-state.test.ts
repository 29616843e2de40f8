import { describe, expect, test } from "vitest";

import { activityOf, type DeviceState, deviceStateOf, type LegActivity } from "./device-state";

const called = { state: "ringing", direction: "out", isAlerting: false } as const;
const calling = { state: "ringing", direction: "in", isAlerting: false } as const;
const up = { state: "up", direction: "in", isAlerting: false } as const;

describe("what a leg says about its user", () => {
  test.each([
    ["called, and has not said that it rings", called, false, false, "none"],
    ["rings", { ...called, isAlerting: true }, false, false, "ringing"],
    ["dials", calling, false, false, "inUse"],
    ["talks", up, false, false, "inUse"],
    ["is held", up, false, true, "onHold"],
    ["waits for its BYE", up, true, false, "none"],
    ["has ended", { ...up, state: "ended" }, false, false, "none"],
  ] as const)("%s", (_name, leg, isOver, isHeld, expected) => {
    expect(activityOf(leg, isOver, isHeld)).toBe(expected);
  });
});

describe("how a phone stands", () => {
  test.each<[LegActivity[], boolean, DeviceState]>([
    [[], true, "idle"],
    [[], false, "unavailable"],
    [["none"], true, "idle"],
    [["none"], false, "unavailable"],
    [["ringing"], true, "ringing"],
    [["ringing", "ringing"], true, "ringing"],
    [["inUse"], true, "inUse"],
    [["inUse"], false, "inUse"],
    [["onHold"], true, "onHold"],
    [["inUse", "onHold"], true, "inUse"],
    [["inUse", "ringing"], true, "ringingInUse"],
    [["onHold", "ringing"], true, "ringingInUse"],
  ])("%j, signed in: %s", (activities, isRegistered, expected) => {
    expect(deviceStateOf(activities, isRegistered)).toBe(expected);
  });
});
