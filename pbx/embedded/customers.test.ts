import { describe, expect, test } from "vitest";

import type { CustomerOrder } from "./control";
import { createScene, type Scene } from "./testing/scene";
import { until } from "./testing/until";

const maria: CustomerOrder = {
  to: "1001",
  name: 'Maria "the" García',
  number: "+358401234567",
  voice: { toneHz: 1_177 },
};

async function customerOf(scene: Scene) {
  const [customer] = (await scene.pbx.snapshot()).customers;
  return customer!;
}

const comesTo = (scene: Scene, outcome: string) =>
  until(outcome, async () => (await customerOf(scene)).outcome === outcome);

describe("a simulated customer", () => {
  test("is announced with name, number and queue", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await scene.pbx.customerCalls({ ...maria, queue: "support", waitedSeconds: 42.4 });
    const { request } = await aino.rings();
    expect(request?.getHeader("p-asserted-identity")).toBe(
      '"Maria the García" <sip:+358401234567@127.0.0.1>',
    );
    expect([request?.from.displayName, request?.from.uri.user]).toEqual([
      "Maria the García",
      "+358401234567",
    ]);
    expect(request?.getHeader("x-call-kind")).toBe("queue");
    expect([request?.getHeader("x-queue"), request?.getHeader("x-queue-wait")]).toEqual([
      "support",
      "42",
    ]);
  });

  test("hears and is heard, is put on hold, and hangs up", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const { id } = await scene.pbx.customerCalls(maria);
    const call = await aino.rings();
    await scene.answer(call);
    scene.media.legs[0]?.speak(437);
    const heard = async (leg: string) => {
      scene.clock.advance(20);
      const query = { leg, side: "sent", frequenciesHz: [437, 1_177, 243] } as const;
      return (await scene.pbx.levels(query)).map((level) => level > -45);
    };
    expect([await heard(id), await heard("1001")]).toEqual([
      [true, false, false],
      [false, true, false],
    ]);
    await call.hold(true);
    expect(await heard(id)).toEqual([false, false, true]);
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
    expect(await customerOf(scene)).toMatchObject({
      outcome: "answered",
      endedBy: "customer",
      leg: null,
    });
    await scene.quiet();
  });

  test("the agent hangs up", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await scene.pbx.customerCalls(maria);
    const call = await aino.rings();
    await scene.answer(call);
    await call.bye();
    await scene.quiet();
    expect(await customerOf(scene)).toMatchObject({ outcome: "answered", endedBy: "other" });
  });

  test("speaks once answered, again after a pause, and something else when told", async () => {
    const scene = await createScene({ customerPauseMs: 100 });
    const aino = await scene.phone("1001");
    const { id } = await scene.pbx.customerCalls({ ...maria, voice: { phrase: "en-thanks" } });
    await scene.answer(await aino.rings());
    const speaks = async (frames: number) => {
      scene.clock.advance(frames);
      const frequenciesHz = Array.from({ length: 40 }, (_, i) => 100 + 25 * i);
      const levels = await scene.pbx.levels({ leg: id, side: "received", frequenciesHz });
      return Math.max(...levels) > -60;
    };
    expect(await speaks(60)).toBe(true); // in the middle of 4.2 s
    expect(await speaks(3 * 50 + 5 + 60)).toBe(true); // said, paused, and said again
    await scene.pbx.customerDoes(id, { type: "speak", phrase: "fi-delivery" });
    expect(await speaks(60)).toBe(true);
    expect(await speaks(5 * 50)).toBe(false); // what it was told is said once
  });

  test("presses keys and hears them", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const { id } = await scene.pbx.customerCalls({ ...maria, voice: { silent: true } });
    const call = await aino.rings();
    await scene.answer(call);
    await scene.pbx.customerDoes(id, { type: "sendDigits", digits: "12x#" });
    expect(scene.media.legs[0]?.heardDigits).toBe("12#");
    await call.info("application/dtmf", "9");
    expect((await customerOf(scene)).digits).toBe("9");
    const { legs } = await scene.pbx.snapshot();
    expect(legs.find(({ customer }) => customer === id)?.digits).toBe("12#");
  });

  test("is transferred", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await scene.pbx.customerCalls({ ...maria, queue: "support" });
    const call = await aino.rings();
    await scene.answer(call);
    await call.refer("1002");
    const second = await omar.rings();
    expect(second.request?.from.displayName).toBe("Maria the García");
    expect(second.request?.getHeader("x-call-uuid")).toBe(call.request?.getHeader("x-call-uuid"));
    expect(second.request?.getHeader("x-call-kind")).toBe("direct");
    await scene.answer(second);
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await call.bye();
    await second.bye();
    await scene.quiet();
  });
});

describe("what a customer's call comes to", () => {
  test.each([
    [486, "busy"],
    [603, "declined"],
    [480, "unavailable"],
    [500, "failed"],
  ])("refused with %i: %s", async (statusCode, outcome) => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await scene.pbx.customerCalls(maria);
    const call = await aino.rings();
    await call.refuse(statusCode);
    await comesTo(scene, outcome);
    await scene.quiet();
  });

  test.each([
    ["nobody there", "1004", "unavailable"],
    ["no such number", "7777", "unknownNumber"],
  ])("%s", async (_name, to, outcome) => {
    const scene = await createScene();
    await scene.pbx.customerCalls({ ...maria, to });
    await comesTo(scene, outcome);
    await scene.quiet();
  });

  test("nobody answers", async () => {
    const scene = await createScene({ ringTimeoutMs: 50 });
    await scene.phone("1001");
    await scene.pbx.customerCalls(maria);
    await comesTo(scene, "noAnswer");
  });

  test("gives up by itself or when told: the agent's phone stops ringing", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    await scene.pbx.customerCalls({ ...maria, ringSeconds: 0.1 });
    await (await aino.rings()).ended();
    const { id } = await scene.pbx.customerCalls(maria);
    const second = await aino.rings();
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await second.ended();
    const { customers } = await scene.pbx.snapshot();
    expect(customers.map(({ outcome }) => outcome)).toEqual(["abandoned", "abandoned"]);
    await scene.quiet();
  });

  test("a customer who does not exist", async () => {
    const scene = await createScene();
    await expect(scene.pbx.customerDoes("customer-9", { type: "hangUp" })).rejects.toThrow(
      "no customer",
    );
  });

  test("only the last hundred are remembered", async () => {
    const scene = await createScene();
    for (let i = 0; i < 105; i++) await scene.pbx.customerCalls({ ...maria, to: "7777" });
    await scene.quiet();
    expect((await scene.pbx.snapshot()).customers).toHaveLength(100);
  });
});
