import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";

import { createFakeAudio } from "@/testing/fake-audio";

import type { AgentState } from "./agent/agent-state";
import type { Call, CallId } from "./calls/call";
import type { CallsState } from "./calls/state";
import { PhoneError } from "./errors";
import { createAudio } from "./media/audio";
import type { Device } from "./media/devices";
import type { KeepPolicy } from "./media/keeping";
import { createKeeper } from "./microphone-keeper";
import { readSettings, type Settings } from "./settings/settings";

const desk: Device = { kind: "microphone", id: "mic", label: "Desk microphone", isDefault: true };
const buds: Device = { kind: "microphone", id: "buds", label: "AirPods Pro (Bluetooth)" };
const chosenBuds = { microphone: { id: "buds", label: buds.label } };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Start {
  readonly settings?: Partial<Settings>;
  readonly policy?: Partial<KeepPolicy>;
  readonly devices?: readonly Device[];
}

const ready = {
  phase: "known",
  wrapUp: null,
  isBusy: false,
  next: null,
  pause: null,
  offered: [{ id: "support", isIn: true, penalty: 0 }],
} as unknown as AgentState;

/** A shift with real sound state over a fake microphone; calls are put into their store as they come. */
function shift({ settings: chosen, policy, devices = [desk, buds] }: Start = {}) {
  const port = createFakeAudio(devices);
  const settings = createStore<Settings>(() => ({ ...readSettings(null), ...chosen }));
  const changeSettings = (change: Partial<Settings>) => settings.setState(change);
  const audio = createAudio({ port, settings, changeSettings });
  const calls = createStore<CallsState>(() => ({ byId: {}, order: [] }));
  const agent = createStore<AgentState>(() => ({ phase: "none", wrapUp: null }));
  const keeper = createKeeper({
    audio,
    permission: port.permission,
    policy: { keep: true, releaseAfterMinutes: 60, ...policy },
    settings: { store: settings },
    calls: { store: calls },
    agent: { store: agent },
  });
  return {
    port,
    audio,
    keeper,
    changeSettings,
    agent,
    microphone: () => audio.store.getState().microphone,
    isOpen: () => port.microphoneOpen,
    /** The one call there is, in a phase; `null`: none any more. */
    call(phase: Call["phase"] | null) {
      const call = {
        id: "a" as CallId,
        phase,
        purpose: { kind: "conversation" },
      } as unknown as Call;
      calls.setState(
        phase === null ? { byId: {}, order: [] } : { byId: { [call.id]: call }, order: [call.id] },
      );
      // As `phone.ts` does.
      if (phase === "dialing" || phase === "connecting") void audio.openForCall();
    },
    passes: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    async begins(asks = false) {
      keeper.begin(asks);
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

const minutes = 60_000;
const resting = (because: string) =>
  expect.objectContaining({ phase: "resting", because }) as unknown;

describe("kept ready", () => {
  test("it is open from the sign-in on, over a call and after it, by one opening", async () => {
    const agent = shift();
    await agent.begins(true);
    expect(agent.isOpen()).toBe(true);
    for (const phase of ["ringing", "connecting", "talking", "ended", null] as const) {
      agent.call(phase);
      await agent.passes(minutes);
      expect(agent.isOpen()).toBe(true);
    }
    expect(agent.port.opened).toHaveLength(1);
  });

  test("released, it rests until a press or the next call, and is kept after that one", async () => {
    const agent = shift();
    await agent.begins();
    await agent.audio.do({ type: "releaseMicrophone" });
    expect(agent.microphone()).toEqual(resting("released"));
    await agent.audio.do({ type: "expectCall" });
    agent.keeper.begin(false);
    await agent.passes(10 * minutes);
    expect(agent.isOpen()).toBe(false);
    await agent.audio.do({ type: "makeReady" });
    expect(agent.isOpen()).toBe(true);
    await agent.audio.do({ type: "releaseMicrophone" });
    agent.call("ringing");
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
    agent.call("ended");
    await agent.passes(minutes);
    expect(agent.microphone()).toMatchObject({ phase: "open" });
  });

  test("what was slow to open is closed when it is released meanwhile", async () => {
    const agent = shift();
    await agent.begins();
    const opening = agent.audio.do({ type: "openMicrophone" });
    await agent.audio.do({ type: "releaseMicrophone" });
    await opening;
    expect(agent.isOpen()).toBe(false);
    expect(agent.microphone()).toEqual(resting("released"));
  });

  test("a release while the permission is looked up is no opening", async () => {
    const agent = shift();
    await agent.begins();
    await agent.audio.do({ type: "releaseMicrophone" });
    const warming = agent.audio.do({ type: "makeReady" });
    await agent.audio.do({ type: "releaseMicrophone" });
    await warming;
    expect(agent.isOpen()).toBe(false);
  });

  test("nothing opens after signing out, whatever rings or ends", async () => {
    const agent = shift({ settings: { keepMicrophone: false } });
    await agent.begins();
    agent.call("ringing");
    agent.keeper.end();
    agent.audio.coolDown();
    await agent.passes(0);
    expect(agent.isOpen()).toBe(false);
    agent.call("ended");
    await agent.passes(minutes);
    expect(agent.microphone()).toEqual({ phase: "closed", waits: false });
  });
});

describe("not kept", () => {
  const off = { keepMicrophone: false };

  test("it is open for calls alone, and two in a row open it once", async () => {
    const agent = shift({ settings: off });
    await agent.begins(true);
    expect(agent.microphone()).toEqual(resting("notKept"));
    expect(agent.port.opened).toEqual([]);
    agent.call("ringing");
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
    agent.call("ended");
    await agent.passes(9_000);
    expect(agent.isOpen()).toBe(true);
    agent.call("dialing");
    await agent.passes(minutes);
    expect(agent.isOpen()).toBe(true);
    agent.call("ended");
    await agent.passes(10_000);
    expect(agent.microphone()).toEqual(resting("notKept"));
    expect(agent.port.opened).toHaveLength(1);
  });

  test("a call that rings and is gone while the microphone opens leaves it closed", async () => {
    const agent = shift({ settings: off });
    await agent.begins();
    agent.call("ringing");
    agent.call("ended");
    await agent.passes(10_000);
    expect(agent.isOpen()).toBe(false);
  });

  test("a ring just when it closes finds it open", async () => {
    const agent = shift({ settings: off });
    await agent.begins();
    agent.call("talking");
    await agent.passes(0);
    agent.call("ended");
    await agent.passes(10_000);
    agent.call("ringing");
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
  });

  test("a ring asks nobody; the press of Answer does", async () => {
    const agent = shift({ settings: off });
    agent.port.permissionIs = "prompt";
    await agent.begins();
    agent.call("ringing");
    await agent.passes(0);
    expect(agent.port.opened).toEqual([]);
    expect(agent.microphone()).toEqual({ phase: "closed", waits: true });
    agent.call("connecting");
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
  });

  test("the sign-in asks all the same, and what it opened is closed", async () => {
    const agent = shift({ settings: off });
    agent.port.permissionIs = "prompt";
    await agent.begins(true);
    expect(agent.isOpen()).toBe(true);
    await agent.passes(minutes);
    expect(agent.isOpen()).toBe(false);
  });

  test("a microphone that is missing is told still, and taken when it comes", async () => {
    const agent = shift({ settings: off, devices: [] });
    agent.port.failWith = new PhoneError("microphoneMissing");
    await agent.begins();
    agent.call("ringing");
    await agent.passes(0);
    agent.call("ended");
    await agent.passes(minutes);
    expect(agent.microphone()).toMatchObject({ phase: "failed" });
  });

  test("the choice holds at once, both ways", async () => {
    const agent = shift();
    await agent.begins();
    agent.changeSettings(off);
    await agent.passes(0);
    expect(agent.microphone()).toEqual(resting("notKept"));
    agent.changeSettings({ keepMicrophone: true });
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
  });

  test("not even in a call, where it would leave the other side without a voice", async () => {
    const agent = shift();
    await agent.begins();
    agent.call("talking");
    agent.changeSettings(off);
    await agent.passes(10 * minutes);
    expect(agent.isOpen()).toBe(true);
  });

  test("an administrator who does not allow it has the last word", async () => {
    const agent = shift({
      policy: { keep: false },
      settings: { keepByDevice: { [buds.label]: true } },
    });
    await agent.begins();
    expect(agent.microphone()).toEqual(resting("notKept"));
  });

  test("opened by a press it can be tried for a minute", async () => {
    const agent = shift({ settings: off });
    await agent.begins();
    await agent.audio.do({ type: "openMicrophone" });
    await agent.passes(59_000);
    expect(agent.isOpen()).toBe(true);
    await agent.passes(1_000);
    expect(agent.isOpen()).toBe(false);
  });
});

describe("idle", () => {
  test("it rests after an hour without a call, counted from the last one", async () => {
    const agent = shift();
    await agent.begins();
    await agent.passes(59 * minutes);
    agent.call("talking");
    await agent.passes(90 * minutes);
    agent.call("ended");
    await agent.passes(59 * minutes);
    expect(agent.isOpen()).toBe(true);
    await agent.passes(minutes);
    expect(agent.microphone()).toEqual(resting("idle"));
  });

  test.each([
    [
      "a number is typed",
      (agent: ReturnType<typeof shift>) => agent.audio.do({ type: "expectCall" }),
    ],
    [
      "the agent becomes ready",
      async (agent: ReturnType<typeof shift>) => agent.agent.setState(ready),
    ],
    ["a call rings", async (agent: ReturnType<typeof shift>) => agent.call("ringing")],
  ])("it opens again when %s, for another hour", async (_, stir) => {
    const agent = shift();
    await agent.begins();
    await agent.passes(60 * minutes);
    expect(agent.isOpen()).toBe(false);
    await stir(agent);
    await agent.passes(0);
    expect(agent.isOpen()).toBe(true);
    agent.call("ended");
    await agent.passes(60 * minutes);
    expect(agent.isOpen()).toBe(false);
  });

  test("it is never so where the administrator wants no such end", async () => {
    const agent = shift({ policy: { releaseAfterMinutes: null } });
    await agent.begins();
    await agent.passes(24 * 60 * minutes);
    expect(agent.isOpen()).toBe(true);
  });

  test("one that the browser would ask for again is not given away", async () => {
    const agent = shift();
    agent.port.permissionIs = "prompt";
    await agent.begins(true);
    await agent.passes(60 * minutes);
    expect(agent.isOpen()).toBe(true);
  });
});

describe("a Bluetooth headset", () => {
  test("is never opened between calls, and is for them", async () => {
    const agent = shift({ settings: chosenBuds });
    await agent.begins(true);
    expect(agent.microphone()).toEqual(resting("handsFree"));
    expect(agent.port.opened).toEqual([]);
    agent.call("ringing");
    await agent.passes(0);
    expect(agent.port.opened.at(-1)?.deviceId).toBe("buds");
    agent.call("ended");
    await agent.passes(10_000);
    expect(agent.microphone()).toEqual(resting("handsFree"));
  });

  test("is left alone as the default, too", async () => {
    const agent = shift({ devices: [{ ...buds, isDefault: true }, desk] });
    await agent.begins();
    expect(agent.port.opened).toEqual([]);
  });

  test("that turned out to be the default is closed, and not opened again and again", async () => {
    const { isDefault: _, ...plain } = desk;
    const agent = shift({ devices: [buds, plain] });
    await agent.begins();
    expect(agent.isOpen()).toBe(true);
    await agent.passes(10 * minutes);
    expect(agent.microphone()).toEqual(resting("handsFree"));
    expect(agent.port.opened).toHaveLength(1);
  });

  test("is kept if its owner wants it so, and another one is not", async () => {
    const agent = shift({ settings: { ...chosenBuds, keepByDevice: { [buds.label]: true } } });
    await agent.begins();
    expect(agent.isOpen()).toBe(true);
    agent.changeSettings({ keepByDevice: { "AirPods Max": true } });
    await agent.passes(0);
    expect(agent.isOpen()).toBe(false);
  });

  test("makes place for a cable at once", async () => {
    const agent = shift({ settings: chosenBuds });
    await agent.begins();
    await agent.audio.do({
      type: "choose",
      role: "microphone",
      device: { id: "mic", label: desk.label },
    });
    await agent.passes(0);
    expect(agent.microphone()).toEqual({ phase: "open", label: desk.label });
  });
});
