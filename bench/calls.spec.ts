import { expect, test } from "../e2e/support/fixtures";
import { maria } from "../e2e/support/maria";
import type { PhoneSystem } from "../e2e/support/phone-system";
import { type Contestant, openHamsa, openPeer, type PeerName } from "./peers/contestants";
import { servePeers } from "./peers/serve-peers";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// From the press to the wire and to the first sound, ours beside pages on SIP.js and JsSIP, one after the other in one browser.

const echo = "600";
const queue = "500";
/** Nobody answers in the moment it begins to ring. */
const usual = { ringsMs: 800, restMs: 300 };
const look = { ringsMs: 400, restMs: 100 };

/** Those with their defaults come first: a look is at them only. */
const peers: readonly (readonly [PeerName, string])[] = [
  ["SIP.js", "1002"],
  ["JsSIP", "1003"],
  ["tuned SIP.js", "1004"],
  ["tuned JsSIP", "1005"],
];
const peersInALook = 2;

async function atRest(pbx: PhoneSystem): Promise<void> {
  const legs = async () => (await pbx.snapshot()).legs.length;
  await expect.poll(legs, { timeout: 30_000, intervals: [100] }).toBe(0);
}

test("from the press to the wire and to the first sound", async ({ browserOf, pbx, site }) => {
  test.setTimeout(3_600_000);
  await servePeers(site, ["sip-js", "jssip", "prepared"]);
  const browser = await browserOf("first");
  const contestants = [await openHamsa(browser, site, "1001")];
  const { rounds, warmUp, isLook } = readRounds();
  for (const [name, extension] of isLook ? peers.slice(0, peersInALook) : peers) {
    contestants.push(await openPeer(browser, site, { name, extension }));
  }
  // It takes no calls, and so needs no extension of its own.
  const floor = await openPeer(browser, site, { name: "the floor", extension: "1005" });
  const measures = createMeasures("calls", pbx.name, browser.version());
  const { ringsMs, restMs } = isLook ? look : usual;

  async function rests(one: Contestant): Promise<void> {
    await one.hangsUp();
    await atRest(pbx);
    await one.page.waitForTimeout(restMs);
  }

  async function callsEcho(one: Contestant): Promise<void> {
    const times = await one.calls(echo);
    measures.add("call-to-invite", one.name, times.press, times.invite);
    measures.add("call-to-sound", one.name, times.press, times.sound);
  }

  async function answersCustomer(one: Contestant, kind: "direct" | "queue"): Promise<void> {
    const to = kind === "queue" ? queue : one.extension;
    if (kind === "queue") await pbx.serves(one.extension, queue, true);
    await pbx.customerCalls({ ...maria, to });
    await one.rings();
    await one.page.waitForTimeout(ringsMs);
    const times = await one.answers();
    if (kind === "queue") await pbx.serves(one.extension, queue, false);
    measures.add(`answer-${kind}-to-ok`, one.name, times.press, times.ok);
    measures.add(`answer-${kind}-to-sound`, one.name, times.press, times.sound);
  }

  for (let round = -warmUp; round < rounds; round += 1) {
    measures.isWarmUp = round < 0;
    for (const one of [...contestants, floor]) {
      await callsEcho(one);
      await rests(one);
      if (one === floor) continue;
      for (const kind of ["direct", "queue"] as const) {
        await answersCustomer(one, kind);
        await rests(one);
      }
    }
  }
  for (const one of [...contestants, floor]) await one.close();
  measures.end();
});
