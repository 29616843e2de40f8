import { describe, expect, test } from "vitest";

import { createScene } from "../testing/scene";
import { until } from "../testing/until";
import { isMeant } from "./pickup";

describe("whose ringing call is meant", () => {
  test.each([
    ["**1002 by a colleague", "1001", "1002", "1002", "1003", true],
    ["**1002 by Omar himself, at another device", "1002", "1002", "1002", "1003", true],
    ["**1002, but it rings at Sara", "1001", "1002", "1003", "1002", false],
    ["*8, it rings at a colleague", "1001", null, "1002", "1003", true],
    ["*8, it rings at oneself", "1001", null, "1001", "1003", false],
    ["*8, it is one's own call that rings there", "1001", null, "1002", "1001", false],
    ["*8 by a customer", null, null, "1002", "1003", true],
    ["something of the switch's own", "1001", null, null, "1003", false],
  ])("%s", (_name, taker, extension, user, calledBy, expected) => {
    expect(isMeant(taker, extension, { user, calledBy })).toBe(expected);
  });
});

const order = { name: "Maria", number: "+358401234567", voice: { toneHz: 1_177 } } as const;

async function office() {
  const scene = await createScene();
  const [aino, omar, sara] = [
    await scene.phone("1001"),
    await scene.phone("1002"),
    await scene.phone("1003"),
  ];
  /** A customer's call rings at a phone, and the switch knows it. */
  async function rings(to: string, name: string = order.name): Promise<string> {
    const { id } = await scene.pbx.customerCalls({ ...order, to, name });
    return id;
  }
  return { scene, aino, omar, sara, rings };
}

describe("taking a call that rings at an extension", () => {
  test("the taker talks with the caller, and every device that rang is told", async () => {
    const { scene, omar, sara } = await office();
    const other = await scene.phone("1002");
    const call = await sara.dial("1002");
    const ringing = [await omar.rings(), await other.rings()];
    await until("it rings", () => call.progress.includes(180));
    const layla = await scene.phone("1005");
    const taken = await layla.dial("**1002");
    const answer = await taken.final();
    expect([answer.statusCode, answer.getHeader("p-asserted-identity")]).toEqual([
      200,
      '"Sara Nasser" <sip:1003@127.0.0.1>',
    ]);
    for (const device of ringing) {
      await device.ended();
      expect(device.reasons).toEqual([
        'SIP;cause=200;text="Call completed elsewhere"',
        "Q.850;cause=26",
      ]);
    }
    await call.established();
    expect((await call.final()).getHeader("p-asserted-identity")).toBe(
      '"Layla Mansour" <sip:1005@127.0.0.1>',
    );
    await until("they talk", async () => (await scene.legOf("1005")).peers.length === 1);
    expect((await scene.legOf("1005")).peers).toEqual([(await scene.legOf("1003")).id]);
    await taken.bye();
    await call.ended();
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("nothing rings there: 480 with cause 20", async () => {
    const { scene, aino, omar, sara } = await office();
    const refused = async (number: string) => {
      const final = await (await sara.dial(number)).final();
      return [final.statusCode, final.getHeader("reason")];
    };
    expect(await refused("**1002")).toEqual([480, "Q.850;cause=20"]);
    expect(await refused("**600")).toEqual([480, "Q.850;cause=20"]);
    expect(await refused("*8")).toEqual([480, "Q.850;cause=20"]);
    await scene.talk(aino, "1002", omar);
    expect(await refused("**1002")).toEqual([480, "Q.850;cause=20"]);
  });

  test("a phone that has not said that it rings does not", async () => {
    const scene = await createScene();
    const [omar, sara] = [await scene.phone("1002"), await scene.phone("1003")];
    const client = await scene.rawClient();
    await client.ask("REGISTER", "sip:127.0.0.1");
    const call = await omar.dial("1001");
    const invite = await client.next("INVITE", (text) => text.startsWith("INVITE"));
    expect((await (await sara.dial("**1001")).final()).statusCode).toBe(480);
    client.answer(invite, "180 Ringing", ["Contact: <sip:raw@raw.invalid;transport=ws>"]);
    await until("it rings", () => call.progress.includes(180));
    await (await sara.dial("**1001")).established();
    await call.established();
  });

  test.each(["the caller gives up", "its own phone answers"])(
    "%s while somebody takes it",
    async (what) => {
      const { scene, aino, omar, sara } = await office();
      const call = await aino.dial("1002");
      const ringing = await omar.rings();
      await until("it rings", () => call.progress.includes(180));
      const release = scene.media.holdAnswers();
      const taken = await sara.dial("**1002");
      await until("it is being taken", async () => (await scene.pbx.snapshot()).legs.length === 3);
      if (what === "the caller gives up") {
        await call.cancel();
        await ringing.ended();
      } else await scene.answer(ringing);
      release();
      await taken.ended();
      expect(taken.reasons).toEqual(["Q.850;cause=16"]);
      if (what !== "the caller gives up") await call.established();
    },
  );

  test("a call that is being transferred can be taken", async () => {
    const { scene, aino, omar, sara } = await office();
    const layla = await scene.phone("1005");
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    await call.refer("1003");
    const third = await sara.rings();
    await until("it rings there", () => call.sipfrags.includes("SIP/2.0 180 Ringing"));
    const taken = await layla.dial("**1003");
    await taken.established();
    await third.ended();
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    expect((await scene.legOf("1005")).peers).toEqual([(await scene.legOf("1002")).id]);
    await until("shown", () => incoming.shownPeers.length === 1);
    expect(incoming.shownPeers).toEqual(['"Layla Mansour" <sip:1005@127.0.0.1>']);
  });

  test("a description that cannot be used costs nobody the call", async () => {
    const { scene, aino, omar, sara } = await office();
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    const broken = await scene.phone("1004", {
      descriptions: () => ({
        close: () => undefined,
        hasDescription: () => true,
        getDescription: async () => ({ body: "v=0\r\n", contentType: "application/sdp" }),
        setDescription: async () => undefined,
        sendDtmf: () => false,
      }),
    });
    expect((await (await broken.dial("**1002")).final()).statusCode).toBe(488);
    await (await sara.dial("**1002")).established();
    await incoming.ended();
    await call.established();
  });

  test("two take it at once: one has it, the other is refused", async () => {
    const { scene, aino, omar, sara } = await office();
    const layla = await scene.phone("1005");
    const call = await aino.dial("1002");
    await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    const release = scene.media.holdAnswers();
    const both = await Promise.all([sara.dial("**1002"), layla.dial("*8")]);
    await until("one is refused", () =>
      [sara, layla].some(({ received }) => received.some((text) => text.startsWith("SIP/2.0 480"))),
    );
    release();
    const statuses = await Promise.all(both.map(async (each) => (await each.final()).statusCode));
    expect(statuses.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([200, 480]);
    await call.established();
    await call.bye();
    await scene.quiet();
  });
});

describe("taking any colleague's call", () => {
  test("the oldest first, and never one's own", async () => {
    const { scene, aino, omar, sara, rings } = await office();
    const none = await sara.dial("1001"); // rings at Aino, by Sara herself
    await aino.rings();
    await until("it rings", () => none.progress.includes(180));
    await rings("1003", "At Sara");
    await sara.rings();
    await rings("1002", "Older");
    await omar.rings();
    await rings("1002", "Newer");
    await omar.rings();
    await until("all of them ring", async () => {
      const { legs } = await scene.pbx.snapshot();
      return (
        legs.filter(({ user, direction }) => user !== null && direction === "out").length === 4
      );
    });
    const name = async () => {
      const taken = await sara.dial("*8");
      const answer = await taken.final();
      return answer.getHeader("p-asserted-identity") ?? answer.statusCode;
    };
    expect(await name()).toContain("Older");
    expect(await name()).toContain("Newer");
    expect(await name()).toBe(480);
  });
});
