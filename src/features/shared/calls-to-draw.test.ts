import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";

import type { Call, CallId, Offer } from "@/phone/calls/call";
import { directOrigin } from "@/phone/calls/origin";
import { type CallsState, noCalls } from "@/phone/calls/state";
import { receive, startDialing, transition } from "@/phone/calls/transition";

import { createCallsToDraw } from "./calls-to-draw";

const id = "call" as CallId;
const offer: Offer = { id, number: "0401234567", display: "Maria", origin: directOrigin };
const [ringing] = receive(offer, 1_000, true);
const [dialing] = startDialing({ id, target: "600" }, 1_000);

const identity = { contact: { id: "1", name: "Maria V" }, formatted: null, country: null };
const [named] = transition(ringing, {
  type: "identified",
  number: ringing.party.number,
  identity,
  at: 1_003,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(isInView = true) {
  const calls = createStore<CallsState>(() => noCalls);
  const drawn = createCallsToDraw(calls, () => isInView);
  const told: (Call | undefined)[] = [];
  drawn.subscribe(({ byId }) => told.push(byId[id]));
  const put = (call: Call): void =>
    calls.setState({ byId: { ...calls.getState().byId, [call.id]: call }, order: [call.id] });
  return { drawn, told, put, remove: () => calls.setState(noCalls) };
}

test("who rings is drawn once, with the name", () => {
  const { drawn, told, put } = setUp();
  put(ringing);
  expect(told).toEqual([]);
  expect(drawn.getState()).toBe(noCalls);
  put(named);
  expect(told).toEqual([named]);
  expect(drawn.getState().byId[id]).toBe(named);
  vi.runAllTimers();
  expect(told).toHaveLength(1);
});

test("a name that takes long is not waited for", () => {
  const { told, put } = setUp();
  put(ringing);
  vi.advanceTimersByTime(15);
  expect(told).toEqual([ringing]);
  put(named);
  expect(told).toEqual([ringing, named]);
});

test("a call out is drawn once, with all that came of it in a moment", () => {
  const { told, put } = setUp();
  put(dialing);
  const [heard] = transition(dialing, { type: "progressed", progress: "ringing", at: 1_010 });
  put(heard);
  const [talking] = transition(heard, { type: "established", behind: false, at: 1_015 });
  put(talking);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(80);
  expect(told).toEqual([talking]);
});

test("a call out that has failed or is over is drawn at once", () => {
  const { told, put } = setUp();
  put(dialing);
  const problem = { code: "microphoneDenied", detail: {} } as const;
  const [failed] = transition(dialing, { type: "failed", problem, at: 1_010 });
  put(failed);
  expect(told).toEqual([failed]);
});

test("a call that is answered is drawn once as well", () => {
  const { told, put } = setUp();
  put(named);
  vi.runAllTimers();
  const [connecting] = transition(named, { type: "answer", at: 1_500 });
  put(connecting);
  const [talking] = transition(connecting, { type: "established", behind: false, at: 1_510 });
  put(talking);
  expect(told).toEqual([named]);
  vi.advanceTimersByTime(80);
  expect(told).toEqual([named, talking]);
});

test("a call that is declined is drawn at once", () => {
  const { told, put } = setUp();
  put(named);
  vi.runAllTimers();
  const [declined] = transition(named, { type: "decline", at: 1_500 });
  put(declined);
  expect(told).toEqual([named, declined]);
});

test("a call that is gone again is off at once; another one waits for itself", () => {
  const { told, put, remove } = setUp();
  put(ringing);
  remove();
  expect(told).toEqual([undefined]);
  put(ringing);
  put({ ...dialing, id: "other" as CallId });
  expect(told).toEqual([undefined]);
  vi.runAllTimers();
  expect(told).toEqual([undefined, ringing]);
});

test("out of view nothing waits for a timer", () => {
  const { told, put } = setUp(false);
  put(ringing);
  expect(told).toEqual([ringing]);
});
