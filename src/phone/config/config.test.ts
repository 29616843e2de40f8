import { describe, expect, test } from "vitest";

import { createSettings, readSettings } from "@/phone/settings/settings";

import { defaultConfig, readConfig } from "./config";

describe("config.json", () => {
  test("may be empty", () => {
    expect(readConfig({})).toEqual({ config: defaultConfig, problem: null });
    expect(defaultConfig).toMatchObject({
      server: null,
      iceServers: [],
      maxCalls: 4,
      dialect: "auto",
    });
  });

  test("keeps what is right and names what is wrong", () => {
    const { config, problem } = readConfig({
      server: "wss://sip.example.com/ws",
      region: "Finland",
      maxCalls: "many",
      iceServers: [{ urls: "stun:stun.example.com" }],
      somethingElse: 1,
    });
    expect(config).toMatchObject({
      server: "wss://sip.example.com/ws",
      region: null,
      maxCalls: 4,
      iceServers: [{ urls: "stun:stun.example.com" }],
    });
    expect(problem?.fields.toSorted()).toEqual(["maxCalls", "region"]);
  });

  test.each([
    [{ urls: "https://example.com" }],
    [{ urls: "stun.example.com" }],
    [{ urls: "turn:turn.example.com" }],
    [{ urls: ["stun:a.example", "turns:turn.example.com"], username: "u" }],
  ])("would stop every call with the ICE server %j, so it is named and left out", (server) => {
    const { config, problem } = readConfig({ iceServers: [server] });
    expect(config.iceServers).toEqual([]);
    expect(problem?.fields).toEqual(["iceServers"]);
  });

  test("takes a TURN server with its user and password", () => {
    const iceServers = [{ urls: ["turns:t.example"], username: "u", credential: "c" }];
    expect(readConfig({ iceServers })).toMatchObject({ config: { iceServers }, problem: null });
  });

  test.each([[null], ["text"], [3], [[]], [[{}]]])(
    "that is %j falls back to the defaults",
    (foreign) => {
      expect(readConfig(foreign)).toEqual({
        config: defaultConfig,
        problem: { fields: ["config.json"] },
      });
    },
  );
});

describe("settings", () => {
  test.each([[null], [undefined], ["x"], [5], [[]]])("from %j are the defaults", (stored) => {
    expect(readSettings(stored)).toEqual(readSettings({}));
  });

  test("lose only the field that is wrong", () => {
    const settings = readSettings({
      theme: "dark",
      ringVolumePercent: 900,
      language: "xx",
      holdReminderSeconds: 30,
      microphone: { id: 1 },
    });
    expect(settings).toMatchObject({
      theme: "dark",
      ringVolumePercent: 70,
      language: null,
      holdReminderSeconds: 30,
      microphone: null,
    });
  });

  test("of two tabs do not undo each other's changes", () => {
    let stored: unknown = null;
    const told: ((stored: unknown) => void)[] = [];
    const openTab = () =>
      createSettings({
        read: () => stored,
        write: (settings) => void (stored = settings),
        watch(listener) {
          told.push(listener);
          return () => undefined;
        },
      });
    const [first, second] = [openTab(), openTab()];
    first.do({ type: "change", change: { theme: "dark" } });
    second.do({ type: "change", change: { ringVolumePercent: 20 } });
    expect(stored).toMatchObject({ theme: "dark", ringVolumePercent: 20 });
    for (const listener of told) listener(stored);
    expect(first.store.getState()).toEqual(second.store.getState());
  });
});
