import { beforeEach, expect, onTestFinished, test, vi } from "vitest";

import type { AudioPeer } from "./audio-peer";
import { giveOwnPace } from "./own-pace";

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
});

function createIce(pairs: number) {
  const ice = {
    checkList: Array.from({ length: pairs }),
    nominated: undefined as unknown,
    state: "checking",
    begun: 0,
    schedulingChecks() {
      ice.begun += 1;
      return true;
    },
  };
  const peer = { transport: { iceTransport: { connection: ice } } };
  giveOwnPace(peer as unknown as AudioPeer);
  return ice;
}

test("nobody waits for the next check: they go out 20 ms apart until one way is chosen", () => {
  const ice = createIce(3);
  expect(ice.schedulingChecks()).toBe(false);
  expect(ice.begun).toBe(1);
  vi.advanceTimersByTime(40);
  expect(ice.begun).toBe(3);
  ice.nominated = {};
  vi.advanceTimersByTime(1_000);
  expect(ice.begun).toBe(3);
});

test("a connection that is closed checks nothing", () => {
  const ice = createIce(3);
  ice.schedulingChecks();
  ice.state = "closed";
  vi.advanceTimersByTime(1_000);
  expect(ice.begun).toBe(1);
});

test("a restart begins anew, at one pace", () => {
  const ice = createIce(3);
  ice.schedulingChecks();
  vi.advanceTimersByTime(10);
  ice.schedulingChecks();
  vi.advanceTimersByTime(20);
  expect(ice.begun).toBe(3);
});

test("without anybody to check werift looks again", () => {
  const ice = createIce(0);
  expect(ice.schedulingChecks()).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(ice.begun).toBe(1);
});
