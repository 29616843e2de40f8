import { describe, expect, test } from "vitest";

import { createCallCentre, headersOf, withPolicy } from "../testing/call-centre";
import { watch } from "../testing/subscriber";
import { until } from "../testing/until";

describe("a caller in a queue", () => {
  test("waits with music, and is offered to the agent who comes", async () => {
    const centre = await createCallCentre();
    const { aino, omar, pbx } = centre;
    await omar.command("login support");
    await omar.command("pause lunch");
    const calledAtMs = performance.now();
    const id = await centre.calls();
    await until(
      "answered",
      async () => (await pbx.snapshot()).customers[0]?.outcome === "answered",
    );
    centre.listen(15); // place and offer have been said
    await until("half a second has passed", () => performance.now() - calledAtMs > 600);
    expect(await centre.hears(id, 243)).toBe(true);
    expect(await aino.command("login support")).toBe("ADDED");
    const call = await aino.rings();
    const names = ["x-call-kind", "x-queue", "x-queue-label", "x-menu"];
    expect(headersOf(call, names)).toEqual(["queue", "support", "Support", null]);
    const waitedSeconds = Number(call.request?.getHeader("x-queue-wait"));
    expect(waitedSeconds).toBeGreaterThan(0);
    expect(waitedSeconds).toBeLessThanOrEqual((performance.now() - calledAtMs) / 1_000 + 0.5);
    expect(call.request?.getHeader("x-call-uuid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(call.request?.getHeader("p-asserted-identity")).toContain("+358401234567");
    expect(await centre.hears(id, 243)).toBe(true);
    await centre.answer(call);
    centre.media.legs.at(-1)?.speak(611);
    expect([await centre.hears(id, 611), await centre.hears(id, 243)]).toEqual([true, false]);
    expect(await centre.hears("1001", 1_177)).toBe(true);
    await pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
    await centre.quiet();
    const { counts } = await pbx.snapshot();
    expect(counts.rooms).toBe(0);
  });

  test("hears that nobody is there, or that too many wait, and is hung up", async () => {
    const queues = withPolicy("support", { mostWaiting: 1 });
    const centre = await createCallCentre({ queues });
    await centre.calls();
    await until("answered", async () => (await centre.pbx.snapshot()).legs[0]?.state === "up");
    centre.listen(2);
    expect((await centre.pbx.snapshot()).legs).toHaveLength(1);
    centre.listen(5);
    await centre.quiet();
    await centre.aino.command("login support");
    await centre.aino.command("pause lunch");
    await centre.calls();
    const second = await centre.calls();
    const isThere = async (id: string) => {
      const { customers } = await centre.pbx.snapshot();
      return customers.find((each) => each.id === id)?.leg !== null;
    };
    await until("both are in", async () => (await centre.pbx.snapshot()).legs.length === 2);
    centre.listen(10);
    expect(await isThere(second)).toBe(false);
    const { legs } = await centre.pbx.snapshot();
    expect(legs).toHaveLength(1);
  });

  test("waits until somebody comes, where policy says so", async () => {
    const centre = await createCallCentre({
      queues: withPolicy("support", { whenNobody: "wait" }),
    });
    await centre.calls();
    await until("answered", async () => (await centre.pbx.snapshot()).legs[0]?.state === "up");
    centre.listen(20);
    await centre.aino.command("login support");
    await centre.aino.rings();
  });

  test("who has waited too long, or is left when the last agent goes, is told so and is lost", async () => {
    const queues = withPolicy("support", { longestWaitSeconds: 0.3 });
    const centre = await createCallCentre({ queues });
    await centre.aino.command("login support");
    await centre.aino.command("pause lunch");
    await centre.calls();
    await centre.isTold(centre.aino, "lost");
    centre.listen(10);
    await centre.quiet();
    await centre.aino.command("login sales");
    await centre.calls({ to: "501" });
    await until("waits", async () => (await centre.pbx.snapshot()).legs[0]?.state === "up");
    await centre.aino.command("logout sales");
    centre.listen(10);
    await centre.quiet();
    expect((await centre.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("the longest-waiting comes first, whoever becomes free", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await aino.command("login support");
    await omar.command("login support");
    await aino.command("pause lunch");
    await omar.command("pause lunch");
    for (const name of ["First", "Second", "Third"]) await centre.calls({ name });
    await omar.command("unpause");
    const first = await omar.rings();
    await aino.command("unpause");
    const second = await aino.rings();
    await centre.answer(first);
    await centre.answer(second);
    await first.bye();
    const third = await omar.rings();
    const nameOf = ({ request }: typeof first) => request?.from.displayName;
    expect([nameOf(first), nameOf(second), nameOf(third)]).toEqual(["First", "Second", "Third"]);
  });

  test("an agent who talks or whose phone is gone is not called; a higher penalty is when nobody else is free", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    const sara = await centre.phone("1003");
    for (const phone of [aino, sara]) await phone.command("login sales");
    const [call] = await centre.talk(sara, "1002", omar);
    await centre.calls({ to: "501" });
    const offered = await aino.rings();
    await call.bye();
    await offered.refuse(486);
    const second = await sara.rings();
    await centre.answer(second);
    expect(headersOf(second, ["x-queue", "x-queue-label"])).toEqual(["sales", "Sales"]);
    await second.bye();
    await centre.isTold(sara, "state", "why=wrapup");
    await aino.command("logout sales");
    await sara.command("unpause");
    await sara.unregister();
    await centre.calls({ to: "501" });
    await until("waits", async () => (await centre.pbx.snapshot()).legs.length === 1);
    await sara.register();
    await sara.rings();
  });

  test("gives up while a phone rings: it stops, and who is signed on is told", async () => {
    const centre = await createCallCentre();
    const { aino, omar, pbx } = centre;
    const sara = await centre.phone("1003");
    await aino.command("login support");
    await omar.command("login support");
    await omar.command("pause lunch");
    const id = await centre.calls();
    const call = await aino.rings();
    await pbx.customerDoes(id, { type: "hangUp" });
    await call.ended();
    const uuid = call.request?.getHeader("x-call-uuid");
    for (const phone of [aino, omar]) {
      expect(await centre.isTold(phone, "lost")).toMatch(
        new RegExp(`^lost ${uuid} support \\+358401234567 \\d{10} \\d+ Maria%20%C3%96%C3%B6$`),
      );
    }
    expect(centre.told(sara, "lost")).toEqual([]);
    await centre.quiet();
  });

  test("a colleague who waits is heard by nobody, and sees who answers", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await omar.command("login support");
    await omar.command("pause lunch");
    const call = await aino.dial("500");
    await call.established();
    expect((await call.final()).getHeader("p-asserted-identity")).toContain('"Support" <sip:500@');
    expect(await call.refer("1003")).toBe(491);
    centre.listen(15);
    expect(await centre.hears("1001", 243)).toBe(true);
    await omar.command("unpause");
    const offered = await omar.rings();
    await centre.answer(offered);
    await until("is shown the agent", () => call.shownPeers.length === 1);
    expect(call.shownPeers[0]).toContain("Omar Haddad");
    await call.bye();
    await offered.ended();
    await centre.quiet();
  });

  test("a page that loads again keeps its place", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await omar.command("login support");
    await omar.command("pause lunch");
    const call = await aino.dial("500");
    await call.established();
    const { dialog } = call.session;
    const header = `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
    const page = await centre.stranger("1001");
    const fresh = await page.dial("1001", { extraHeaders: [header] });
    await fresh.established();
    await call.ended();
    await omar.command("unpause");
    const offered = await omar.rings();
    await centre.answer(offered);
    await until("they talk", async () => (await centre.legOf("1002")).peers.length === 1);
    expect(centre.told(omar, "lost")).toEqual([]);
    await fresh.bye();
    await centre.quiet();
    expect((await centre.pbx.snapshot()).counts.rooms).toBe(0);
  });
});

describe("an agent who does not take it", () => {
  test.each(["rings out", "declines"])("%s: the next one is called", async (how) => {
    const queues = withPolicy("support", { ringSeconds: how === "declines" ? 15 : 0.3 });
    const centre = await createCallCentre({ queues });
    await centre.aino.command("login support");
    const id = await centre.calls();
    const first = await centre.aino.rings();
    await centre.omar.command("login support");
    if (how === "declines") await first.refuse(603);
    else await first.ended();
    const second = await centre.omar.rings();
    expect(second.request?.getHeader("x-call-uuid")).toBe(first.request?.getHeader("x-call-uuid"));
    expect(centre.told(centre.aino, "state").at(-1)).toContain("p=0");
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await second.ended();
  });

  test("is called again after a rest when there is nobody else and policy lets them stay", async () => {
    const centre = await createCallCentre();
    await centre.aino.command("login support");
    await centre.calls();
    await (await centre.aino.rings()).refuse(603);
    await centre.answer(await centre.aino.rings());
  });

  test("is paused where policy says so, and told why", async () => {
    const centre = await createCallCentre();
    const { aino } = centre;
    await aino.command("login sales");
    const id = await centre.calls({ to: "501" });
    await (await aino.rings()).refuse(603);
    expect(await centre.isTold(aino, "state", "why=missed")).toMatch(
      /^state q=support:0:0;sales:1:5 p=1 r=missed t=\d{10} by=system why=missed$/,
    );
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await centre.isTold(aino, "lost"); // the call has not come a second time
    await centre.quiet();
  });
});

describe("wrap-up", () => {
  test.each(["the agent", "the customer"])(
    "begins when %s hangs up, before anything else is offered",
    async (who) => {
      const centre = await createCallCentre();
      const { aino, pbx } = centre;
      await aino.command("login sales");
      const id = await centre.calls({ to: "501" });
      const call = await aino.rings();
      await centre.answer(call);
      const next = await centre.calls({ to: "501", name: "Next" });
      if (who === "the agent") await call.bye();
      else await pbx.customerDoes(id, { type: "hangUp" });
      expect(await centre.isTold(aino, "state", "why=wrapup")).toMatch(
        /sales:1:5 p=1 r=wrapup t=\d{10} by=system why=wrapup$/,
      );
      expect((await pbx.snapshot()).legs.map(({ customer }) => customer)).toEqual([next]);
      await aino.command("unpause");
      expect((await aino.rings()).request?.from.displayName).toBe("Next");
    },
  );

  test("none for who is on a break already, who has signed off, or a queue without", async () => {
    const centre = await createCallCentre({ queues: withPolicy("support", { survey: false }) });
    const { aino } = centre;
    await aino.command("login sales");
    await centre.calls({ to: "501" });
    const first = await aino.rings();
    await centre.answer(first);
    await aino.command("pause lunch");
    await first.bye();
    await centre.quiet();
    expect(await aino.command("state")).toContain("r=lunch");
    await aino.command("unpause");
    await centre.calls({ to: "501" });
    const second = await aino.rings();
    await centre.answer(second);
    await aino.command("logout sales");
    await second.bye();
    await centre.quiet();
    await aino.command("login support");
    await centre.calls();
    const third = await aino.rings();
    await centre.answer(third);
    await third.bye();
    await centre.quiet();
    expect(centre.told(aino, "state").some((line) => line.includes("wrapup"))).toBe(false);
  });

  test("not while a page loads again, but when the call that it has taken back ends", async () => {
    const centre = await createCallCentre();
    const { aino } = centre;
    await aino.command("login sales");
    await centre.calls({ to: "501" });
    const call = await aino.rings();
    await centre.answer(call);
    const { dialog } = call.session;
    const header = `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
    const fresh = await aino.dial("1001", { extraHeaders: [header] });
    await fresh.established();
    await call.ended();
    expect(await aino.command("state")).toContain("p=0");
    await fresh.bye();
    await centre.isTold(aino, "state", "why=wrapup");
    await centre.quiet();
  });

  test("begins with a transfer, and the next agent has none", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await aino.command("login sales");
    await omar.command("login support");
    await centre.calls({ to: "501" });
    const call = await aino.rings();
    await centre.answer(call);
    await call.refer("1002");
    const second = await omar.rings();
    expect(await aino.command("state")).toContain("p=0");
    await centre.answer(second);
    await centre.isTold(aino, "state", "why=wrapup");
    await call.bye();
    await second.bye();
    await centre.quiet();
    expect(await omar.command("state")).toContain("p=0");
  });
});

describe("calls that are sent to a queue", () => {
  test("blindly: who sent it is done at once", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await omar.command("login support");
    const id = await centre.calls({ to: "1001" });
    const call = await aino.rings();
    await centre.answer(call);
    expect(await call.refer("500")).toBe(202);
    const second = await omar.rings();
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    expect(headersOf(second, ["x-queue", "x-call-kind"])).toEqual(["support", "queue"]);
    expect(second.request?.getHeader("x-call-uuid")).toBe(call.request?.getHeader("x-call-uuid"));
    await call.bye();
    await centre.answer(second);
    expect(await centre.hears("1002", 1_177)).toBe(true);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await centre.quiet();
  });

  test("by a phone that rings: who has called waits there", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await omar.command("login support");
    const id = await centre.calls({ to: "1001" });
    await (await aino.rings()).redirect("500");
    const second = await omar.rings();
    expect(headersOf(second, ["x-queue", "x-call-kind"])).toEqual(["support", "queue"]);
    await centre.answer(second);
    expect(await centre.hears("1002", 1_177)).toBe(true);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await centre.quiet();
  });

  test("by an agent to whom it was offered, and by whoever gets a transfer", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    const sara = await centre.phone("1003");
    await aino.command("login support");
    await sara.command("login sales");
    await centre.calls();
    await (await aino.rings()).redirect("501");
    const offered = await sara.rings();
    expect(headersOf(offered, ["x-queue", "x-queue-label"])).toEqual(["sales", "Sales"]);
    await centre.answer(offered);
    await offered.refer("1002");
    await (await omar.rings()).redirect("500");
    const last = await aino.rings();
    await until("done", () => offered.sipfrags.at(-1) === "SIP/2.0 200 OK");
    expect(headersOf(last, ["x-queue", "x-queue-label"])).toEqual(["support", "Support"]);
    await offered.bye();
    await centre.answer(last);
    expect(await centre.hears("1001", 1_177)).toBe(true);
    expect(centre.told(aino, "lost")).toEqual([]);
    await centre.pbx.customerDoes("customer-1", { type: "hangUp" });
    await centre.quiet();
    expect((await centre.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("after asking: the customer waits in the place of who has asked", async () => {
    const centre = await createCallCentre();
    const { aino, omar } = centre;
    await omar.command("login support");
    await omar.command("pause lunch");
    const id = await centre.calls({ to: "1001" });
    const call = await aino.rings();
    await centre.answer(call);
    const asked = await aino.dial("500");
    await asked.established();
    expect(await call.refer(asked)).toBe(202);
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await asked.ended();
    await call.bye();
    await omar.command("unpause");
    const second = await omar.rings();
    expect(second.request?.from.displayName).toBe("Maria Öö");
    await centre.answer(second);
    expect(await centre.hears("1002", 1_177)).toBe(true);
    await centre.pbx.customerDoes(id, { type: "hangUp" });
    await centre.quiet();
  });
});

describe("a queue that is watched", () => {
  test("tells its numbers", async () => {
    const centre = await createCallCentre();
    const { aino, omar, pbx } = centre;
    const watcher = await centre.phone("1005", { userAgent: "Hamsa digium" });
    const watching = watch(watcher, "queue-support", "presence");
    const dialog = watch(watcher, "queue-support", "dialog");
    const numbers = async (part: string) =>
      (await watching.says(part.replaceAll("&", "&amp;"))).replaceAll("&amp;", "&");
    expect(await numbers("w=0&o=0&l=0&r=0&f=0&h=0&k=0&c=0&a=0&s=0.0&t=")).toContain(
      '<digium_presence type="available" subtype="queue">',
    );
    await dialog.says("terminated");
    await aino.command("login support");
    await numbers("l=1&r=1&f=1");
    await omar.command("login support");
    await omar.command("pause lunch");
    await numbers("l=2&r=1&f=1");
    const id = await centre.calls();
    const call = await aino.rings();
    expect(await numbers("w=1&o=1")).toContain("<note>Ringing</note>");
    await dialog.says("early");
    await centre.answer(call);
    expect(await numbers("w=0&o=0&l=2&r=1&f=0&h=0&k=0&c=0")).toContain("<note>Ready</note>");
    await pbx.customerDoes(id, { type: "hangUp" });
    await numbers("f=1&h=0&k=0&c=1&a=0&s=100.0");
    await aino.command("pause lunch");
    const second = await centre.calls();
    await numbers("w=1");
    await pbx.customerDoes(second, { type: "hangUp" });
    await numbers("c=1&a=1&s=100.0");
    expect(await watch(watcher, "queue-nonsense", "presence").status()).toBe(404);
    expect(await watch(watcher, "queue-support", "message-summary").status()).toBe(404);
  });

  test("an agent's presence follows", async () => {
    const centre = await createCallCentre();
    const watcher = await centre.phone("1005", { userAgent: "Hamsa digium" });
    const watching = watch(watcher, "1001", "presence");
    await watching.says('type="not_set"');
    await centre.aino.command("login support");
    await watching.says('type="available"');
    await centre.aino.command("pause lunch");
    await watching.says('type="away" subtype="pause">lunch<');
    await centre.aino.command("logout support");
    await watching.says('type="away"');
    await centre.aino.command("unpause");
    await watching.says('type="unavailable"');
  });
});

test("after many calls nothing is left over", async () => {
  const centre = await createCallCentre({ queueRetryMs: 1 });
  const { aino, omar, pbx } = centre;
  await aino.command("login support");
  await omar.command("login support");
  await centre.quiet();
  const before = (await pbx.snapshot()).counts;
  for (let i = 0; i < 20; i++) {
    const id = await centre.calls();
    const phone = i % 2 === 0 ? aino : omar;
    const call = await phone.rings();
    if (i % 3 === 0) await pbx.customerDoes(id, { type: "hangUp" });
    else {
      await centre.answer(call);
      if (i % 3 === 1) await pbx.customerDoes(id, { type: "hangUp" });
      else {
        await call.bye();
        await pbx.customerDoes(id, { type: "hangUp" });
      }
    }
    await call.ended();
    await centre.quiet();
  }
  await until("everything has settled", async () => {
    const { counts } = await pbx.snapshot();
    return counts.dialogs === before.dialogs && counts.timers === before.timers;
  });
  const { counts } = await pbx.snapshot();
  expect([counts.rooms, counts.subscriptions]).toEqual([0, 0]);
});
