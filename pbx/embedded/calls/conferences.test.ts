import { describe, expect, test } from "vitest";

import type { Call, Phone } from "../testing/phone";
import { createScene, type Scene } from "../testing/scene";
import { until } from "../testing/until";

const room = "12345678";
const texts = (phone: Phone) => phone.messages.map(({ request }) => request.body);

/** As many talk with each other, everybody with everybody. */
async function together(scene: Scene, count: number): Promise<void> {
  await until(`${count} are together`, async () => {
    const { legs } = await scene.pbx.snapshot();
    return legs.filter(({ peers }) => peers.length === count - 1).length === count;
  });
}

async function sent(call: Call, number: string): Promise<string | undefined> {
  const known = call.sipfrags.length;
  expect(await call.refer(number)).toBe(202);
  await until("the end of the transfer", () =>
    call.sipfrags.slice(known).some((text) => !text.startsWith("SIP/2.0 1")),
  );
  return call.sipfrags.at(-1);
}

/** Aino has made a conference of Omar (1), Sara (2) and herself. */
async function conference() {
  const scene = await createScene();
  const [aino, omar, sara] = [
    await scene.phone("1001"),
    await scene.phone("1002"),
    await scene.phone("1003"),
  ];
  const [first, ofOmar] = await scene.talk(aino, "1002", omar);
  const [second, ofSara] = await scene.talk(aino, "1003", sara);
  const maker = await aino.dial(`*55${room}0`);
  await maker.established();
  expect(await sent(first, `*55${room}1`)).toBe("SIP/2.0 200 OK");
  expect(await sent(second, `*55${room}2`)).toBe("SIP/2.0 200 OK");
  expect(first.sipfrags).toEqual(["SIP/2.0 100 Trying", "SIP/2.0 200 OK"]);
  await first.bye();
  await second.bye();
  await together(scene, 3);
  return { scene, aino, omar, sara, maker, ofOmar, ofSara };
}

describe("a room that anybody may dial", () => {
  test("has everybody hear everybody else, and nobody himself", async () => {
    const scene = await createScene();
    const numbers = ["1001", "1002", "1003"];
    const tones = [437, 611, 1_177];
    const calls: Call[] = [];
    for (const number of numbers) {
      const phone = await scene.phone(number);
      const call = await phone.dial("805");
      await call.established();
      calls.push(call);
    }
    scene.media.legs.forEach((leg, i) => leg.speak(tones[i] ?? 0));
    await together(scene, 3);
    const heard = async (leg: string) => {
      const levels = await scene.pbx.levels({
        leg,
        side: "sent",
        frequenciesHz: [...tones, 243],
      });
      return levels.map((level) => level > -45);
    };
    scene.clock.advance(20);
    expect([await heard("1001"), await heard("1002"), await heard("1003")]).toEqual([
      [false, true, true, false],
      [true, false, true, false],
      [true, true, false, false],
    ]);
    expect(await calls[1]?.hold(true)).toBe(200);
    scene.clock.advance(20);
    // Nobody hears music as long as two are there.
    expect([await heard("1001"), await heard("1002"), await heard("1003")]).toEqual([
      [false, false, true, false],
      [false, false, false, false],
      [true, false, false, false],
    ]);
    expect(await calls[1]?.hold(false)).toBe(200);
    for (const call of calls) await call.bye();
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("the last one stays, and others can come", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const first = await aino.dial("800");
    expect((await first.final()).getHeader("p-asserted-identity")).toBeUndefined();
    const second = await omar.dial("800");
    await second.established();
    await together(scene, 2);
    await second.bye();
    await until("alone", async () => (await scene.pbx.snapshot()).legs.length === 1);
    const third = await omar.dial("800");
    await third.established();
    await together(scene, 2);
    await first.bye();
    await third.bye();
    await scene.quiet();
  });

  test("rooms are not one another's", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await (await aino.dial("800")).established();
    await (await omar.dial("801")).established();
    expect((await scene.legOf("1001")).peers).toEqual([]);
  });

  test("a customer can dial one and a call can be sent to one", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const order = { name: "Maria", number: "+358401234567", voice: { silent: true } } as const;
    await scene.pbx.customerCalls({ ...order, to: "800" });
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    expect(await sent(call, "800")).toBe("SIP/2.0 200 OK");
    await together(scene, 2);
    await incoming.bye();
    await call.bye();
  });
});

describe("a conference of one's own", () => {
  test("the maker is shown it, and the others come by REFER", async () => {
    const { maker, ofOmar } = await conference();
    const answer = await maker.final();
    expect(answer.getHeader("p-asserted-identity")).toBe('"Conference" <sip:*55@127.0.0.1>');
    expect(ofOmar.shownPeers).toEqual([`"Aino Virtanen" <sip:*551001@127.0.0.1>`]);
  });

  test("a member hangs up: the maker's devices are told, and when only one is left it is over", async () => {
    const { scene, aino, omar, maker, ofOmar, ofSara } = await conference();
    const other = await scene.phone("1001");
    await ofOmar.bye();
    await together(scene, 2);
    await ofSara.bye();
    await maker.ended();
    expect(maker.reasons).toEqual(["Q.850;cause=16"]);
    for (const device of [aino, other]) {
      await until("told of both", () => device.messages.length === 2);
      expect(texts(device)).toEqual([`conf ${room} left 1`, `conf ${room} left 2`]);
      expect(device.messages[0]?.request.from.uri.user).toBe("cmd");
    }
    expect(omar.messages).toEqual([]);
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("the maker leaves: two stay together, nobody is told, and the last is not left alone", async () => {
    const { scene, aino, omar, maker, ofOmar, ofSara } = await conference();
    await maker.bye();
    await together(scene, 2);
    await ofOmar.bye();
    await ofSara.ended();
    expect(ofSara.reasons).toEqual(["Q.850;cause=16"]);
    expect(texts(aino)).toEqual([]);
    expect(texts(omar)).toEqual([]);
    await scene.quiet();
  });

  test("the maker leaves the only member: it is hung up as well", async () => {
    const { scene, maker, ofOmar, ofSara } = await conference();
    await ofSara.bye();
    await together(scene, 2);
    await maker.bye();
    await ofOmar.ended();
    expect(ofOmar.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });

  test("the maker may be alone, and comes back to who is still there", async () => {
    const { scene, aino, omar, maker } = await conference();
    await maker.bye();
    await together(scene, 2);
    const stranger = await omar.dial(`*55${room}0`);
    expect((await stranger.final()).statusCode).toBe(480);
    const again = await aino.dial(`*55${room}0`);
    await again.established();
    await together(scene, 3);
    expect(await aino.command(`conf end ${room}`)).toBe("OK");
    await scene.quiet();
  });

  test("who comes too late is refused", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const final = await (await omar.dial(`*55${room}1`)).final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([480, "Q.850;cause=20"]);
    const [call] = await scene.talk(aino, "1002", omar);
    expect(await sent(call, `*55${room}1`)).toBe("SIP/2.0 480 Temporarily Unavailable");
    expect((await scene.legOf("1001")).peers).toEqual([(await scene.legOf("1002")).id]);
    const maker = await aino.dial(`*55${room}0`);
    await maker.established();
    await maker.bye();
    expect(await sent(call, `*55${room}1`)).toBe("SIP/2.0 480 Temporarily Unavailable");
    expect(await sent(call, `*55${room}0`)).toBe("SIP/2.0 480 Temporarily Unavailable");
  });

  test("a number that is taken is refused, another one is not", async () => {
    const { scene, aino, omar } = await conference();
    const layla = await scene.phone("1005");
    const twice = await layla.dial(`*55${room}1`);
    expect((await twice.final()).statusCode).toBe(486);
    expect((await (await aino.dial(`*55${room}0`)).final()).statusCode).toBe(486);
    expect((await (await omar.dial(`*55${room}0`)).final()).statusCode).toBe(480);
    const fourth = await layla.dial(`*55${room}3`);
    await fourth.established();
    await together(scene, 4);
  });

  test("two take the same number at once: one is hung up again", async () => {
    const { scene } = await conference();
    const [layla, mikko] = [await scene.phone("1005"), await scene.phone("1004")];
    const release = scene.media.holdAnswers();
    const both = [await layla.dial(`*55${room}3`), await mikko.dial(`*55${room}3`)];
    await until("both are on their way", async () => {
      return (await scene.pbx.snapshot()).legs.length === 5;
    });
    release();
    await together(scene, 4);
    await until("one is hung up", () => both.some(({ reasons }) => reasons.length === 1));
    expect(both.flatMap(({ reasons }) => reasons)).toEqual(["Q.850;cause=16"]);
  });

  test("a customer cannot make one", async () => {
    const scene = await createScene();
    const order = { name: "Maria", number: "+358401234567", voice: { silent: true } } as const;
    await scene.pbx.customerCalls({ ...order, to: `*55${room}0` });
    await until("refused", async () => {
      return (await scene.pbx.snapshot()).customers[0]?.outcome === "unavailable";
    });
    await scene.quiet();
  });

  test("a description that cannot be used leaves no member behind", async () => {
    const { scene, aino } = await conference();
    const broken = await scene.phone("1004", {
      descriptions: () => ({
        close: () => undefined,
        hasDescription: () => true,
        getDescription: async () => ({ body: "v=0\r\n", contentType: "application/sdp" }),
        setDescription: async () => undefined,
        sendDtmf: () => false,
      }),
    });
    expect((await (await broken.dial(`*55${room}3`)).final()).statusCode).toBe(488);
    await together(scene, 3);
    expect(await aino.command(`conf kick ${room} 3`)).toBe("NOTFOUND");
    expect(texts(aino).filter((text) => text.includes("left"))).toEqual([]);
  });
});

describe("commands about a conference", () => {
  test("the maker takes a member out", async () => {
    const { scene, aino, ofOmar } = await conference();
    expect(await aino.command(`conf kick ${room} 1`)).toBe("OK");
    await ofOmar.ended();
    expect(ofOmar.reasons).toEqual(["Q.850;cause=16"]);
    await until("told", () => texts(aino).includes(`conf ${room} left 1`));
    await together(scene, 2);
    expect(await aino.command(`conf kick ${room} 1`)).toBe("NOTFOUND");
  });

  test("the maker ends it for everybody, himself last", async () => {
    const { scene, aino, maker, ofOmar, ofSara } = await conference();
    expect(await aino.command(`conf end ${room}`)).toBe("OK");
    await Promise.all([maker, ofOmar, ofSara].map((call) => call.ended()));
    await until("told of both", () => texts(aino).filter((text) => /left/.test(text)).length === 2);
    expect(texts(aino).filter((text) => /left/.test(text))).toEqual([
      `conf ${room} left 2`,
      `conf ${room} left 1`,
    ]);
    const byes = aino.received.filter((text) => text.startsWith("BYE"));
    expect(byes).toHaveLength(1);
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("others may not, and neither may the maker once gone", async () => {
    const { scene, aino, omar, maker } = await conference();
    expect(await omar.command(`conf kick ${room} 2`)).toBe("FORBIDDEN");
    expect(await omar.command(`conf end ${room}`)).toBe("FORBIDDEN");
    expect(await omar.command(`conf frob ${room}`)).toBe("FORBIDDEN");
    expect(await aino.command("conf kick 87654321 1")).toBe("FORBIDDEN");
    expect(await aino.command("conf kick 800 1")).toBe("FORBIDDEN");
    expect(await aino.command("conf")).toBe("FORBIDDEN");
    expect(await aino.command(`conf frob ${room}`)).toBe("UNKNOWN");
    expect(await aino.command(`conf kick ${room}`)).toBe("NOTFOUND");
    expect(await aino.command(`conf kick ${room} 1x`)).toBe("NOTFOUND");
    await together(scene, 3);
    await maker.bye();
    await together(scene, 2);
    expect(await aino.command(`conf end ${room}`)).toBe("FORBIDDEN");
  });
});

describe("a page that loads again", () => {
  const replaces = (call: Call): string => {
    const { dialog } = call.session;
    return `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
  };

  test("gets its place in a conference back, as maker and as member", async () => {
    const { scene, aino, maker, ofOmar } = await conference();
    const page = await scene.stranger("1001");
    const fresh = await page.dial("*55", { extraHeaders: [replaces(maker)] });
    await fresh.established();
    await maker.ended();
    await until("shown", () => fresh.shownPeers.length === 1);
    expect(fresh.shownPeers).toEqual(['"Conference" <sip:*55@127.0.0.1>']);
    const tab = await scene.stranger("1002");
    const second = await tab.dial("1001", { extraHeaders: [replaces(ofOmar)] });
    await second.established();
    await ofOmar.ended();
    await together(scene, 3);
    expect(texts(aino)).toEqual([]);
    expect(await aino.command(`conf kick ${room} 1`)).toBe("OK");
    await second.ended();
  });

  test("even alone", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const maker = await aino.dial(`*55${room}0`);
    await maker.established();
    const page = await scene.stranger("1001");
    const fresh = await page.dial("*55", { extraHeaders: [replaces(maker)] });
    await fresh.established();
    await maker.ended();
    expect(await aino.command(`conf end ${room}`)).toBe("OK");
    await fresh.ended();
    await scene.quiet();
  });
});

describe("transfers and conferences", () => {
  test("a conference is not sent anywhere", async () => {
    const { scene, maker, ofOmar } = await conference();
    expect(await sent(maker, "1004")).toBe("SIP/2.0 400 Bad Request");
    expect(await sent(ofOmar, "600")).toBe("SIP/2.0 400 Bad Request");
    await together(scene, 3);
  });

  test("after asking, somebody takes the transferor's place in it", async () => {
    const { scene, aino, ofOmar, ofSara } = await conference();
    const [layla, omar] = [await scene.phone("1005"), await scene.phone("1004")];
    const [call, ofMikko] = await scene.talk(layla, "1004", omar);
    const inside = await layla.dial(`*55${room}3`);
    await inside.established();
    await together(scene, 4);
    expect(await call.refer(inside)).toBe(202);
    await inside.ended();
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await together(scene, 4);
    expect(await aino.command(`conf kick ${room} 3`)).toBe("OK");
    await ofMikko.ended();
    await ofOmar.bye();
    await ofSara.bye();
    await call.bye();
    await scene.quiet();
  });

  test("and the other way round", async () => {
    const { scene, aino, ofOmar } = await conference();
    const [omar, mikko] = [await scene.phone("1002"), await scene.phone("1004")];
    const [second, ofMikko] = await scene.talk(omar, "1004", mikko);
    // REFER on the call in the conference, with the call to Mikko in it.
    expect(await ofOmar.refer(second)).toBe(202);
    await second.ended();
    await until("done", () => ofOmar.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await together(scene, 3);
    expect(texts(aino)).toEqual([]);
    expect(await aino.command(`conf kick ${room} 1`)).toBe("OK");
    await ofMikko.ended();
  });

  test("two conferences cannot become one", async () => {
    const { scene, aino, maker } = await conference();
    const other = await aino.dial("800");
    await other.established();
    expect(await maker.refer(other)).toBe(202);
    await until("told", () => maker.sipfrags.at(-1)?.startsWith("SIP/2.0 481") === true);
    await together(scene, 3);
  });
});
