import { describe, expect, test } from "vitest";

import { createScene } from "./testing/scene";
import { until } from "./testing/until";

async function office(options = {}) {
  const scene = await createScene(options);
  const [aino, omar, sara] = [
    await scene.phone("1001"),
    await scene.phone("1002"),
    await scene.phone("1003"),
  ];
  const [call, incoming] = await scene.talk(aino, "1002", omar);
  return { scene, aino, omar, sara, call, incoming };
}

describe("blind transfer", () => {
  test("the other party talks with the target and the transferor ends its own leg", async () => {
    const { scene, sara, call, incoming } = await office();
    expect(await call.refer("1003")).toBe(202);
    const third = await sara.rings();
    expect(third.request?.getHeader("referred-by")).toContain("sip:1001@127.0.0.1");
    expect(third.request?.getHeader("p-asserted-identity")).toContain("Omar Haddad");
    scene.clock.advance(20);
    const [ringback] = await scene.pbx.levels({ leg: "1002", side: "sent", frequenciesHz: [480] });
    expect(ringback).toBeGreaterThan(-45);

    await third.answer();
    await until("told of the end", () => call.sipfrags.length === 3);
    expect(call.sipfrags).toEqual(["SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "SIP/2.0 200 OK"]);
    await until("shown the new party", () => incoming.shownPeers.length === 1);
    expect(incoming.shownPeers).toEqual(['"Sara Nasser" <sip:1003@127.0.0.1>']);
    expect((await scene.legOf("1003")).peers).toEqual([(await scene.legOf("1002")).id]);
    expect((await scene.legOf("1001")).peers).toEqual([]);

    await call.bye();
    await third.bye();
    await incoming.ended();
    await scene.quiet();
  });

  test("the called party may transfer as well", async () => {
    const { scene, sara, call, incoming } = await office();
    expect(await incoming.refer("1003")).toBe(202);
    await (await sara.rings()).answer();
    await until("done", () => incoming.sipfrags.at(-1) === "SIP/2.0 200 OK");
    expect((await scene.legOf("1003")).peers).toEqual([(await scene.legOf("1001")).id]);
    await incoming.bye();
    await call.bye();
    await scene.quiet();
  });

  test("a service can be the target", async () => {
    const { scene, call, incoming } = await office();
    await call.refer("601");
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    scene.clock.advance(20);
    const [tone] = await scene.pbx.levels({ leg: "1002", side: "sent", frequenciesHz: [1004] });
    expect(tone).toBeGreaterThan(-45);
    await call.bye();
    await incoming.bye();
    await scene.quiet();
  });

  test.each([
    ["7777", "SIP/2.0 404 Not Found"],
    ["1004", "SIP/2.0 480 Temporarily Unavailable"],
    ["9486", "SIP/2.0 486 Busy Here"],
  ])("to %s fails with %s and the call goes on", async (number, sipfrag) => {
    const { scene, call, incoming } = await office();
    await call.refer(number);
    await until("told", () => call.sipfrags.at(-1) === sipfrag);
    expect((await scene.legOf("1001")).peers).toEqual([(await scene.legOf("1002")).id]);
    await incoming.bye();
    await call.ended();
    await scene.quiet();
  });

  test("the target declines, and it can be tried again", async () => {
    const { scene, sara, call } = await office();
    await call.hold(true);
    await call.refer("1003");
    const third = await sara.rings();
    await third.refuse(603);
    await until("told", () => call.sipfrags.at(-1) === "SIP/2.0 603 Decline");
    scene.clock.advance(20);
    const [music] = await scene.pbx.levels({ leg: "1002", side: "sent", frequenciesHz: [243] });
    expect(music).toBeGreaterThan(-45);
    await call.refer("1003");
    await (await sara.rings()).answer();
    await until("done", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
  });

  test("the transferor leaves while it rings, and the target answers", async () => {
    const { scene, sara, call, incoming } = await office();
    await call.refer("1003");
    const third = await sara.rings();
    await call.bye();
    await third.answer();
    await until("they talk", async () => (await scene.legOf("1003")).peers.length === 1);
    await incoming.bye();
    await third.ended();
    await scene.quiet();
  });

  test("the transferor leaves while it rings, and nobody answers", async () => {
    const { scene, sara, call, incoming } = await office({ ringTimeoutMs: 1_000 });
    await call.refer("1003");
    await sara.rings();
    await call.bye();
    await incoming.ended();
    expect(incoming.reasons).toEqual(["Q.850;cause=19"]);
    await scene.quiet();
  });

  test("the transferred party hangs up while it rings", async () => {
    const { scene, sara, call, incoming } = await office();
    await call.refer("1003");
    const third = await sara.rings();
    await incoming.bye();
    await third.ended();
    await call.ended();
    expect(call.sipfrags.at(-1)).toBe("SIP/2.0 487 Request Terminated");
    await scene.quiet();
  });

  test("a second REFER has to wait for the first", async () => {
    const { sara, call, incoming } = await office();
    await call.refer("1003");
    await sara.rings();
    expect(await call.refer("1004")).toBe(491);
    expect(await incoming.refer("1004")).toBe(491);
  });

  test("a transferor that never hangs up is ended by the switch", async () => {
    const { scene, sara, call, incoming } = await office({ transferorWaitMs: 100 });
    await call.refer("1003");
    await (await sara.rings()).answer();
    await call.ended();
    await incoming.bye();
    await scene.quiet();
  });

  test("the page loads again while the target rings", async () => {
    const { scene, sara, call, incoming } = await office();
    await call.refer("1003");
    const third = await sara.rings();
    const { dialog } = incoming.session;
    const header = `Replaces: ${dialog?.callId};to-tag=${dialog?.remoteTag};from-tag=${dialog?.localTag}`;
    const page = await scene.stranger("1002");
    const fresh = await page.dial("1001", { extraHeaders: [header] });
    await fresh.established();
    await third.answer();
    await until("they talk", async () => (await scene.legOf("1003")).peers.length === 1);
    expect((await scene.legOf("1002")).peers).toEqual([(await scene.legOf("1003")).id]);
    await fresh.bye();
    await call.bye();
    await scene.quiet();
  });
});

describe("attended transfer", () => {
  test("the two others talk, the second leg is ended at once and the first waits", async () => {
    const { scene, aino, sara, call, incoming } = await office();
    await call.hold(true);
    const [second, third] = await scene.talk(aino, "1003", sara);
    expect(await call.refer(second)).toBe(202);
    await second.ended();
    await until("told", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    await until("both shown", () => incoming.shownPeers.length + third.shownPeers.length === 2);
    expect([incoming.shownPeers[0], third.shownPeers[0]]).toEqual([
      '"Sara Nasser" <sip:1003@127.0.0.1>',
      '"Omar Haddad" <sip:1002@127.0.0.1>',
    ]);
    expect((await scene.legOf("1002")).peers).toEqual([(await scene.legOf("1003")).id]);
    await call.bye();
    await incoming.bye();
    await third.ended();
    await scene.quiet();
  });

  test("with a second call that is gone it fails with 481 and the first goes on", async () => {
    const { scene, aino, sara, call } = await office();
    const [second, third] = await scene.talk(aino, "1003", sara);
    const header = `<sip:x@127.0.0.1?Replaces=${encodeURIComponent("gone;to-tag=1;from-tag=2")}>`;
    const answer = await new Promise<number>((resolve) => {
      call.session.dialog?.refer(
        { onAccept: ({ message }) => resolve(message.statusCode ?? 0) },
        { extraHeaders: [`Refer-To: ${header}`] },
      );
    });
    expect(answer).toBe(202);
    await until("told", () => call.sipfrags.at(-1)?.startsWith("SIP/2.0 481") === true);
    expect((await scene.pbx.snapshot()).legs).toHaveLength(4);
    await second.bye();
    await third.ended();
  });
});

describe("a REFER that cannot be read", () => {
  test("is refused with 400", async () => {
    const { call } = await office();
    const status = await new Promise<number>((resolve) => {
      call.session.dialog?.refer(
        { onReject: ({ message }) => resolve(message.statusCode ?? 0) },
        { extraHeaders: ["Refer-To: <sip:127.0.0.1>"] },
      );
    });
    expect(status).toBe(400);
  });
});
