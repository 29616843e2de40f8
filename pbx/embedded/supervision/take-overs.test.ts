import { describe, expect, test } from "vitest";

import { createListeningScene, type ListeningScene } from "../testing/listening";
import { replacesOf } from "../testing/replaces";
import { until } from "../testing/until";

const isTold = (phone: ListeningScene["aino"], part: string) =>
  until(part, () =>
    phone.messages.map(({ request }) => request.body).find((body) => body.startsWith(part)),
  );

/** Nobody is lost: the agent and the customer hear each other. */
async function theyTalk(scene: ListeningScene): Promise<void> {
  expect(await scene.heard("1001")).toBe("customer");
  expect(await scene.heard(scene.customer)).toBe("agent");
}

describe("a supervisor takes a call over", () => {
  test("and has the customer, who is told apart from any other call", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    expect(await scene.layla.command("sup take 1001 too%20hard")).toBe("OK");
    const ringing = await scene.layla.rings();
    const { request } = ringing;
    expect(request?.from.uri.user).toBe("+358401234567");
    expect(request?.from.displayName).toBe("Maria Öö");
    const names = ["x-took-from", "x-queue", "x-call-kind", "x-call-uuid"];
    expect(names.map((name) => request?.getHeader(name))).toEqual([
      "1001",
      "support",
      "queue",
      scene.call.request?.getHeader("x-call-uuid"),
    ]);
    expect(scene.call.reasons).toEqual([]);
    expect(await scene.heard(scene.customer)).toBe("agent"); // until she has answered
    await spying.bye();
    await scene.answer(ringing);
    scene.speaks("layla");
    await scene.call.ended();
    expect(await isTold(scene.aino, "supervised")).toBe("supervised 1005 take - too%20hard");
    await until("alone", async () => (await scene.legOf("1005")).peers.length === 1);
    expect(await scene.heard("1005")).toBe("customer");
    expect(await scene.heard(scene.customer)).toBe("layla");
    await scene.layla.command("audit");
    expect(await isTold(scene.layla, "audit")).toMatch(/ 1005 1001 take - too%20hard$/);
    await ringing.bye();
    await scene.quiet();
  });

  test("the spy call ends with the agent's leg, if nobody has ended it", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    const mikkos = await scene.spy("mikko");
    await scene.layla.command("sup take 1001 -");
    const ringing = await scene.layla.rings();
    await scene.answer(ringing);
    await spying.ended();
    await mikkos.ended();
    await scene.call.ended();
    await ringing.bye();
    await scene.quiet();
  });

  test.each([
    ["declines", 15_000],
    ["lets it ring", 60],
  ])("%s: the customer stays with the agent", async (what, takeOverMs) => {
    const scene = await createListeningScene({ takeOverMs });
    await scene.layla.command("sup take 1001 -");
    const ringing = await scene.layla.rings();
    if (what === "declines") await ringing.refuse(603);
    await ringing.ended();
    await until("one call", async () => (await scene.pbx.snapshot()).legs.length === 2);
    await theyTalk(scene);
    expect(scene.aino.messages).toEqual([]);
    await scene.layla.command("audit");
    expect(await isTold(scene.layla, "audit")).toMatch(/ 1005 1001 take noanswer -$/);
    expect(await scene.layla.command("sup take 1001 -")).toBe("OK"); // and may try again
    await scene.layla.rings();
  });

  test("a supervisor without a phone: the customer stays with the agent", async () => {
    const scene = await createListeningScene();
    await scene.layla.unregister();
    expect(await scene.layla.send("cmd", "sup take 1001 -")).toBe(202);
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
    await theyTalk(scene);
  });

  test("the customer hangs up meanwhile: it rings no longer", async () => {
    const scene = await createListeningScene();
    await scene.layla.command("sup take 1001 -");
    const ringing = await scene.layla.rings();
    await scene.pbx.customerDoes(scene.customer, { type: "hangUp" });
    await ringing.ended();
    await scene.quiet();
  });

  test("the agent transfers it meanwhile: it rings no longer, and is the other one's", async () => {
    const scene = await createListeningScene();
    const sara = await scene.phone("1003");
    await scene.layla.command("sup take 1001 -");
    const ringing = await scene.layla.rings();
    await scene.call.refer("1003");
    await ringing.ended();
    await scene.answer(await sara.rings());
    await until("talks", async () => (await scene.legOf("1003")).peers.length === 1);
  });

  test("the agent's page is loaded again meanwhile", async () => {
    const scene = await createListeningScene();
    await scene.layla.command("sup take 1001 -");
    const ringing = await scene.layla.rings();
    scene.speaks("layla");
    const page = await scene.stranger("1001");
    const fresh = await page.dial("1001", { extraHeaders: [replacesOf(scene.call)] });
    await scene.call.ended();
    await scene.answer(ringing);
    await fresh.ended();
    expect(await scene.heard(scene.customer)).toBe("layla");
  });

  test("twice is once, and somebody else comes too late", async () => {
    const scene = await createListeningScene();
    expect(await scene.layla.command("sup take 1001 -")).toBe("OK");
    expect(await scene.layla.command("sup take 1001 -")).toBe("OK");
    expect(await scene.mikko.command("sup take 1001 -")).toBe("NOCALL");
    await scene.answer(await scene.layla.rings());
    scene.speaks("layla");
    await scene.call.ended();
    expect(await scene.heard(scene.customer)).toBe("layla");
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
  });
});

describe("there is nothing to take", () => {
  test("the agent talks with nobody, with the supervisor, or in a conference", async () => {
    const scene = await createListeningScene();
    expect(await scene.layla.command("sup take 1002 -")).toBe("NOCALL");
    await scene.call.bye();
    await until("over", async () => (await scene.pbx.snapshot()).legs.length === 0);
    await scene.talk(scene.aino, "1005", scene.layla);
    expect(await scene.layla.command("sup take 1001 -")).toBe("NOCALL");
    const omar = await scene.phone("1002");
    for (const phone of [omar, scene.mikko]) await (await phone.dial("800")).established();
    await until("both", async () => (await scene.legOf("1002")).peers.length === 1);
    expect(await scene.layla.command("sup take 1002 -")).toBe("NOCALL");
  });
});
