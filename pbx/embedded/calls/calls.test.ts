import { describe, expect, test } from "vitest";

import { createScene } from "../testing/scene";
import { until } from "../testing/until";

describe("two agents", () => {
  test("one calls, they talk, one hangs up and the other is told why", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    expect(incoming.request?.getHeader("x-call-kind")).toBe("direct");
    expect(incoming.request?.getHeader("x-call-uuid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(incoming.request?.getHeader("p-asserted-identity")).toBe(
      '"Aino Virtanen" <sip:1001@127.0.0.1>',
    );
    expect(incoming.request?.from.displayName).toBe("Aino Virtanen");
    expect(incoming.request?.getHeader("user-agent")).toMatch(/^Hamsa-Switch\//);
    await incoming.answer();
    await call.established();
    const answer = await call.final();
    expect(answer.getHeader("p-asserted-identity")).toBe('"Omar Haddad" <sip:1002@127.0.0.1>');
    expect(call.progress).toContain(180);

    const { legs } = await scene.pbx.snapshot();
    expect(legs.map(({ user, direction, state }) => [user, direction, state])).toEqual([
      ["1001", "in", "up"],
      ["1002", "out", "up"],
    ]);
    expect(legs[0]?.peers).toEqual([legs[1]?.id]);

    await call.bye();
    await incoming.ended();
    expect(incoming.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });

  test("the called one hangs up", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    await incoming.bye();
    await call.ended();
    expect(call.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });

  test("the caller gives up: CANCEL, 487, and the called one stops ringing", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    await call.cancel();
    expect((await call.final()).statusCode).toBe(487);
    await incoming.ended();
    expect(incoming.reasons[0]).toBe("Q.850;cause=127");
    await scene.quiet();
  });
});

describe("a call that is not answered", () => {
  test.each([
    ["busy", 486, 486, "Q.850;cause=17"],
    ["declined", 603, 603, "Q.850;cause=21"],
    ["not available", 480, 480, "Q.850;cause=20"],
  ])("%s", async (_name, said, heard, reason) => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await incoming.refuse(said);
    const final = await call.final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([heard, reason]);
    await scene.quiet();
  });

  test("nobody answers: 480 with cause 19 after the ring time", async () => {
    const scene = await createScene({ ringTimeoutMs: 50 });
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    const final = await call.final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([480, "Q.850;cause=19"]);
    await incoming.ended();
    await scene.quiet();
  });

  test.each([
    ["1003", 480, "Q.850;cause=20", "nobody has registered"],
    ["7777", 404, "Q.850;cause=1", "there is no such number"],
    ["9486", 486, "Q.850;cause=17", "9nnn refuses with nnn"],
    ["9503", 503, "Q.850;cause=34", "9nnn refuses with nnn"],
    ["9699", 699, "Q.850;cause=127", "9nnn refuses with nnn"],
  ])("%s gives %i, %s: %s", async (number, status, reason) => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const final = await (await aino.dial(number)).final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([status, reason]);
    await scene.quiet();
  });

  test("a description that cannot be used is refused with 488", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001", {
      descriptions: () => ({
        close: () => undefined,
        hasDescription: () => true,
        getDescription: async () => ({ body: "v=0\r\n", contentType: "application/sdp" }),
        setDescription: async () => undefined,
        sendDtmf: () => false,
      }),
    });
    expect((await (await aino.dial("600")).final()).statusCode).toBe(488);
    await scene.quiet();
  });
});

describe("several devices of one user", () => {
  test("all ring, the first to answer wins and the others are told it was elsewhere", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const [desk, mobile] = [await scene.phone("1002"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const [atDesk, atMobile] = [await desk.rings(), await mobile.rings()];
    await atMobile.answer();
    await call.established();
    await atDesk.ended();
    expect(atDesk.reasons).toEqual([
      'SIP;cause=200;text="Call completed elsewhere"',
      "Q.850;cause=26",
    ]);
    expect((await scene.legOf("1002")).state).toBe("up");
    await call.bye();
    await atMobile.ended();
    await scene.quiet();
  });

  test("one that declines ends nothing, when all have the caller hears the worst of it", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const [desk, mobile] = [await scene.phone("1002"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const [atDesk, atMobile] = [await desk.rings(), await mobile.rings()];
    const reject = (incoming: typeof atDesk, statusCode: number) => incoming.refuse(statusCode);
    await reject(atDesk, 480);
    await until("one leg left", async () => (await scene.pbx.snapshot()).legs.length === 2);
    await reject(atMobile, 486);
    expect((await call.final()).statusCode).toBe(486);
    await scene.quiet();
  });
});

describe("services", () => {
  test("early media: 183 with a description and its tone, then 200, then BYE with cause 17", async () => {
    const scene = await createScene({ earlyMediaMs: 300, earlyMediaTalkMs: 300 });
    const aino = await scene.phone("1001");
    const call = await aino.dial("603", { earlyMedia: true });
    await until("183", () => call.progress.includes(183));
    scene.clock.advance(20);
    const [tone] = await scene.pbx.levels({ leg: "1001", side: "sent", frequenciesHz: [1004] });
    expect(tone).toBeGreaterThan(-20);
    await call.established();
    await call.ended();
    expect(call.reasons).toEqual(["Q.850;cause=17"]);
    await scene.quiet();
  });

  test("early media can be cancelled", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const call = await aino.dial("603", { earlyMedia: true });
    await until("183", () => call.progress.includes(183));
    await call.cancel();
    expect((await call.final()).statusCode).toBe(487);
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("echo, tone and music", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const heard = async (number: string, hz: number) => {
      const call = await aino.dial(number);
      await call.established();
      scene.media.legs.at(-1)?.speak(437);
      scene.clock.advance(20);
      const levels = await scene.pbx.levels({
        leg: "1001",
        side: "sent",
        frequenciesHz: [hz, 437],
      });
      await call.bye();
      await scene.quiet();
      return levels.map((level) => level > -45);
    };
    expect(await heard("600", 437)).toEqual([true, true]);
    expect(await heard("601", 1004)).toEqual([true, false]);
    expect(await heard("602", 243)).toEqual([true, false]);
  });

  test("the menu says back a key and ends with hash", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const call = await aino.dial("604");
    await call.established();
    scene.media.legs[0]?.press("5");
    scene.clock.advance(10);
    expect((await scene.legOf("1001")).digits).toBe("5");
    expect(await call.info("application/dtmf-relay", "Signal=#\r\nDuration=160")).toBe(200);
    scene.clock.advance(200);
    await call.ended();
    expect(call.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });
});
