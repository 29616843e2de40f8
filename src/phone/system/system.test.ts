import { describe, expect, test } from "vitest";

import { defaultConfig, readConfig } from "@/phone/config/config";

import { createSystem, type SystemState } from "./system";

function systemOf(foreign: object, pbx: string | null = null) {
  const { config, problem } = readConfig(foreign);
  expect(problem).toBeNull();
  const system = createSystem(config);
  system.learn(pbx);
  return system;
}

const abilities = (foreign: object, pbx: string | null = null): SystemState =>
  systemOf(foreign, pbx).store.getState();

describe("what a phone system can do", () => {
  test("is known once it has said what it is", () => {
    const system = createSystem(defaultConfig);
    expect(system.store.getState()).toMatchObject({ name: "generic", park: false });
    system.learn("Asterisk PBX 22.10.1");
    expect(system.store.getState()).toMatchObject({ name: "asterisk", park: true });
  });

  const everything = {
    transfer: true,
    attendedTransfer: true,
    transferNote: true,
    redirect: true,
    voicemailOf: true,
    watchPeople: true,
    pickUp: true,
    park: true,
    conference: "room",
    removeMember: true,
    chooseNumber: true,
    supervise: true,
  };

  const littleElse = {
    transfer: true,
    attendedTransfer: true,
    transferNote: false,
    redirect: false,
    voicemailOf: false,
    watchPeople: false,
    pickUp: false,
    park: false,
    conference: "browser",
    removeMember: false,
    chooseNumber: false,
    supervise: false,
  };

  test.each([
    ["asterisk", everything],
    ["embedded", { ...everything, voicemailOf: false }],
    ["generic", littleElse],
    ["freeswitch", littleElse],
    ["kamailio", littleElse],
  ])("%s", (name, expected) => {
    expect(abilities({ dialect: name })).toEqual({ name, ...expected });
  });

  test.each([
    [{ transfer: false }, { transfer: false, transferNote: false, park: false }],
    [{ attendedTransfer: false }, { attendedTransfer: false }],
    [{ redirect: false }, { redirect: false, voicemailOf: false }],
    [{ voicemailOf: false }, { voicemailOf: false }],
    [{ presence: false }, { watchPeople: false, pickUp: false }],
    [{ pickup: false }, { pickUp: false }],
    [{ parking: false }, { park: false }],
    [{ conferenceRoom: false }, { conference: "browser", removeMember: false }],
    [{ callerNumber: false }, { chooseNumber: false }],
    [{ commands: false }, { transferNote: false, removeMember: false, supervise: false }],
  ])("a check that found %j takes away what depends on it", (features, expected) => {
    expect(abilities({ dialect: "asterisk", features })).toMatchObject({
      ...everything,
      ...expected,
    });
  });

  test("codes of another phone system give it what its kind has not", () => {
    const { dialect, store } = systemOf({
      dialect: "generic",
      features: { presence: true, redirect: true },
      codes: {
        pickup: "*8{extension}",
        park: "*5{slot}",
        parkingSlots: { first: 71, last: 73 },
        conference: "88{room}{member}",
        voicemailOf: "*86{extension}",
      },
    });
    expect(store.getState()).toMatchObject({
      pickUp: true,
      park: true,
      conference: "room",
      removeMember: false,
      voicemailOf: true,
    });
    expect(dialect().pickup("1002")).toBe("*81002");
    expect(dialect().park("72")).toBe("*572");
    expect(dialect().parkingSlots).toEqual(["71", "72", "73"]);
    expect(dialect().conference("12345678", 3)).toBe("88123456783");
    expect(dialect().voicemailOf("1001")).toBe("*861001");
  });
});

test.each([
  [{ codes: { pickup: "*8" } }, "codes"],
  [{ codes: { pickup: "*8{extension};evil" } }, "codes"],
  [{ codes: { conference: "88{room}" } }, "codes"],
  [{ codes: { parkingSlots: { first: 10, last: 1 } } }, "codes"],
  [{ codes: { parkingSlots: { first: 1, last: 999 } } }, "codes"],
  [{ features: { parking: "yes" } }, "features"],
  [{ team: [{ extension: "x", name: "Omar" }] }, "team"],
  [{ queues: [{ number: "500" }] }, "queues"],
  [{ callerNumbers: ["+358"] }, "callerNumbers"],
  [{ emergencyNumbers: ["sip:evil"] }, "emergencyNumbers"],
])("%j is named as a mistake", (foreign, field) => {
  expect(readConfig(foreign).problem?.fields).toEqual([field]);
});
