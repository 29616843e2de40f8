import { describe, expect, test } from "vitest";

import type { Call } from "../testing/phone";
import { createScene } from "../testing/scene";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";
import { freeSlot } from "./parking";

test.each([
  ["701", [], "701"],
  ["701", ["701", "702"], "703"],
  ["720", ["720"], "701"],
  ["719", ["719", "720", "701"], "702"],
  ["702", Array.from({ length: 20 }, (_, at) => `${701 + at}`), null],
])("%s, where %j are taken: %s", (wanted, taken, expected) => {
  expect(freeSlot(wanted, (slot) => taken.includes(slot))).toBe(expected);
});

const order = {
  to: "1001",
  name: "Maria & Öö, +1 \ud800",
  number: "+358401234567",
  voice: { toneHz: 1_177 },
} as const;

async function office(options = {}) {
  const scene = await createScene(options);
  const digium = { userAgent: "Hamsa digium" };
  const [aino, omar] = [await scene.phone("1001", digium), await scene.phone("1002", digium)];

  /** A customer calls Aino, who answers. */
  async function customer(more = {}): Promise<{ id: string; call: Call }> {
    const { id } = await scene.pbx.customerCalls({ ...order, ...more });
    const call = await aino.rings();
    await scene.answer(call);
    return { id, call };
  }

  async function heardBy(leg: string, frequencyHz: number): Promise<boolean> {
    scene.clock.advance(20);
    const query = { leg, side: "sent", frequenciesHz: [frequencyHz] } as const;
    return ((await scene.pbx.levels(query))[0] ?? -120) > -45;
  }

  return { scene, aino, omar, customer, heardBy };
}

async function park(call: Call, slot: string): Promise<string | undefined> {
  expect(await call.refer(`*${slot}`)).toBe(202);
  await until("the end of the transfer", () => call.sipfrags.length === 2);
  return call.sipfrags.at(-1);
}

describe("parking", () => {
  test("the party hears music, everybody is told, and who dials the slot talks with it", async () => {
    const { scene, omar, customer, heardBy } = await office();
    const watching = watch(omar, "703", "presence");
    const dialog = watch(omar, "703", "dialog");
    expect(await watching.says("<note>Ready</note>")).toContain(
      '<digium_presence type="not_set" />',
    );
    await dialog.says("terminated");
    const { id, call } = await customer();
    const before = Math.floor(Date.now() / 1_000);
    expect(await park(call, "703")).toBe("SIP/2.0 200 OK");
    expect(call.sipfrags).toEqual(["SIP/2.0 100 Trying", "SIP/2.0 200 OK"]);
    await call.bye();

    const taken = await watching.says("<note>On the phone</note>");
    const [, text, seconds] =
      /type="available" subtype="parked">(n=.*)&amp;b=1001&amp;t=(\d+)<\/digium_presence>/.exec(
        taken,
      ) ?? [];
    expect(text).toBe("n=Maria%20%26%20%C3%96%C3%B6%2C%20%2B1%20");
    expect(Number(seconds)).toBeGreaterThanOrEqual(before);
    expect(taken).not.toContain("358401234567");
    await dialog.says("confirmed");
    expect([await heardBy(id, 243), await heardBy(id, 480)]).toEqual([true, false]);

    const fetched = await omar.dial("703");
    expect((await fetched.final()).getHeader("p-asserted-identity")).toContain(
      "<sip:+358401234567@127.0.0.1>",
    );
    await fetched.established();
    await until("they talk", async () => (await scene.legOf("1002")).peers.length === 1);
    scene.media.legs.at(-1)?.speak(611);
    expect([await heardBy(id, 611), await heardBy(id, 243)]).toEqual([true, false]);
    expect(await heardBy("1002", 1_177)).toBe(true);
    expect(await watching.says("<note>Ready</note>")).toContain('type="not_set"');
    await dialog.says("terminated");
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await fetched.ended();
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("a colleague who is parked is shown who has fetched the call", async () => {
    const { scene, aino, omar } = await office();
    const sara = await scene.phone("1003");
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    await park(call, "701");
    const fetched = await sara.dial("701");
    await fetched.established();
    await until("shown", () => incoming.shownPeers.length === 1);
    expect(incoming.shownPeers).toEqual(['"Sara Nasser" <sip:1003@127.0.0.1>']);
    expect((await fetched.final()).getHeader("p-asserted-identity")).toBe(
      '"Omar Haddad" <sip:1002@127.0.0.1>',
    );
  });

  test("a slot that is taken: the next one, round the end; none free: 486 and the call goes on", async () => {
    const { scene, aino, omar, customer } = await office();
    const calls: Call[] = [];
    for (let i = 0; i < 20; i++) {
      const { call } = await customer({ name: `Customer ${i}` });
      expect(await park(call, "719")).toBe("SIP/2.0 200 OK");
      await call.bye();
      calls.push(call);
    }
    const watching = watch(omar, "701", "presence");
    const text = await watching.says("On the phone");
    expect(text).toContain("n=Customer%202&amp;"); // 719, 720, and then the first
    const { id, call } = await customer({ name: "One too many" });
    expect(await park(call, "705")).toBe("SIP/2.0 486 Busy Here");
    const { legs, customers } = await scene.pbx.snapshot();
    const leg = customers.find((each) => each.id === id)?.leg;
    expect(legs.find(({ user }) => user === "1001")?.peers).toEqual([leg]);
    await call.bye();
    for (const { id: each } of customers) {
      await scene.pbx.customerDoes(each, { type: "hangUp" });
    }
    await watching.says("Ready");
    await scene.quiet();
    expect((await (await aino.dial("701")).final()).statusCode).toBe(480);
  });

  test("an empty slot is 480 with cause 20", async () => {
    const { scene, aino } = await office();
    const final = await (await aino.dial("701")).final();
    expect([final.statusCode, final.getHeader("reason")]).toEqual([480, "Q.850;cause=20"]);
    await scene.quiet();
  });

  test("parking is for calls that are sent there, and fetching for who dials", async () => {
    const { scene, aino, omar } = await office();
    expect((await (await aino.dial("*701")).final()).statusCode).toBe(404);
    const [call] = await scene.talk(aino, "1002", omar);
    expect(await park(call, "721")).toBe("SIP/2.0 404 Not Found");
    expect(await call.refer("701")).toBe(202);
    await until("told", () => call.sipfrags.length === 4);
    expect(call.sipfrags.at(-1)).toBe("SIP/2.0 404 Not Found");
    expect((await scene.legOf("1001")).peers).toHaveLength(1);
  });

  test("a parked party that hangs up frees the slot", async () => {
    const { scene, omar, customer } = await office();
    const watching = watch(omar, "701", "presence");
    await watching.says("Ready");
    const before = (await scene.pbx.snapshot()).counts.timers;
    const { id, call } = await customer();
    await park(call, "701");
    await watching.says("On the phone");
    await call.bye();
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await watching.says("Ready");
    await scene.quiet();
    const { counts } = await scene.pbx.snapshot();
    expect([counts.rooms, counts.timers]).toEqual([0, before]);
  });

  test("two fetch at once: one gets it", async () => {
    const { scene, omar, customer } = await office();
    const sara = await scene.phone("1003");
    const { call } = await customer();
    await park(call, "701");
    const release = scene.media.holdAnswers();
    const both = await Promise.all([omar.dial("701"), sara.dial("701")]);
    await until("both have dialled", async () => (await scene.pbx.snapshot()).legs.length >= 3);
    await until("one is refused", () =>
      [omar, sara].some(({ received }) => received.some((text) => text.startsWith("SIP/2.0 480"))),
    );
    release();
    const statuses = await Promise.all(both.map(async (each) => (await each.final()).statusCode));
    expect(statuses.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([200, 480]);
  });

  test("a parked party that hangs up while it is fetched", async () => {
    const { scene, omar, customer } = await office();
    const { id, call } = await customer();
    await park(call, "701");
    await call.bye();
    const release = scene.media.holdAnswers();
    const fetched = await omar.dial("701");
    await until("it is being fetched", async () => {
      return (await scene.pbx.snapshot()).legs.some(({ user }) => user === "1002");
    });
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    release();
    await fetched.ended();
    expect(fetched.reasons).toEqual(["Q.850;cause=16"]);
    await scene.quiet();
  });

  test("who fetches with a description that cannot be used leaves it parked, for its time", async () => {
    const { scene, aino, omar, customer } = await office({ parkingMs: 2_000 });
    const { call } = await customer();
    await park(call, "701");
    await call.bye();
    const broken = await scene.phone("1004", {
      descriptions: () => ({
        close: () => undefined,
        hasDescription: () => true,
        getDescription: async () => ({ body: "v=0\r\n", contentType: "application/sdp" }),
        setDescription: async () => undefined,
        sendDtmf: () => false,
      }),
    });
    expect((await (await broken.dial("701")).final()).statusCode).toBe(488);
    const back = await aino.rings();
    await back.refuse(486);
    await until("parked again", async () => {
      return (await scene.pbx.snapshot()).legs.every(({ user }) => user !== "1001");
    });
    await (await omar.dial("701")).established();
  });

  test("a parked colleague's page that loads again stays parked", async () => {
    const { scene, aino, omar } = await office();
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    await park(call, "701");
    const { dialog } = incoming.session;
    const header = `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
    const page = await scene.stranger("1002");
    const fresh = await page.dial("1001", { extraHeaders: [header] });
    await fresh.established();
    await incoming.ended();
    await until("shown who parked it", () => fresh.shownPeers.length === 1);
    expect(fresh.shownPeers).toEqual(['"Aino Virtanen" <sip:1001@127.0.0.1>']);
    scene.clock.advance(20);
    const [music] = await scene.pbx.levels({ leg: "1002", side: "sent", frequenciesHz: [243] });
    expect(music).toBeGreaterThan(-45);
    const sara = await scene.phone("1003");
    await (await sara.dial("701")).established();
    await until("they talk", async () => (await scene.legOf("1002")).peers.length === 1);
  });
});

describe("a parked call that nobody fetches", () => {
  test("comes back to every device of who parked it", async () => {
    const { scene, aino, omar, heardBy } = await office({ parkingMs: 200 });
    const other = await scene.phone("1001");
    const watching = watch(omar, "702", "presence");
    const { id } = await scene.pbx.customerCalls({ ...order, queue: "support", waitedSeconds: 7 });
    const call = await aino.rings();
    const elsewhere = await other.rings();
    await scene.answer(call);
    await elsewhere.ended();
    const uuid = call.request?.getHeader("x-call-uuid");
    await park(call, "702");
    await call.bye();
    const back = await aino.rings();
    const there = await other.rings();
    expect(back.request?.getHeader("x-call-kind")).toBe("parked");
    expect(back.request?.getHeader("x-parked")).toBe("702");
    expect(back.request?.getHeader("x-call-uuid")).toBe(uuid);
    expect(back.request?.getHeader("p-asserted-identity")).toContain("+358401234567");
    expect(back.request?.hasHeader("x-transferred-by")).toBe(false);
    expect(await heardBy(id, 480)).toBe(true);
    await watching.says("Ready");
    await scene.answer(back);
    await there.ended();
    expect(there.reasons).toContain("Q.850;cause=26");
    await until("they talk", async () => (await scene.legOf("1001")).peers.length === 1);
    await back.bye();
    await scene.quiet();
  });

  test("is parked again in the same slot, three rounds at most, and then hung up", async () => {
    const { scene, aino, omar, customer } = await office({ parkingMs: 500 });
    const watching = watch(omar, "705", "presence");
    const notes = () => watching.bodies.map((body) => /<note>(.*)</.exec(body)?.[1]);
    await watching.says("Ready");
    const { call } = await customer();
    await park(call, "705");
    await call.bye();
    for (let round = 0; round < 3; round++) {
      const back = await aino.rings();
      expect(back.request?.getHeader("x-parked")).toBe("705");
      await until("the slot is free", () => notes().length === 2 * round + 3);
      await back.refuse(486);
    }
    await scene.quiet();
    expect(notes()).toEqual([
      "Ready",
      "On the phone",
      "Ready",
      "On the phone",
      "Ready",
      "On the phone",
      "Ready",
    ]);
    const { customers, counts } = await scene.pbx.snapshot();
    expect(customers[0]).toMatchObject({ outcome: "answered", endedBy: "other", leg: null });
    expect(counts.rooms).toBe(0);
  });

  test("who is a colleague is told that nobody answered", async () => {
    const { scene, aino, omar } = await office({ parkingMs: 50 });
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    await aino.unregister();
    await park(call, "701");
    await call.bye();
    await incoming.ended();
    expect(incoming.reasons).toEqual(["Q.850;cause=19"]);
    await scene.quiet();
  });

  test("hangs up while it rings", async () => {
    const { scene, aino, customer } = await office({ parkingMs: 50 });
    const { id, call } = await customer();
    await park(call, "701");
    await call.bye();
    const back = await aino.rings();
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await back.ended();
    await scene.quiet();
    const { counts } = await scene.pbx.snapshot();
    expect(counts.rooms).toBe(0);
  });

  test("is nobody's to fetch while it rings, but can be picked up", async () => {
    const { scene, aino, omar, customer } = await office({ parkingMs: 50 });
    const { call } = await customer();
    await park(call, "701");
    await call.bye();
    const back = await aino.rings();
    expect((await (await omar.dial("701")).final()).statusCode).toBe(480);
    const taken = await omar.dial("**1001");
    await taken.established();
    await back.ended();
    await until("they talk", async () => (await scene.legOf("1002")).peers.length === 1);
  });

  test("a slot that has been fetched in time does not come back", async () => {
    const { scene, omar, customer } = await office({ parkingMs: 20_000 });
    const { id, call } = await customer();
    const before = (await scene.pbx.snapshot()).counts.timers;
    await park(call, "701");
    await call.bye();
    const fetched = await omar.dial("701");
    await fetched.established();
    await until("they talk", async () => (await scene.legOf("1002")).peers.length === 1);
    expect((await scene.pbx.snapshot()).counts.timers).toBe(before);
    await scene.pbx.customerDoes(id, { type: "hangUp" });
    await scene.quiet();
  });
});
