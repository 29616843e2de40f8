import { onTestFinished, describe, expect, test } from "vitest";

import { until } from "../testing/until";
import { frameSamples, type MediaLeg } from "./leg";
import { createLevelMeter } from "./level-meter";
import { createTone } from "./sounds";
import { createWeriftLeg } from "./werift-leg";

// Two legs talk to each other over real sockets: offer and answer, ICE, DTLS, SRTP and RTP.

interface Side {
  leg: MediaLeg;
  digits: string;
  /** Whether it has heard this tone during the last 300 ms. */
  hears(frequencyHz: number): boolean;
}

function createSide(toneHz: number, loss = 0, isPathCut = () => false): Side {
  const side = { digits: "" };
  const heard = createLevelMeter();
  const tone = createTone(toneHz);
  const leg = createWeriftLeg(
    { digit: (digit) => void (side.digits += digit) },
    () => loss,
    isPathCut,
  );
  const beat = setInterval(() => {
    heard.write(leg.pull());
    leg.push(tone.next());
  }, 20);
  onTestFinished(() => {
    clearInterval(beat);
    leg.close();
  });
  return Object.assign(side, {
    leg,
    hears: (frequencyHz: number) => (heard.levels([frequencyHz])[0] ?? -120) > -45,
  });
}

async function connect(a: Side, b: Side): Promise<void> {
  await a.leg.accept(await b.leg.answer(await a.leg.offer()));
  await until("both hear each other", () => a.hears(611) && b.hears(437));
}

describe("a leg over werift", () => {
  test("both sides hear each other, and only each other", async () => {
    const [a, b] = [createSide(437), createSide(611)];
    await connect(a, b);
    expect([a.hears(437), b.hears(611)]).toEqual([false, false]);
    expect(a.leg.traffic().received).toBeGreaterThan(0);
  });

  test("keys arrive exactly, both ways, in the middle of sound", async () => {
    const [a, b] = [createSide(437), createSide(611)];
    await connect(a, b);
    for (const digit of "11#") a.leg.sendDigit(digit);
    for (const digit of "98") b.leg.sendDigit(digit);
    await until("all keys", () => b.digits.length >= 3 && a.digits.length >= 2);
    expect([a.digits, b.digits]).toEqual(["98", "11#"]);
    await until("sound again", () => b.hears(437));
  });

  test("hold is told and keeps the connection; the description counts up", async () => {
    const [a, b] = [createSide(437), createSide(611)];
    await connect(a, b);
    const offer = await a.leg.offer();
    expect(await b.leg.answer(offer.replace("a=sendrecv", "a=sendonly"))).toContain("a=recvonly");
    expect(b.leg.remoteDirection).toBe("sendonly");
    const again = await b.leg.answer(await a.leg.offer());
    expect(b.leg.remoteDirection).toBe("sendrecv");
    expect(/^o=- \d+ (\d+)/m.exec(again)?.[1]).toBe("3");
    await until("still connected", () => b.hears(437) && a.hears(611));
  });

  test("it notices when nothing comes any more", async () => {
    const [a, b] = [createSide(437), createSide(611)];
    await connect(a, b);
    b.leg.close();
    await until("quiet", () => a.leg.quietMs() > 500);
  });

  test("nothing passes over a cut path, and it comes back", async () => {
    let isCut = false;
    const [a, b] = [createSide(437), createSide(611, 0, () => isCut)];
    await connect(a, b);
    isCut = true;
    await until("both are quiet", () => a.leg.quietMs() > 500 && b.leg.quietMs() > 500);
    isCut = false;
    await until("sound again", () => a.hears(611) && b.hears(437));
  });

  test("lost packets do not arrive", async () => {
    const [a, b] = [createSide(437), createSide(611, 100)];
    await a.leg.accept(await b.leg.answer(await a.leg.offer()));
    await until("a sends", () => a.leg.traffic().sent > 20);
    expect([a.leg.traffic().received, b.leg.traffic().received]).toEqual([0, 0]);
  });

  test("closing in the middle of a negotiation ends it", async () => {
    const { leg } = createSide(437);
    const offer = leg.offer();
    leg.close();
    await expect(offer).rejects.toThrow("closed");
  });

  test("a frame is 20 ms and closing twice is fine", () => {
    const { leg } = createSide(437);
    leg.push(new Int16Array(frameSamples));
    expect(leg.pull()).toBeNull();
    leg.close();
    leg.close();
  });
});
