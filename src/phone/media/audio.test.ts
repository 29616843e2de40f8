import { describe, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";

import { PhoneError } from "@/phone/errors";
import { defaultProcessing, readSettings, type Settings } from "@/phone/settings/settings";
import { createFakeAudio } from "@/testing/fake-audio";
import { inCall, signedInPhone, testPhone } from "@/testing/test-phone";
import { until } from "@/testing/until";

import { createAudio, isMicrophoneLive } from "./audio";
import { chooseDevice, type Device } from "./devices";
import { chooseGatheringRestMs, nothingGathered } from "./gathering";

const desk: Device = { kind: "microphone", id: "mic", label: "Desk microphone" };
const headset: Device = { kind: "microphone", id: "hs", label: "Headset" };
const headsetOut: Device = { kind: "speaker", id: "hs-out", label: "Headset" };
const loudspeaker: Device = { kind: "speaker", id: "loud", label: "Loudspeaker" };

describe("the device to use", () => {
  const present = [desk, headset, headsetOut];
  test.each([
    [null, "microphone", null, false],
    [{ id: "hs", label: "Headset" }, "microphone", headset, false],
    [{ id: "old-id", label: "Headset" }, "microphone", headset, false],
    [{ id: "hs", label: "Headset" }, "speaker", headsetOut, false],
    [{ id: "gone", label: "Gone" }, "speaker", null, true],
    [{ id: "gone", label: "" }, "microphone", null, true],
  ] as const)("%j as %s", (preferred, kind, device, fellBack) => {
    expect(chooseDevice(preferred, kind, present)).toEqual({ device, fellBack });
  });
});

async function agentWith(...devices: Device[]) {
  const agent = await signedInPhone();
  agent.audio.plug(devices);
  const state = () => agent.phone.audio.store.getState();
  await until(() => state().microphone.phase === "open", "the microphone");
  const choose = (role: "microphone" | "speaker" | "ringer", device: Device | null) =>
    agent.phone.audio.do({ type: "choose", role, device });
  return { agent, state, choose };
}

describe("headsets come and go", () => {
  test("a chosen microphone is opened, and opened again with each change", async () => {
    const { agent, choose } = await agentWith(desk, headset);
    await choose("microphone", headset);
    expect(agent.audio.opened.at(-1)?.deviceId).toBe("hs");
    await choose("microphone", null);
    expect(agent.audio.opened.at(-1)?.deviceId).toBeNull();
  });

  test("unplugging falls back and says so, plugging in returns to it", async () => {
    const { agent, state, choose } = await agentWith(desk, headset);
    await choose("microphone", headset);
    agent.audio.loseMicrophone();
    agent.audio.plug([desk]);
    await until(() => state().fellBack.includes("microphone"), "the notice");
    await until(() => agent.audio.opened.at(-1)?.deviceId === null, "the stand-in");
    agent.audio.plug([desk, headset]);
    await until(() => state().fellBack.length === 0, "no notice");
    await until(() => agent.audio.opened.at(-1)?.deviceId === "hs", "the headset again");
  });

  test("speaker and ringer are apart", async () => {
    const { agent, choose } = await agentWith(desk, headsetOut, loudspeaker);
    await choose("speaker", headsetOut);
    await choose("ringer", loudspeaker);
    expect([agent.audio.speaker, agent.audio.ringer]).toEqual(["hs-out", "loud"]);
    agent.audio.plug([desk, headsetOut]);
    await until(() => agent.audio.ringer === null, "the default ringer");
    expect(agent.audio.speaker).toBe("hs-out");
  });

  test("with no microphone at all the phone says so, and takes the first that comes", async () => {
    const agent = await signedInPhone();
    agent.audio.plug([]);
    agent.audio.loseMicrophone();
    const state = () => agent.phone.audio.store.getState();
    await until(() => state().microphone.phase === "failed", "no microphone");
    expect(state().microphone).toMatchObject({ problem: { code: "microphoneMissing" } });
    agent.audio.plug([headset]);
    await until(() => state().microphone.phase === "open", "the headset");
  });

  test("a refusal is told, and asking again works", async () => {
    const { agent, state } = await agentWith(desk);
    agent.audio.failWith = new PhoneError("microphoneDenied");
    agent.audio.loseMicrophone();
    await until(() => state().microphone.phase === "failed", "the refusal");
    expect(state().microphone).toMatchObject({ problem: { code: "microphoneDenied" } });
    agent.audio.failWith = null;
    await agent.phone.audio.do({ type: "openMicrophone" });
    expect(state().microphone).toMatchObject({ phase: "open", label: "Desk microphone" });
  });
});

test("a microphone that works goes on when another cannot be opened", async () => {
  const { agent, state, choose } = await agentWith(desk, headset);
  agent.audio.failWith = new PhoneError("microphoneBusy");
  await choose("microphone", headset);
  expect(state()).toMatchObject({
    microphone: { phase: "open", label: "Desk microphone" },
    problem: { code: "microphoneBusy" },
  });
  expect(agent.audio.microphoneOpen).toBe(true);
});

test("a default that went away is told, and returned to when it is back", async () => {
  const { agent, state } = await agentWith(headset, desk);
  await agent.phone.audio.do({ type: "openMicrophone" });
  expect(state().microphone).toMatchObject({ label: "Headset" });
  agent.audio.plug([desk]);
  agent.audio.loseMicrophone();
  await until(() => state().replaced !== null, "the notice");
  expect(state().replaced).toEqual({ from: "Headset", to: "Desk microphone" });
  agent.audio.plug([headset, desk]);
  await until(() => state().replaced === null, "no notice");
  expect(state().microphone).toMatchObject({ phase: "open", label: "Headset" });
});

test("nothing is open after signing out, even what was slow to open", async () => {
  const { agent, state } = await agentWith(desk);
  const opening = agent.phone.audio.do({ type: "openMicrophone" });
  await agent.phone.connection.do({ type: "signOut" });
  await opening;
  expect(state().microphone.phase).toBe("closed");
  expect(agent.audio.microphoneOpen).toBe(false);
});

test("echo, noise and gain are remembered per microphone", async () => {
  const { agent, choose } = await agentWith(desk, headset);
  const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  await choose("microphone", headset);
  await agent.phone.audio.do({ type: "setProcessing", processing: bare });
  expect(agent.audio.opened.at(-1)).toEqual({ deviceId: "hs", processing: bare });
  await choose("microphone", desk);
  expect(agent.audio.opened.at(-1)).toEqual({ deviceId: "mic", processing: defaultProcessing });
  await choose("microphone", headset);
  expect(agent.audio.opened.at(-1)?.processing).toEqual(bare);
  const { processingByDevice } = agent.phone.settings.store.getState() satisfies Settings;
  expect(Object.keys(processingByDevice)).toEqual(["Headset"]);
});

test("the default microphone gets the processing of whichever device it turns out to be", async () => {
  const { agent } = await agentWith(desk);
  const bare = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  await agent.phone.audio.do({ type: "setProcessing", processing: bare });
  expect(agent.audio.opened.at(-1)).toEqual({ deviceId: null, processing: bare });
  const { phone, ports } = agent;
  const next = await signedInPhone({ ports: { settings: ports.settings } });
  await until(() => next.audio.opened.length === 2, "the second opening");
  expect(next.audio.opened.map(({ processing }) => processing)).toEqual([defaultProcessing, bare]);
  expect(phone.audio.store.getState().microphone).toMatchObject({ phase: "open" });
});

test("after a reload a microphone that needs asking waits for a press, and nobody is heard", async () => {
  const { signIn } = (await signedInPhone()).ports;
  const agent = testPhone({ ports: { signIn } });
  agent.audio.permissionIs = "prompt";
  const { audio, connection } = agent.phone;
  await connection.do({ type: "restore" });
  const microphone = () => audio.store.getState().microphone;
  const waits = (): boolean => {
    const now = microphone();
    return now.phase === "closed" && now.waits;
  };
  await until(waits, "the wait for a press");
  expect(agent.audio.opened).toEqual([]);
  expect(isMicrophoneLive(audio.store.getState())).toBe(false);
  await audio.do({ type: "openMicrophone" });
  expect(isMicrophoneLive(audio.store.getState())).toBe(true);
  await connection.do({ type: "signOut" });
  expect(microphone()).toEqual({ phase: "closed", waits: false });
});

test("a page that may not sound yet says so until somebody presses", async () => {
  const { agent, state } = await agentWith(desk);
  agent.audio.block(true);
  expect(state().soundBlocked).toBe(true);
  await agent.phone.audio.do({ type: "unblockSound" });
  expect(state().soundBlocked).toBe(false);
});

describe("gathering ends", () => {
  const host = { ...nothingGathered, hosts: 1, lastFoundAt: 20 };
  test.each([
    ["at once when the browser says so", { ...nothingGathered, complete: true }, "host", 0, 0],
    ["a moment after the first host candidate", host, "host", 20, 40],
    [
      "not later for candidates that keep coming",
      { ...host, hosts: 3, lastFoundAt: 990 },
      "host",
      990,
      10,
    ],
    ["with servers: not at host candidates", host, "beyond", 20, 980],
    [
      "with servers: a moment after one from beyond",
      { ...host, beyond: 1, lastFoundAt: 90 },
      "beyond",
      100,
      30,
    ],
    ["after a second, whatever a silent server does", host, "beyond", 1_000, 0],
    ["later where only a relay will do", nothingGathered, "relay", 1_000, 4_000],
    ["a moment after the relay", { ...nothingGathered, beyond: 1 }, "relay", 0, 40],
    ["after a second with nothing at all", nothingGathered, "host", 1_000, 0],
  ] as const)("%s", (_, gathering, wanted, nowMs, restMs) => {
    expect(chooseGatheringRestMs(gathering, wanted, nowMs)).toBe(restMs);
  });
});

describe("a microphone that is listed and cannot be had", () => {
  test("is stood in for, said so, and returned to as soon as it can be had", async () => {
    const { agent, state, choose } = await agentWith(desk, headset);
    await choose("microphone", headset);
    agent.audio.busy.add("hs");
    agent.audio.loseMicrophone();
    await until(() => state().fellBack.includes("microphone"), "the notice");
    expect(state().microphone).toEqual({ phase: "open", label: desk.label });
    // Nothing tells of a Bluetooth profile that is back but a list of devices that says the same.
    agent.audio.busy.clear();
    agent.audio.plug([desk, headset]);
    await until(() => state().fellBack.length === 0, "no notice");
    expect(state().microphone).toEqual({ phase: "open", label: headset.label });
  });

  test("is asked for again and again, though nothing changes in the list", async () => {
    const { port, state, audio } = await standingIn();
    expect(state().fellBack).toEqual(["microphone"]);
    await until(() => port.opened.filter(({ deviceId }) => deviceId === "hs").length > 3, "tries");
    expect(state().microphone).toEqual({ phase: "open", label: desk.label });
    port.busy.clear();
    await until(() => state().fellBack.length === 0, "no notice");
    expect(state().microphone).toEqual({ phase: "open", label: headset.label });
    audio.coolDown();
  });

  test("is asked for no more after signing out", async () => {
    const { port, audio } = await standingIn();
    audio.coolDown();
    const before = port.opened.length;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(port.opened).toHaveLength(before);
  });

  test("has every other one tried in its place", async () => {
    const { agent, state, choose } = await agentWith(desk, headset);
    await choose("microphone", headset);
    agent.audio.busy.add("hs").add("default");
    agent.audio.loseMicrophone();
    await until(() => state().fellBack.includes("microphone"), "the notice");
    expect(agent.audio.opened.slice(-3).map(({ deviceId }) => deviceId)).toEqual([
      "hs",
      null,
      "mic",
    ]);
    agent.audio.busy.add("mic");
    agent.audio.loseMicrophone();
    await until(() => state().microphone.phase === "failed", "a failure");
    expect(state().microphone).toMatchObject({ problem: { code: "microphoneBusy" } });
  });

  /** A headset was chosen, has been lost and cannot be had; it is asked for every ten milliseconds. */
  async function standingIn() {
    const port = createFakeAudio([desk, headset]);
    const settings = createStore(() => ({
      ...readSettings(null),
      microphone: { id: "hs", label: "Headset" },
    }));
    const audio = createAudio({ port, settings, changeSettings: () => undefined, retryMs: 10 });
    await audio.do({ type: "openMicrophone" });
    port.busy.add("hs");
    port.loseMicrophone();
    const state = () => audio.store.getState();
    await until(() => state().fellBack.length > 0, "the stand-in");
    return { port, audio, state };
  }
});

test("a microphone that is muted at the headset is told, and no other takes its place", async () => {
  const { agent, state, choose } = await agentWith(desk, headset);
  await choose("microphone", headset);
  const before = agent.audio.opened.length;
  agent.audio.muteOutside(true);
  expect(state().mutedOutside).toBe(true);
  // Whoever presses mute there must not be heard through the laptop.
  expect(agent.audio.opened).toHaveLength(before);
  agent.audio.muteOutside(false);
  expect(state().mutedOutside).toBe(false);
});

test("a permission that is withdrawn is told in the call, and taken up when it is back", async () => {
  const { agent } = await inCall();
  const state = () => agent.phone.audio.store.getState();
  const invites = () => agent.pbx.wire.sent.filter((text) => text.startsWith("INVITE ")).length;
  const before = invites();
  agent.audio.failWith = new PhoneError("microphoneDenied");
  agent.audio.loseMicrophone();
  await until(() => state().microphone.phase === "failed", "the failure");
  expect(state().microphone).toMatchObject({ problem: { code: "microphoneDenied" } });
  agent.audio.allow();
  await until(() => state().microphone.phase === "open", "the microphone again");
  expect(agent.call()?.phase).toBe("talking");
  expect(invites()).toBe(before);
});
