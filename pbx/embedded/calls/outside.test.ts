import { describe, expect, test } from "vitest";

import { createScene } from "../testing/scene";
import { until } from "../testing/until";

describe("the outside", () => {
  test.each(["0401234567", "+358401234567", "112"])(
    "%s rings, answers and says a tone",
    async (to) => {
      const scene = await createScene({ outsideRingMs: 20 });
      const aino = await scene.phone("1001");
      const call = await aino.dial(to);
      await call.established();
      expect(call.progress).toContain(180);
      expect((await call.final()).getHeader("p-asserted-identity")).toBe(`<sip:${to}@127.0.0.1>`);
      scene.clock.advance(20);
      const query = { leg: "1001", side: "sent", frequenciesHz: [1_004, 243] } as const;
      expect((await scene.pbx.levels(query)).map((level) => level > -45)).toEqual([true, false]);
      expect((await scene.pbx.snapshot()).outside).toEqual([{ number: to, from: "+358912340000" }]);
      await call.bye();
      await scene.quiet();
    },
  );

  test.each([
    ["0401234567", "<sip:+358912340500@127.0.0.1>", "+358912340500"],
    ["0401234567", '"Support" <sip:+358912340500@127.0.0.1;user=phone>', "+358912340500"],
    ["0401234567", "<sip:+1555@127.0.0.1>", "+358912340000"],
    ["0401234567", "garbage", "+358912340000"],
    ["0401234567", "<tel:+358912340500>", "+358912340000"],
    ["112", "<sip:+358912340500@127.0.0.1>", "+358912340000"],
  ])("%s with the wish %s shows %s", async (to, wish, shown) => {
    const scene = await createScene({ outsideRingMs: 20 });
    const aino = await scene.phone("1001");
    const extraHeaders = [`P-Preferred-Identity: ${wish}`];
    const call = await aino.dial(to, { extraHeaders });
    await call.established();
    expect((await scene.pbx.snapshot()).outside).toEqual([{ number: to, from: shown }]);
  });

  test("somebody who gives up while it rings", async () => {
    const scene = await createScene({ outsideRingMs: 20_000 });
    const aino = await scene.phone("1001");
    const before = (await scene.pbx.snapshot()).counts.timers;
    const call = await aino.dial("0401234567");
    await until("it rings", () => call.progress.includes(180));
    await call.cancel();
    expect((await call.final()).statusCode).toBe(487);
    await scene.quiet();
    const { counts } = await scene.pbx.snapshot();
    expect([counts.timers, counts.rooms]).toEqual([before, 0]);
  });

  test("a call can be sent there, by the number of the site", async () => {
    const scene = await createScene({ outsideRingMs: 20 });
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    expect(await call.refer("0401234567")).toBe(202);
    await until("done", () => call.sipfrags.length === 3);
    expect(call.sipfrags).toEqual(["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"]);
    await until("shown", () => incoming.shownPeers.length === 1);
    expect(incoming.shownPeers).toEqual(["<sip:0401234567@127.0.0.1>"]);
    expect((await scene.pbx.snapshot()).outside).toEqual([
      { number: "0401234567", from: "+358912340000" },
    ]);
    await call.bye();
    await incoming.bye();
    await scene.quiet();
  });

  test("the last twenty are remembered, the newest last", async () => {
    const scene = await createScene({ outsideRingMs: 20_000 });
    for (let i = 0; i < 25; i++) {
      await scene.pbx.customerCalls({
        to: `0${1_000 + i}`,
        name: "Maria",
        number: "+358401234567",
        voice: { silent: true },
      });
    }
    await until("called", async () => {
      return (await scene.pbx.snapshot()).outside.at(-1)?.number === "01024";
    });
    const { outside } = await scene.pbx.snapshot();
    expect([outside.length, outside[0]?.number]).toEqual([20, "01005"]);
  });
});
