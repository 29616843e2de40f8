import type { Body } from "sip.js/lib/core/messages/body";
import type { IncomingResponseMessage } from "sip.js/lib/core/messages/incoming-response-message";
import { describe, expect, test } from "vitest";

import { sdpBody } from "../legs/sdp-body";
import { fakeSdp } from "../testing/fake-sdp";
import type { Call } from "../testing/phone";
import { createScene, type Scene } from "../testing/scene";
import { until } from "../testing/until";

const present = (levels: readonly number[]) => levels.map((level) => level > -45);

async function twoTalk() {
  const scene = await createScene();
  const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
  const [call, incoming] = await scene.talk(aino, "1002", omar);
  const [ofAino, ofOmar] = scene.media.legs;
  ofAino?.speak(437);
  ofOmar?.speak(611);
  return { scene, call, incoming, ofAino: ofAino!, ofOmar: ofOmar! };
}

/** What a user is sent, of: Aino, Omar, music. */
async function heardBy(scene: Scene, leg: string): Promise<boolean[]> {
  scene.clock.advance(20);
  return present(await scene.pbx.levels({ leg, side: "sent", frequenciesHz: [437, 611, 243] }));
}

describe("hold by re-INVITE", () => {
  test("one side, both sides, and back", async () => {
    const { scene, call, incoming } = await twoTalk();
    const [aino, omar, music, nothing] = [
      [true, false, false],
      [false, true, false],
      [false, false, true],
      [false, false, false],
    ];
    expect([await heardBy(scene, "1001"), await heardBy(scene, "1002")]).toEqual([omar, aino]);

    expect(await call.hold(true)).toBe(200);
    expect((await scene.legOf("1001")).holding).toBe(true);
    expect([await heardBy(scene, "1001"), await heardBy(scene, "1002")]).toEqual([nothing, music]);

    expect(await incoming.hold(true)).toBe(200);
    expect([await heardBy(scene, "1001"), await heardBy(scene, "1002")]).toEqual([
      nothing,
      nothing,
    ]);

    expect(await call.hold(false)).toBe(200);
    expect([await heardBy(scene, "1001"), await heardBy(scene, "1002")]).toEqual([music, nothing]);

    expect(await incoming.hold(false)).toBe(200);
    expect([await heardBy(scene, "1001"), await heardBy(scene, "1002")]).toEqual([omar, aino]);
  });

  test("what the holder says is still measured: a supervisor could hear it", async () => {
    const { scene, call } = await twoTalk();
    await call.hold(true);
    scene.clock.advance(20);
    const said = await scene.pbx.levels({ leg: "1001", side: "received", frequenciesHz: [437] });
    expect(present(said)).toEqual([true]);
  });

  test("while the switch has one under way the client's is refused with 491", async () => {
    const { scene, call, incoming } = await twoTalk();
    const sara = await scene.phone("1003");
    const delay = { do: "delay", delayMs: 1_000 } as const;
    await call.refer("1003");
    const third = await sara.rings();
    const rule = { on: "message", direction: "toClient", method: "INVITE", action: delay } as const;
    await scene.pbx.addFault(rule);
    await scene.answer(third);
    await until("transferred", () => call.sipfrags.at(-1) === "SIP/2.0 200 OK");
    expect(await incoming.hold(true)).toBe(491);
    await until("told whom it talks with", () => incoming.shownPeers.length === 1);
    await until("held", async () => (await incoming.hold(true).catch(() => 0)) === 200);
  });

  test("without a description it is answered with an offer", async () => {
    const { call } = await twoTalk();
    expect(await call.reinvite({ withoutSdp: true })).toBe(200);
  });

  /** A re-INVITE written by hand: sip.js keeps to what its description handler says. */
  const reinvite = (call: Call, body?: Body) =>
    new Promise<IncomingResponseMessage>((resolve) => {
      call.session.dialog?.invite(
        {
          onAccept({ message, ack }) {
            ack();
            resolve(message);
          },
          onReject: ({ message }) => resolve(message),
        },
        { extraHeaders: ["Contact: <sip:x@x.invalid>"], ...(body === undefined ? {} : { body }) },
      );
    });

  test("the answer names the other party", async () => {
    const { call } = await twoTalk();
    const answer = await reinvite(call, sdpBody(fakeSdp("sendrecv")));
    expect(answer.getHeader("p-asserted-identity")).toBe('"Omar Haddad" <sip:1002@127.0.0.1>');
  });

  test("one that cannot be used is refused with 488 and the call goes on", async () => {
    const { scene, call } = await twoTalk();
    expect((await reinvite(call, sdpBody("v=0\r\n"))).statusCode).toBe(488);
    expect((await scene.legOf("1001")).state).toBe("up");
    expect(await call.hold(true)).toBe(200);
  });
});

describe("keys", () => {
  test("by RTP: recorded and passed on to the other side", async () => {
    const { scene, ofAino, ofOmar } = await twoTalk();
    for (const digit of "12#*A") ofAino.press(digit);
    expect((await scene.legOf("1001")).digits).toBe("12#*A");
    expect(ofOmar.heardDigits).toBe("12#*A");
    expect(ofAino.heardDigits).toBe("");
  });

  test.each([
    ["application/dtmf-relay", "Signal=5\r\nDuration=160", 200, "5"],
    ["application/dtmf-relay", "Signal= #\r\n", 200, "#"],
    ["application/dtmf", "7", 200, "7"],
    ["application/dtmf-relay", "Duration=160", 400, ""],
    ["application/dtmf", "77", 400, ""],
    ["application/json", "{}", 415, ""],
  ])("INFO %s %j is answered with %i", async (contentType, content, status, digits) => {
    const { scene, call, ofOmar } = await twoTalk();
    expect(await call.info(contentType, content)).toBe(status);
    expect((await scene.legOf("1001")).digits).toBe(digits);
    expect(ofOmar.heardDigits).toBe(digits);
  });

  test("an empty INFO is a probe", async () => {
    const { call } = await twoTalk();
    expect(await call.info("", "")).toBe(200);
  });
});

describe("a leg without sound", () => {
  test("is ended after its time, and the other one with it", async () => {
    const scene = await createScene({ rtpTimeoutMs: 100, rtpTimeoutOnHoldMs: 1_000 });
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call, incoming] = await scene.talk(aino, "1002", omar);
    scene.media.legs[0]?.setQuietMs(101);
    await call.ended();
    await incoming.ended();
    expect([call.reasons, incoming.reasons]).toEqual([["Q.850;cause=44"], ["Q.850;cause=44"]]);
    await scene.quiet();
  });

  test("has more time while it holds", async () => {
    const scene = await createScene({ rtpTimeoutMs: 100, rtpTimeoutOnHoldMs: 1_000 });
    const [aino, omar] = [await scene.phone("1001"), await scene.phone("1002")];
    const [call] = await scene.talk(aino, "1002", omar);
    await call.hold(true);
    scene.media.legs[0]?.setQuietMs(999);
    scene.media.legs[1]?.setQuietMs(101);
    await call.ended();
    expect(call.reasons).toEqual(["Q.850;cause=44"]);
    await scene.quiet();
  });
});

describe("text within a call", () => {
  test("MESSAGE reaches the other party", async () => {
    const { call, incoming } = await twoTalk();
    const texts: string[] = [];
    incoming.session.delegate = {
      ...incoming.session.delegate,
      onMessage: (message) => {
        texts.push(message.request.body);
        void message.accept();
      },
    };
    const body = { contentDisposition: "render", contentType: "text/plain", content: "مرحبا" };
    await call.session.message({ requestOptions: { body } });
    await until("it came", () => texts.length === 1);
    expect(texts).toEqual(["مرحبا"]);
  });
});
