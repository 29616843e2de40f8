import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { createSameCall } from "./same-call";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const dialog = (state: string): string =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="0" state="full" entity="sip:1001@pbx.test"><dialog id="1"><state>${state}</state></dialog></dialog-info>`;

function setUp() {
  const told: string[] = [];
  let hear: ((body: string | null) => void) | null = null;
  const sameCall = createSameCall({
    watches: {
      watch(_resource, _event, listener) {
        hear = listener;
        return () => (hear = null);
      },
    },
    goesOn: (agent) => told.push(`${agent} goes on`),
    isOver: (agent) => told.push(`${agent} is over`),
  });
  sameCall.look("1001");
  return {
    told,
    sameCall,
    hears: (body: string | null) => hear?.(body),
    isWatching: () => hear !== null,
  };
}

test.each([
  ["confirmed", "1001 goes on"],
  ["terminated", "1001 is over"],
])("an agent who is %s after a moment", (state, outcome) => {
  const { told, hears, isWatching } = setUp();
  hears(dialog("confirmed"));
  vi.advanceTimersByTime(599);
  hears(dialog(state));
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([outcome]);
  expect(isWatching()).toBe(false);
});

test("a phone system that has not said anything by then is waited for", () => {
  const { told, hears } = setUp();
  vi.advanceTimersByTime(1_400);
  hears(null);
  expect(told).toEqual([]);
  hears(dialog("confirmed"));
  expect(told).toEqual(["1001 goes on"]);
  vi.runAllTimers();
  expect(told).toHaveLength(1);
});

test("one that never says anything is not", () => {
  const { told } = setUp();
  vi.advanceTimersByTime(1_499);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(["1001 is over"]);
});

test("nothing is told of what is no longer asked", () => {
  const { told, hears, sameCall } = setUp();
  vi.advanceTimersByTime(1_000);
  sameCall.stop();
  hears(dialog("confirmed"));
  vi.runAllTimers();
  expect(told).toEqual([]);
});
