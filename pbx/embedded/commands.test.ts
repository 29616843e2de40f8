import { describe, expect, test, vi } from "vitest";

import { createCommands } from "./commands";
import { createLanguages } from "./languages";
import { createNotes } from "./notes";
import { createScene } from "./testing/scene";
import { until } from "./testing/until";
import { createTimers } from "./timers";

describe("a command", () => {
  const commands = createCommands({
    notes: { write: () => undefined },
    languages: createLanguages(),
    presences: { set: () => undefined },
    conferences: { kick: () => "OK", end: () => "OK", isMadeBy: () => false },
    agentCommands: { run: (_user, verb) => (verb === "state" ? "q= p=0 r= t=0" : null) },
    supervisionCommands: { run: (_user, verb) => (verb === "hands" ? "0" : null) },
  });

  test.each([
    ["note abc", "OK"],
    ["note", "OK"],
    ["note  two  spaces", "OK"],
    ["presence away,pause,lunch", "OK"],
    ["presence", "UNKNOWN"],
    ["presence away,a,b,c", "UNKNOWN"],
    ["language fi", "OK"],
    ["language -", "OK"],
    ["language klingon", "UNKNOWN"],
    ["conf kick 12345678 1", "FORBIDDEN"],
    ["state", "q= p=0 r= t=0"],
    ["hands", "0"],
    ["rec start 1", "UNKNOWN"],
    ["NOTE abc", "UNKNOWN"],
    ["toString", "UNKNOWN"],
    ["", "UNKNOWN"],
    [`note ${"x".repeat(1_018)}`, "OK"],
    [`note ${"x".repeat(1_019)}`, "UNKNOWN"],
    [`note ${"ö".repeat(600)}`, "UNKNOWN"],
  ])("%j: %s", (command, result) => {
    expect(commands.run("1001", command)).toBe(result);
  });
});

describe("notes", () => {
  test("go along once, the newest only, and are forgotten after a minute", () => {
    vi.useFakeTimers();
    try {
      const timers = createTimers();
      const notes = createNotes(timers);
      notes.write("1001", "a");
      notes.write("1001", "b");
      notes.write("1002", "c");
      expect([notes.take("1001"), notes.take("1001"), notes.take("1003")]).toEqual([
        "b",
        null,
        null,
      ]);
      vi.advanceTimersByTime(59_999);
      notes.write("1003", "d");
      notes.write("1003", "");
      expect(timers.size).toBe(1);
      vi.advanceTimersByTime(1);
      expect([notes.take("1002"), notes.take("1003"), timers.size]).toEqual([null, null, 0]);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("the command channel", () => {
  test("answers every device of the sender, with the reference first", async () => {
    const scene = await createScene();
    const devices = [await scene.phone("1001"), await scene.phone("1001")];
    const omar = await scene.phone("1002");
    expect(await devices[0]?.send("cmd", "note x", ["X-Ref: a1B2"])).toBe(202);
    for (const device of devices) {
      await until("answered", () => device.messages.length === 1);
      const { request } = device.messages[0]!;
      expect([request.from.uri.user, request.body]).toEqual(["cmd", "a1B2 OK"]);
      expect(request.getHeader("content-type")).toBe("text/plain");
    }
    expect(omar.messages).toEqual([]);
  });

  test.each([
    ["letters and digits only", ["X-Ref: a-1 <b>\u0001"], "a1b UNKNOWN"],
    ["none", [], " UNKNOWN"],
    ["not a whole book", [`X-Ref: ${"r".repeat(500)}`], `${"r".repeat(64)} UNKNOWN`],
  ])("a reference: %s", async (_name, headers, expected) => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await aino.send("cmd", "frob", headers);
    await until("answered", () => aino.messages.length === 1);
    expect(aino.messages[0]?.request.body).toBe(expected);
  });

  test("takes text and nothing else", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    expect(await aino.send("cmd", "{}", [], "application/json")).toBe(415);
    expect(aino.messages).toEqual([]);
  });

  test("is challenged, and a sender without a device has its command done all the same", async () => {
    const scene = await createScene();
    const client = await scene.rawClient();
    client.send(client.request("MESSAGE", {}, "note x", "sip:cmd@127.0.0.1"));
    await client.next("401", (text) => text.startsWith("SIP/2.0 401"));
    const headers = { "Content-Type": "text/plain" };
    const reply = await client.ask("MESSAGE", "sip:cmd@127.0.0.1", headers, "note x");
    expect(reply).toContain("SIP/2.0 202");
  });
});

describe("what whoever gets a transfer is told", () => {
  async function office() {
    const scene = await createScene();
    const [aino, omar, sara] = [
      await scene.phone("1001"),
      await scene.phone("1002"),
      await scene.phone("1003"),
    ];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    return { scene, aino, omar, sara, call, incoming };
  }

  test("who made it and the note, of the last transfer only", async () => {
    const { scene, aino, sara, call, incoming } = await office();
    const text = "wants%20a%20refund%2C%20%D9%85%D8%B1%D8%AD%D8%A8%D8%A7";
    expect(await aino.command(`note ${text}`)).toBe("OK");
    await call.refer("1003");
    const third = await sara.rings();
    expect(third.request?.getHeader("x-transferred-by")).toBe('"Aino Virtanen" <1001>');
    expect(third.request?.getHeader("x-transfer-note")).toBe(text);
    expect(third.request?.getHeader("referred-by")).toContain("sip:1001@127.0.0.1");
    await scene.answer(third);
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await call.bye();
    // Sara sends it on to Aino, without a note of her own.
    await third.refer("1001");
    const back = await aino.rings();
    expect(back.request?.getHeader("x-transferred-by")).toBe('"Sara Nasser" <1003>');
    expect(back.request?.hasHeader("x-transfer-note")).toBe(false);
    await incoming.bye();
  });

  test("a note that was for one transfer does not go along with the next, even if that failed", async () => {
    const { scene, aino, sara, call } = await office();
    await aino.command("note first");
    await call.refer("1003");
    await (await sara.rings()).refuse(603);
    await until("told", () => call.sipfrags.at(-1) === "SIP/2.0 603 Decline");
    await call.refer("1003");
    const second = await sara.rings();
    expect(second.request?.hasHeader("x-transfer-note")).toBe(false);
    expect((await scene.legOf("1001")).state).toBe("up");
  });

  test("nobody else's note, and none of a transfer that could not begin", async () => {
    const { aino, sara, omar, call } = await office();
    await omar.command("note of%20Omar");
    await aino.command("note of%20Aino");
    await call.refer("7777");
    await until("told", () => call.sipfrags.at(-1) === "SIP/2.0 404 Not Found");
    await call.refer("*55123456781");
    await until("told", () => call.sipfrags.at(-1)?.startsWith("SIP/2.0 480") === true);
    await call.refer("1003");
    expect((await sara.rings()).request?.getHeader("x-transfer-note")).toBe("of%20Aino");
  });

  test.each([
    ["%0d%0aX-Evil:%20yes", "%0d%0aX-Evil%20yes"],
    ["a\r\nX-Evil: yes", "aX-Evilyes"],
    ["%%%zz% <>\"&'", "%%%zz%"],
    ["مرحبا", null],
  ])("a note of garbage, %j", async (text, carried) => {
    const { aino, sara, call } = await office();
    await aino.command(`note ${text}`);
    await call.refer("1003");
    const { request } = await sara.rings();
    expect(request?.getHeader("x-transfer-note") ?? null).toBe(carried);
    expect(request?.hasHeader("x-evil")).toBe(false);
  });
});
