import { describe, expect, test } from "vitest";

import type { SwitchOptions } from "../options";
import { type CallCentre, createCallCentre } from "../testing/call-centre";
import type { Phone } from "../testing/phone";
import { until } from "../testing/until";
import { textWord } from "./words";

const rights: SwitchOptions["rights"] = {
  "1003": { role: "administrator", over: "all" },
  "1004": { role: "supervisor", over: ["1001"] },
};

async function floor(options = {}) {
  const centre = await createCallCentre({ rights, ...options });
  const layla = await centre.phone("1005");
  const mikko = await centre.phone("1004");
  return { centre, layla, mikko, aino: centre.aino, omar: centre.omar };
}

/** Lines that have come, without their times. */
const linesOf = (centre: CallCentre, phone: Phone, word: string) =>
  centre.told(phone, word).map((line) => line.replace(/ \d{10}/, ""));

describe("rights", () => {
  test.each<[string, Partial<SwitchOptions>, string]>([
    ["1001", {}, "role=agent over=- tell=whispered journal=1"],
    ["1005", {}, "role=supervisor over=all tell=whispered journal=1"],
    ["1003", {}, "role=administrator over=all tell=whispered journal=1"],
    [
      "1004",
      { tellAgents: "never", agentJournal: false },
      "role=supervisor over=1001 tell=never journal=0",
    ],
    [
      "1002",
      { rights: { "1002": { role: "supervisor", over: [] } } },
      "role=supervisor over=- tell=whispered journal=1",
    ],
    [
      "1002",
      { rights: { "1002": { role: "supervisor", over: ["1001", "1003"] } } },
      "role=supervisor over=1001,1003 tell=whispered journal=1",
    ],
  ])("%s with %j", async (extension, options, expected) => {
    const centre = await createCallCentre({ rights, ...options });
    expect(await (await centre.phone(extension)).command("rights")).toBe(expected);
  });

  test.each([
    "sup pause 1002 lunch -",
    "sup mode 1002 whisper -",
    "sup take 1002 -",
    "sup cue 1002 1 hello",
    "sup ask 1002 1",
    "sup hangup 1002 -",
    "sup frob 1002",
    "sup pause 1004 lunch -",
    "sup pause 1999 lunch -",
    "sup",
  ])("%s: not of one's team", async (command) => {
    const { mikko } = await floor();
    expect(await mikko.command(command)).toBe("FORBIDDEN");
  });

  test.each([
    ["sup pause 1005 lunch -", "FORBIDDEN"],
    ["sup mode 1005 whisper -", "FORBIDDEN"],
    ["hands", "FORBIDDEN"],
    ["cue-answer 1002 1 got", "FORBIDDEN"],
    ["tell 1002 1 x", "FORBIDDEN"],
    ["tell 1004 1 x", "OK"],
    ["cue-answer 1004 1 got", "OK"],
    ["cue-answer 1004 1 gone", "UNKNOWN"],
    ["cue-answer 1004", "UNKNOWN"],
    ["tell 1004 a;b x", "UNKNOWN"],
    ["tell 1004 1", "UNKNOWN"],
  ])("an agent says %j: %s", async (command, answer) => {
    const { aino } = await floor();
    expect(await aino.command(command)).toBe(answer);
  });
});

describe("what a supervisor orders", () => {
  test("is told to the agent with its reason, and written down", async () => {
    const { centre, mikko, aino } = await floor();
    const orders = [
      ["sup login 1001 support come%20in", "ADDED"],
      ["sup login 1001 support -", "MEMBERALREADY"],
      ["sup login 1001 nowhere -", "FORBIDDEN"],
      ["sup pause 1001 meeting ten%20minutes", "PAUSED"],
      ["sup unpause 1001 -", "UNPAUSED"],
      ["sup leave 1001 support off%20you%20go", "REMOVED"],
      ["sup leave 1001 support -", "NOTINQUEUE"],
      ["sup logout 1001", "OK"],
      ["sup hangup 1001 stuck", "OK"],
    ] as const;
    for (const [command, answer] of orders) expect(await mikko.command(command)).toBe(answer);
    const told = [
      "login support come%20in",
      "pause meeting ten%20minutes",
      "unpause - -",
      "leave support off%20you%20go",
      "logout - -",
      "hangup - stuck",
    ];
    await centre.isTold(aino, "supervised", "hangup");
    expect(linesOf(centre, aino, "supervised")).toEqual(
      told.map((line) => `supervised 1004 ${line}`),
    );
    await centre.isTold(aino, "state", "by=1004 why=supervisor");
    expect(await aino.command("audit")).toBe("6");
    await until("all lines", () => centre.told(aino, "audit").length === 6);
    expect(linesOf(centre, aino, "audit")).toEqual(
      told.map((line) => `audit 1004 1001 ${line}`).toReversed(),
    );
  });

  test("the sentence comes before the call ends", async () => {
    const { centre, layla, aino, omar } = await floor();
    const [call] = await centre.talk(aino, "1002", omar);
    expect(await layla.command("sup hangup 1001 wrong%20number")).toBe("OK");
    await call.ended();
    const at = (word: string) => aino.received.findIndex((text) => text.includes(word));
    expect(at("supervised 1005 hangup")).toBeGreaterThan(-1);
    expect(at("supervised 1005 hangup")).toBeLessThan(at("BYE sip"));
  });
});

describe("listening", () => {
  async function listening(options = {}) {
    const { centre, layla, aino, omar, mikko } = await floor(options);
    const [call] = await centre.talk(aino, "1002", omar);
    const spying = await layla.dial("*231001");
    await spying.established();
    await until("up", async () => (await centre.legOf("1005")).state === "up");
    return { centre, layla, aino, mikko, call, spying };
  }

  test("the agent has been told when the announcement is answered, and before a word is heard", async () => {
    const { centre, layla, aino, spying } = await listening();
    expect(await layla.command("sup mode 1001 whisper shh")).toBe("OK");
    await centre.isTold(aino, "heard", "whisper");
    await spying.info("application/dtmf-relay", "Signal=5\r\n");
    expect(await layla.command("sup mode 1001 shout -")).toBe("UNKNOWN");
    expect(await layla.command("sup mode 1001 end -")).toBe("OK");
    await spying.bye();
    await centre.isTold(aino, "heard", "end");
    expect(centre.told(aino, "heard")).toEqual([
      expect.stringMatching(/^heard 1005 whisper \d{10}$/),
      expect.stringMatching(/^heard 1005 end \d{10}$/),
    ]);
  });

  test("who does not listen has nothing to announce", async () => {
    const { mikko, layla, spying } = await listening();
    expect(await mikko.command("sup mode 1001 barge -")).toBe("NOCALL");
    await spying.bye();
    await until("over", async () => (await layla.command("sup mode 1001 barge -")) === "NOCALL");
  });

  test("a mode that nobody has announced is told and written down too", async () => {
    const { centre, layla, aino, call, spying } = await listening({ tellAgents: "afterwards" });
    await spying.info("application/dtmf-relay", "Signal=5\r\n");
    await spying.info("application/dtmf-relay", "Signal=4\r\n");
    await call.bye();
    expect(await centre.isTold(aino, "heard")).toMatch(/^heard 1005 after \d{10} whisper$/);
    expect(await layla.command("audit 0")).toBe("4");
    await until("all lines", () => centre.told(layla, "audit").length === 4);
    const acts = linesOf(centre, layla, "audit").map((line) => line.split(" ").slice(3).join(" "));
    expect(acts).toEqual(["end whisper -", "monitor - -", "whisper - -", "monitor - -"]);
  });
});

describe("who may read what has been done", () => {
  test("supervisors of those whom they are over, agents of themselves, if they may", async () => {
    const { centre, layla, mikko, aino, omar } = await floor();
    await layla.command("sup pause 1001 lunch -");
    await layla.command("sup pause 1002 lunch -");
    await layla.command("sup pause 1004 lunch -");
    const counts = [layla, mikko, aino, omar].map((phone) => phone.command("audit"));
    expect(await Promise.all(counts)).toEqual(["3", "2", "1", "1"]);
    await until("lines", () => centre.told(mikko, "audit").length === 2);
    expect(linesOf(centre, mikko, "audit")).toEqual([
      "audit 1005 1004 pause lunch -",
      "audit 1005 1001 pause lunch -",
    ]);
    expect(await layla.command("audit 1")).toBe("3");
    expect(await layla.command("audit x")).toBe("UNKNOWN");
    expect(await layla.command("audit -1")).toBe("UNKNOWN");
  });

  test("agents may not", async () => {
    const { layla, mikko, aino } = await floor({ agentJournal: false });
    await layla.command("sup pause 1001 lunch -");
    await layla.command("sup pause 1004 lunch -");
    expect(await aino.command("audit")).toBe("FORBIDDEN");
    expect(await mikko.command("audit")).toBe("1");
  });
});

describe("cues and questions", () => {
  test("go to the agent and come back to the supervisor", async () => {
    const { centre, mikko, layla, aino } = await floor();
    expect(await mikko.command("sup cue 1001 c1 offer%20him%20a%20lamp")).toBe("OK");
    expect(await centre.isTold(aino, "cue")).toBe("cue 1004 c1 offer%20him%20a%20lamp");
    expect(await aino.command("cue-answer 1004 c1 got")).toBe("OK");
    expect(await centre.isTold(mikko, "cue-answer")).toBe("cue-answer 1001 c1 got");
    expect(await mikko.command("sup ask 1001 r.1")).toBe("OK");
    expect(await centre.isTold(aino, "ask")).toBe("ask 1004 r.1");
    const said = encodeURIComponent(JSON.stringify({ number: "+358401234567", name: "Maria Öö" }));
    expect(await aino.command(`tell 1004 r.1 ${said}`)).toBe("OK");
    expect(await centre.isTold(mikko, "told")).toBe(`told 1001 r.1 ${said}`);
    expect(centre.told(layla, "told")).toEqual([]);
    await layla.command("audit");
    expect(await centre.isTold(layla, "audit", " cue ")).toMatch(/ 1004 1001 cue c1 offer%20him/);
    expect(await centre.isTold(layla, "audit", " ask ")).toMatch(/ 1004 1001 ask - -$/);
  });

  test("need somebody, and something to say", async () => {
    const { layla } = await floor();
    expect(await layla.command("sup cue 1003 c1 hello")).toBe("NOBODY");
    expect(await layla.command("sup ask 1003 r1")).toBe("NOBODY");
    expect(await layla.command("sup cue 1001 c1 -")).toBe("UNKNOWN");
    expect(await layla.command("sup cue 1001 c;1 hello")).toBe("UNKNOWN");
    expect(await layla.command("sup ask 1001")).toBe("UNKNOWN");
  });
});

describe("a raised hand", () => {
  test("is told to every supervisor over the agent, and kept until it is lowered", async () => {
    const { centre, layla, mikko, aino, omar } = await floor();
    expect(await aino.command("help angry%20customer")).toBe("OK");
    for (const phone of [layla, mikko]) {
      expect(await centre.isTold(phone, "help")).toMatch(/^help 1001 \d{10} angry%20customer$/);
    }
    expect(await omar.command("help")).toBe("OK");
    await centre.isTold(layla, "help", "1002");
    expect(await mikko.command("hands")).toBe("1");
    expect(await layla.command("hands")).toBe("2");
    await until("listed", () => centre.told(layla, "help").length === 4);
    expect(linesOf(centre, layla, "help").slice(2)).toEqual([
      "help 1001 angry%20customer",
      "help 1002 %20",
    ]);
    expect(await aino.command("help -")).toBe("OK");
    expect(await aino.command("help -")).toBe("OK");
    expect(await centre.isTold(mikko, "help", " -")).toMatch(/^help 1001 \d{10} -$/);
    expect(await mikko.command("hands")).toBe("0");
    expect(await aino.command("hands")).toBe("FORBIDDEN");
    expect(centre.told(aino, "help")).toEqual([]);
  });
});

describe("text in commands", () => {
  test.each([
    [undefined, null],
    ["", null],
    ["-", null],
    ["%20", null],
    ["%2D", null],
    ["two%20words", "two%20words"],
    ["%D9%85%D8%B1", "%D9%85%D8%B1"],
    ["a%0d%0aX-Evil:%20yes", "a%20%20X-Evil%20yes"],
    ["%ED%A0%80", null],
    ["100%", null],
    ["<b>", "b"],
    ["x".repeat(300), "x".repeat(200)],
    ["it's~(fine)!*", "it's~(fine)!*"],
  ])("%j: %j", (word, expected) => {
    expect(textWord(word)).toBe(expected);
  });
});
