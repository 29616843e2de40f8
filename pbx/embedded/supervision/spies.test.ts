import { describe, expect, test } from "vitest";

import { createListeningScene, type ListeningScene, type Mode } from "../testing/listening";
import { replacesOf } from "../testing/replaces";
import { createScene } from "../testing/scene";
import { until } from "../testing/until";

/** What everybody hears while Layla listens. */
const matrix: Readonly<Record<Mode, Readonly<Record<string, string>>>> = {
  monitor: { agent: "customer", customer: "agent", layla: "agent customer" },
  whisper: { agent: "customer layla", customer: "agent", layla: "agent customer" },
  barge: { agent: "customer layla", customer: "agent layla", layla: "agent customer" },
};

async function heardByAll(scene: ListeningScene) {
  return {
    agent: await scene.heard("1001"),
    customer: await scene.heard(scene.customer),
    layla: await scene.heard("1005"),
  };
}

/** A phone knows of the end of its call before the switch does. */
async function gone({ pbx }: ListeningScene, user: string): Promise<void> {
  await until("the leg is gone", async () => {
    const { legs } = await pbx.snapshot();
    return !legs.some((leg) => leg.user === user);
  });
}

const modes = Object.keys(matrix) as Mode[];
const pairs = modes.flatMap((from) => modes.map((to) => [from, to] as const));

describe("a supervisor who listens", () => {
  test("is heard by nobody at first, and is shown whom it listens to", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    expect((await spying.final()).getHeader("p-asserted-identity")).toBe(
      '"Aino Virtanen" <sip:*231001@127.0.0.1>',
    );
    expect(await heardByAll(scene)).toEqual(matrix.monitor);
    expect(scene.call.shownPeers).toEqual([]);
    const [agent, supervisor] = [await scene.legOf("1001"), await scene.legOf("1005")];
    expect(supervisor.spying).toEqual({ agent: agent.id, mode: "monitor" });
    expect([agent.peers.length, supervisor.peers, agent.spying]).toEqual([1, [], null]);
  });

  test.each(pairs)("from %s to %s", async (from, to) => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    for (const mode of [from, to]) {
      expect(await scene.press(spying, mode)).toBe(200);
      expect(await heardByAll(scene)).toEqual(matrix[mode]);
    }
  });

  test("is in no frame of the customer's but while it barges", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    async function switchAround(): Promise<void> {
      await scene.press(spying, "whisper");
      await scene.press(spying, "monitor");
      await scene.press(spying, "whisper");
      await spying.bye();
      await gone(scene, "1005");
    }
    const heard = await scene.everHeard(scene.customer, switchAround());
    expect(heard).toBe("agent");
  });

  test("other keys change nothing and go nowhere", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    await scene.press(spying, "whisper");
    for (const key of ["0", "9", "*", "#"]) {
      expect(await spying.info("application/dtmf-relay", `Signal=${key}\r\n`)).toBe(200);
    }
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
    expect((await scene.pbx.snapshot()).customers[0]?.digits).toBe("");
    expect(scene.media.legs[0]?.heardDigits).toBe("");
  });

  test("agent's keys go to the customer, and the agent's hold is as it was", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    await scene.press(spying, "barge");
    await scene.call.info("application/dtmf-relay", "Signal=7\r\n");
    expect((await scene.pbx.snapshot()).customers[0]?.digits).toBe("7");
    await scene.call.hold(true);
    await until("held", async () => (await scene.legOf("1001")).holding);
    expect(await heardByAll(scene)).toEqual({
      agent: "",
      customer: "layla music",
      layla: "customer",
    });
    await scene.press(spying, "whisper");
    expect(await heardByAll(scene)).toEqual({ agent: "", customer: "music", layla: "customer" });
    await scene.call.hold(false);
    await until("resumed", async () => !(await scene.legOf("1001")).holding);
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
  });

  test("two on one agent hear the call and not each other", async () => {
    const scene = await createListeningScene();
    const laylas = await scene.spy("layla");
    const mikkos = await scene.spy("mikko");
    await scene.press(laylas, "whisper");
    await scene.press(mikkos, "barge");
    expect({ ...(await heardByAll(scene)), mikko: await scene.heard("1004") }).toEqual({
      agent: "customer layla mikko",
      customer: "agent mikko",
      layla: "agent customer",
      mikko: "agent customer",
    });
    await mikkos.bye();
    await gone(scene, "1004");
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
  });

  test("goes with the agent's leg when the page is loaded again", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    await scene.press(spying, "whisper");
    const page = await scene.stranger("1001");
    const fresh = await page.dial("1001", { extraHeaders: [replacesOf(scene.call)] });
    const heard = await scene.everHeard(scene.customer, scene.call.ended());
    scene.speaks("agent");
    expect(heard).toBe("agent");
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
    await scene.press(spying, "barge");
    expect(await heardByAll(scene)).toEqual(matrix.barge);
    await fresh.bye();
    await spying.ended();
    await scene.quiet();
  });

  test("does not keep a call up: it ends with it, whoever hangs up", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    await scene.pbx.customerDoes(scene.customer, { type: "hangUp" });
    await spying.ended();
    expect(spying.reasons).toEqual(["Q.850;cause=16"]);
    await scene.call.ended();
    await scene.quiet();
    expect((await scene.pbx.snapshot()).counts.rooms).toBe(0);
  });

  test("is not in the agent's next call", async () => {
    const scene = await createListeningScene();
    const spying = await scene.spy("layla");
    await scene.press(spying, "barge");
    await scene.call.bye();
    await spying.ended();
    const { id } = await scene.pbx.customerCalls({
      to: "1001",
      name: "Ali",
      number: "0401112223",
      voice: { silent: true },
    });
    await scene.answer(await scene.aino.rings());
    expect(await scene.heard(id)).toBe("");
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
  });

  test("ends when the agent has transferred the call away", async () => {
    const scene = await createListeningScene();
    const sara = await scene.phone("1003");
    const spying = await scene.spy("layla");
    await scene.press(spying, "barge");
    await scene.call.refer("1003");
    const ringing = await sara.rings();
    const heard = await scene.everHeard(scene.customer, ringing.answer().then(spying.ended));
    expect(heard).toBe("");
    expect(await scene.heard(scene.customer)).toBe("");
  });

  test("is back when the transfer has failed", async () => {
    const scene = await createListeningScene();
    const sara = await scene.phone("1003");
    const spying = await scene.spy("layla");
    await scene.press(spying, "whisper");
    await scene.call.refer("1003");
    const ringing = await sara.rings();
    expect(await scene.heard("1001")).toBe("");
    await ringing.refuse(486);
    await until("failed", () => scene.call.sipfrags.at(-1) === "SIP/2.0 486 Busy Here");
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
    await spying.bye();
  });

  test("ends when the agent's leg is moved into a conference", async () => {
    const scene = await createListeningScene();
    await scene.call.bye();
    await gone(scene, "1001");
    const omar = await scene.phone("1002");
    const [call, incoming] = await scene.talk(scene.aino, "1002", omar);
    const spying = await scene.spy("layla");
    await scene.press(spying, "barge");
    expect(await incoming.refer("800")).toBe(202);
    await spying.ended();
    expect(await scene.heard("1001")).toBe("");
    await call.bye();
  });

  test("keys of its sound are as good", async () => {
    const scene = await createListeningScene();
    await scene.spy("layla");
    scene.media.legs.at(-1)?.press("5");
    expect(await heardByAll(scene)).toEqual(matrix.whisper);
  });

  test("who dials anew listens once", async () => {
    const scene = await createListeningScene();
    const first = await scene.spy("layla");
    await scene.press(first, "barge");
    const second = await scene.spy("layla");
    await first.ended();
    expect(await heardByAll(scene)).toEqual(matrix.monitor);
    await second.bye();
    await gone(scene, "1005");
    expect(await scene.heard("1001")).toBe("customer");
  });

  test("of an agent's two calls it is the one that is talked in", async () => {
    const scene = await createListeningScene();
    await scene.call.hold(true);
    await until("held", async () => (await scene.legOf("1001")).holding);
    const consult = await scene.aino.dial("600");
    await consult.established();
    const spying = await scene.spy("layla");
    await scene.press(spying, "barge");
    expect(await scene.heard(scene.customer)).toBe("music");
    await consult.bye();
    await spying.ended();
    expect((await scene.legOf("1001")).peers).toHaveLength(1);
  });
});

describe("who may listen", () => {
  test.each([
    ["1001", "*231002", 403],
    ["1001", "*231999", 403],
    ["1005", "*231999", 404],
    ["1005", "*235", 404],
    ["1005", "*231005", 403],
    ["1004", "*231003", 403],
  ])("%s dials %s: %i", async (extension, number, status) => {
    const rights = { "1004": { role: "supervisor", over: ["1001"] } } as const;
    const scene = await createScene({ rights });
    const phone = await scene.phone(extension);
    expect((await (await phone.dial(number)).final()).statusCode).toBe(status);
    await scene.quiet();
  });

  test("nobody talks there: it is answered and over", async () => {
    const scene = await createScene();
    const [layla, aino] = [await scene.phone("1005"), await scene.phone("1001")];
    const first = await layla.dial("*231001");
    expect((await first.final()).statusCode).toBe(200);
    await first.ended();
    const waiting = await aino.dial("1003");
    expect((await waiting.final()).statusCode).toBe(480);
    await aino.dial("800"); // alone in a conference
    const second = await layla.dial("*231001");
    await second.ended();
    expect(second.reasons).toEqual(["Q.850;cause=16"]);
  });

  test("nobody is sent there", async () => {
    const scene = await createListeningScene();
    await scene.call.refer("*231001");
    await until("told", () => scene.call.sipfrags.at(-1) === "SIP/2.0 404 Not Found");
    expect(await scene.heard(scene.customer)).toBe("agent");
  });
});
