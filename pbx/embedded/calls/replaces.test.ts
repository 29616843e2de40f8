import { describe, expect, test } from "vitest";

import type { Call, Phone } from "../testing/phone";
import { replacesOf } from "../testing/replaces";
import { createScene, type Scene } from "../testing/scene";
import { until } from "../testing/until";

async function takeOver(phone: Phone, header: string): Promise<Call> {
  return phone.dial("1001", { extraHeaders: [header] });
}

async function twoTalk(scene: Scene) {
  const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
  const [call, incoming] = await scene.talk(aino, "1002", omar);
  return { aino, omar, call, incoming };
}

describe("taking over a call that is up", () => {
  test.each(["the caller", "the called one"])("%s loads the page again", async (who) => {
    const scene = await createScene();
    const { call, incoming } = await twoTalk(scene);
    const isCaller = who === "the caller";
    const [old, other] = isCaller ? [call, incoming] : [incoming, call];
    const page = await scene.stranger(isCaller ? "1001" : "1002");
    const fresh = await takeOver(page, replacesOf(old));
    await fresh.established();
    await old.ended();
    expect(old.reasons).toEqual(["Q.850;cause=16"]);
    const name = isCaller ? "Omar Haddad" : "Aino Virtanen";
    await until("told whom it talks with", () => fresh.shownPeers.length === 1);
    expect(fresh.shownPeers[0]).toContain(name);
    expect(other.shownPeers).toEqual([]);

    const { legs } = await scene.pbx.snapshot();
    expect(legs).toHaveLength(2);
    expect(legs.every(({ peers }) => peers.length === 1)).toBe(true);
    await other.bye();
    await fresh.ended();
    await scene.quiet();
  });

  test("the answer does not name the other party yet, as in Asterisk", async () => {
    const scene = await createScene();
    const { call } = await twoTalk(scene);
    const page = await scene.stranger("1001");
    const fresh = await takeOver(page, replacesOf(call));
    expect((await fresh.final()).getHeader("p-asserted-identity")).toBeUndefined();
  });

  test("a supervisor takes a call over and the customer's side is told", async () => {
    const scene = await createScene();
    const { call, incoming } = await twoTalk(scene);
    const layla = await scene.phone("1005");
    const taken = await takeOver(layla, replacesOf(incoming));
    await taken.established();
    await until("told", () => call.shownPeers.length === 1);
    expect(call.shownPeers).toEqual(['"Layla Mansour" <sip:1005@127.0.0.1>']);
  });

  test("a call to a service can be taken over too", async () => {
    const scene = await createScene();
    const aino = await scene.phone("1001");
    const call = await aino.dial("600");
    await call.established();
    const page = await scene.stranger("1001");
    const fresh = await takeOver(page, replacesOf(call));
    await fresh.established();
    await call.ended();
    await fresh.bye();
    await scene.quiet();
  });

  test("hold and transfer work on the leg that took over", async () => {
    const scene = await createScene();
    const { call, incoming } = await twoTalk(scene);
    const sara = await scene.phone("1003");
    const page = await scene.stranger("1001");
    const fresh = await takeOver(page, replacesOf(call));
    await until("told whom it talks with", () => fresh.shownPeers.length === 1);
    // The ACK of the re-INVITE that told it may still be on its way.
    await until("held", async () => (await fresh.hold(true).catch(() => 0)) === 200);
    expect(await fresh.refer("1003")).toBe(202);
    await (await sara.rings()).answer();
    await until("transferred", () => fresh.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await fresh.bye();
    await incoming.bye();
    await scene.quiet();
  });

  test.each([
    [
      "swapped tags",
      (header: string) =>
        header.replace("to-tag", "x").replace("from-tag", "to-tag").replace("x=", "from-tag="),
      481,
    ],
    ["an unknown call", () => "Replaces: nothing;to-tag=a;from-tag=b", 481],
    ["early-only", (header: string) => `${header};early-only`, 486],
    ["nonsense", () => "Replaces: ;;;", 400],
  ])("%s is refused with the right status", async (_name, change, status) => {
    const scene = await createScene();
    const { call } = await twoTalk(scene);
    const page = await scene.stranger("1001");
    const refused = await takeOver(page, change(replacesOf(call)));
    expect((await refused.final()).statusCode).toBe(status);
    expect((await scene.pbx.snapshot()).legs).toHaveLength(2);
  });

  test("the other party has hung up meanwhile: 481", async () => {
    const scene = await createScene();
    const { call, incoming } = await twoTalk(scene);
    const header = replacesOf(call);
    await incoming.bye();
    await scene.quiet();
    const page = await scene.stranger("1001");
    expect((await (await takeOver(page, header)).final()).statusCode).toBe(481);
  });
});

describe("taking over a call that rings", () => {
  /** The tags of an invitation that has sent its 180. */
  function replacesOfRinging(incoming: Call): string {
    const { dialog } = incoming.session as unknown as {
      dialog: { callId: string; localTag: string; remoteTag: string };
    };
    return `Replaces: ${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`;
  }

  test("an incoming call is answered by the page that loads again", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    const page = await scene.stranger("1002");
    const fresh = await takeOver(page, replacesOfRinging(incoming));
    await fresh.established();
    await call.established();
    await incoming.ended();
    expect((await scene.legOf("1002")).peers).toEqual([(await scene.legOf("1001")).id]);
    await call.bye();
    await fresh.ended();
    await scene.quiet();
  });

  test("an outgoing call cannot, until it is answered", async () => {
    const scene = await createScene();
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const call = await aino.dial("1002");
    const incoming = await omar.rings();
    await until("it rings", () => call.progress.includes(180));
    const text = aino.received.find((received) => received.startsWith("SIP/2.0 180")) ?? "";
    const toTag = /^To:.*;tag=(\S+)/im.exec(text)?.[1] ?? "";
    const fromTag = /^From:.*;tag=(\S+)/im.exec(text)?.[1] ?? "";
    const callId = /^Call-ID: (\S+)/im.exec(text)?.[1] ?? "";
    const header = `Replaces: ${callId};to-tag=${toTag};from-tag=${fromTag}`;
    const page = await scene.stranger("1001");
    expect((await (await takeOver(page, header)).final()).statusCode).toBe(481);
    await incoming.answer();
    const fresh = await takeOver(page, header);
    await fresh.established();
    await call.ended();
  });
});
