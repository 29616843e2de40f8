import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";

import { createSwitch } from "./switch";
import { type Call, createPhone, type Phone } from "./testing/phone";
import { createScene, type Scene } from "./testing/scene";
import { watch } from "./testing/subscriber";
import { until } from "./testing/until";

describe("a client that loses its socket in a call", () => {
  test("the call stays, and after a re-INVITE on the new socket its BYE arrives there", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    aino.cut();
    await until("unregistered", async () =>
      (await scene.pbx.snapshot()).registrations.every(({ user }) => user !== "1001"),
    );
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
    await aino.reconnect();
    expect(await call.hold(false)).toBe(200);
    await incoming.bye();
    await call.ended();
    expect(call.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });

  test("without a re-INVITE the BYE goes into the void, as with Asterisk", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    aino.cut();
    await aino.reconnect();
    expect(await call.info("", "")).toBe(200); // answered, but it moves nothing
    await incoming.bye();
    await scene.quiet();
    expect(await call.info("", "")).toBe(481);
    expect(call.reasons).toEqual([]);
  });

  test("transfer and its NOTIFYs work on the new socket at once", async () => {
    const scene = await createScene();
    const [aino, omar, sara] = [
      await scene.phone("1001"),
      await scene.phone("1002"),
      await scene.phone("1003"),
    ];
    const [call] = await scene.talk(aino, "1002", omar);
    aino.cut();
    await aino.reconnect();
    expect(await call.refer("1003")).toBe(202);
    await scene.answer(await sara.rings());
    await until("told", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
  });

  test("a call that rings can be answered on the new socket", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    omar.cut();
    await omar.reconnect();
    await scene.answer(incoming);
    await call.established();
    await call.bye();
    await incoming.ended();
    await scene.quiet();
  });

  test("a call that rings can be cancelled on the new socket", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    aino.cut();
    await aino.reconnect();
    await call.cancel();
    await incoming.ended();
    await scene.quiet();
  });

  test("one that never comes back leaves nothing behind", async () => {
    const scene = await createScene({ rtpTimeoutMs: 50, ringTimeoutMs: 1_000 });
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const before = (await scene.pbx.snapshot()).counts.timers;
    const call = await aino.dial("1002");
    await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    omar.cut();
    aino.cut();
    await scene.quiet();
    await until("no dialog, no transaction", async () => {
      const { counts } = await scene.pbx.snapshot();
      return counts.dialogs + counts.rooms === 0 && counts.timers <= before;
    });
  });
});

describe("an error of the switch's own", () => {
  test("answers the request with 500 and leaves no transaction", async () => {
    const createMediaLeg = () => {
      throw new Error("no sockets left");
    };
    const pbx = await createSwitch({ quiet: true }, { createMediaLeg });
    const phone = await createPhone({ port: pbx.port, extension: "1001" });
    onTestFinished(async () => {
      await phone.stop();
      await pbx.close();
    });
    await phone.register();
    expect((await (await phone.dial("600")).final()).statusCode).toBe(500);
    await until("nothing is left", async () => (await pbx.snapshot()).counts.transactions === 0);
    expect((await phone.register()).statusCode).toBe(200);
  });
});

describe("many calls", () => {
  test(
    "two hundred leave no leg, dialog, transaction, room or timer",
    { timeout: 40_000 },
    async () => {
      const scene = await createScene();
      const aino = await scene.phone("1001");
      const others: Record<string, Phone> = {};
      for (const number of ["1002", "1003", "1004"]) others[number] = await scene.phone(number);
      const before = (await scene.pbx.snapshot()).counts;
      for (let batch = 0; batch < 20; batch++) {
        await Promise.all(Array.from({ length: 10 }, (_, i) => oneCall(aino, others, i)));
      }
      await until("as before", async () => {
        const { counts, legs } = await scene.pbx.snapshot();
        return legs.length + counts.dialogs + counts.transactions + counts.rooms === 0;
      });
      // Four registrations, the keep-alive and the look for silent legs.
      expect((await scene.pbx.snapshot()).counts).toEqual({ ...before, transactions: 0 });
      expect(scene.media.legs).toHaveLength(120 * 2 + 80);
      expect(scene.media.legs.every(({ isClosed }) => isClosed)).toBe(true);
    },
  );

  test.each([
    ["is fetched", 30_000],
    ["comes back", 50],
  ])(
    "watching, conferences, pickup, sending on and a parked call that %s leave nothing either",
    { timeout: 120_000 },
    async (ending, parkingMs) => {
      const scene = await createScene({ parkingMs, outsideRingMs: 5 });
      const phones = {
        aino: await scene.phone("1001"),
        omar: await scene.phone("1002"),
        sara: await scene.phone("1003"),
      };
      const before = (await scene.pbx.snapshot()).counts;
      for (let round = 0; round < 5; round++) {
        await everythingOnce(scene, phones, ending === "is fetched");
      }
      await until("as before", async () => {
        const { counts, legs } = await scene.pbx.snapshot();
        const { transactions, dialogs, rooms, subscriptions, timers } = counts;
        const left = legs.length + transactions + dialogs + rooms + subscriptions;
        return left === 0 && timers === before.timers;
      });
      expect((await scene.pbx.snapshot()).counts).toEqual({ ...before, transactions: 0 });
      expect(scene.media.legs.every(({ isClosed }) => isClosed)).toBe(true);
    },
  );

  interface Phones {
    readonly aino: Phone;
    readonly omar: Phone;
    readonly sara: Phone;
  }

  async function everythingOnce(scene: Scene, phones: Phones, isFetched: boolean): Promise<void> {
    const { aino, omar } = phones;
    const watches = ["1002", "1003", "701"].flatMap((resource) =>
      ["dialog", "presence"].map((event) => watch(aino, resource, event)),
    );
    for (const watching of watches) expect(await watching.status()).toBe(200);
    const cut = await scene.stranger("1001");
    expect(await watch(cut, "1002", "dialog").status()).toBe(200);
    await aConference(scene, phones);
    await aParkedCall(scene, phones, isFetched);
    await aPickup(phones);
    await omar.command("presence away,pause,lunch");
    await (await omar.dial("0401234567")).cancel();
    for (const watching of watches) expect(await watching.refresh(0)).toBe(200);
    cut.cut();
    await scene.quiet();
  }

  async function aConference(scene: Scene, { aino, omar, sara }: Phones): Promise<void> {
    const [call] = await scene.talk(aino, "1002", omar);
    const maker = await aino.dial("*55123456780");
    await maker.established();
    await call.refer("*55123456781");
    const third = await sara.dial("*55123456782");
    await third.established();
    await until("together", async () => (await scene.legOf("1002")).peers.length === 2);
    await call.bye();
    expect(await aino.command("conf end 12345678")).toBe("OK");
    await maker.ended();
  }

  /** Fetched, or back at who parked it and hung up there. */
  async function aParkedCall(scene: Scene, phones: Phones, isFetched: boolean): Promise<void> {
    const { aino, omar, sara } = phones;
    const [call, parked] = await scene.talk(aino, "1002", omar);
    await call.refer("*701");
    await until("parked", () => call.sipfrags.length === 2);
    await call.bye();
    const taken = isFetched ? await sara.dial("701") : await aino.rings();
    if (isFetched) await taken.established();
    else await scene.answer(taken);
    await until("they talk", async () => (await scene.legOf("1002")).peers.length === 1);
    await parked.bye();
    await taken.ended();
  }

  /** Omar's phone sends the call on to Sara's, where Omar takes it after all. */
  async function aPickup({ aino, omar, sara }: Phones): Promise<void> {
    const call = await aino.dial("1002");
    await (await omar.rings()).redirect("1003");
    const ringing = await sara.rings();
    const taken = await omar.dial("**1003");
    await taken.established();
    await ringing.ended();
    await call.established();
    await call.bye();
    await taken.ended();
  }

  /** Ended by either side, declined, a service, a number that is busy: a fifth each. */
  async function oneCall(aino: Phone, others: Record<string, Phone>, index: number): Promise<void> {
    const number = ["1002", "1003", "1004", "600", "9486"][index % 5] ?? "600";
    const call: Call = await aino.dial(number);
    const incoming = await others[number]?.rings();
    if (number === "1002") {
      await incoming?.answer();
      await incoming?.bye();
    } else if (number === "1003") await incoming?.refuse(486);
    else await incoming?.answer();
    const { statusCode } = await call.final();
    expect(statusCode).toBe({ "1003": 486, "9486": 486 }[number] ?? 200);
    if (number === "1004" || number === "600") {
      await call.established();
      await call.bye();
    }
    await call.ended();
  }
});

describe("starting and closing", () => {
  afterEach(() => void vi.unstubAllEnvs());

  test("it does not start in production", async () => {
    vi.stubEnv("NODE_ENV", "production");
    await expect(createSwitch({ quiet: true })).rejects.toThrow("NODE_ENV=production");
  });

  test("a port that is taken is an error, and nothing runs on", async () => {
    const { pbx } = await createScene();
    await expect(createSwitch({ quiet: true, port: pbx.port })).rejects.toThrow("EADDRINUSE");
  });

  test("closing in the middle of calls closes every leg", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    await scene.talk(aino, "1002", omar);
    await aino.dial("600");
    await until("three legs of clients", () => scene.media.legs.length === 3);
    await scene.pbx.close();
    expect(scene.media.legs.every(({ isClosed }) => isClosed)).toBe(true);
    const { counts } = await scene.pbx.snapshot();
    expect(counts).toMatchObject({ sockets: 0, dialogs: 0, transactions: 0, timers: 0 });
  });

  test("many switches at once do not know each other", async () => {
    const [one, two] = [await createScene(), await createScene()];
    await one.phone("1001");
    expect((await one.pbx.snapshot()).registrations).toHaveLength(1);
    expect((await two.pbx.snapshot()).registrations).toHaveLength(0);
  });
});
