import { expect, test } from "../e2e/support/fixtures";
import { startSite } from "../e2e/support/site";
import { type Contestant, openHamsa, openPeer } from "./peers/contestants";
import { servePeers } from "./peers/serve-peers";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";
import { startSilentServer } from "./silent-server";

// A call while a configured STUN server never answers and a TURN server cannot be reached, beside the same call without them.

const echo = "600";
/** JsSIP waits for the browser to give up, which is 40 s. */
const patienceMs = 60_000;
/** Whoever takes so long is asked a few times only: once in the warm-up, and then three times. */
const isSlowMs = 3_000;
const mostSlowCalls = 4;
const restMs = 300;

test("a STUN server that never answers and a TURN server out of reach", async ({
  browserOf,
  pbx,
  site,
}) => {
  test.setTimeout(3_600_000);
  const silent = await startSilentServer();
  const { iceServers } = silent;
  const darkSite = await startSite(pbx);
  darkSite.config = { ...pbx.config, iceServers };
  await servePeers(site, ["sip-js", "jssip"]);
  const browser = await browserOf("first");
  const { rounds, warmUp, isLook } = readRounds();
  // Calls go out only, so that some may share an extension.
  const contestants = [
    await openHamsa(browser, site, "1001", "Hamsa without them"),
    await openHamsa(browser, darkSite, "1002"),
    await openPeer(browser, site, { name: "tuned SIP.js", extension: "1003", iceServers }),
    await openPeer(browser, site, { name: "tuned JsSIP", extension: "1004", iceServers }),
  ];
  if (!isLook) {
    for (const name of ["SIP.js", "JsSIP"] as const) {
      contestants.push(await openPeer(browser, site, { name, extension: "1005", iceServers }));
    }
  }
  const measures = createMeasures("stun", pbx.name, browser.version());
  const slow = new Map<string, number>();

  async function callsEcho(one: Contestant, round: number): Promise<void> {
    const slowCalls = slow.get(one.name) ?? 0;
    if (slowCalls >= (round < 0 ? 1 : mostSlowCalls)) return;
    measures.isWarmUp = round < 0;
    const { press, invite, sound } = await one.calls(echo, patienceMs);
    measures.add("silent-stun-call-to-invite", one.name, press, invite);
    measures.add("silent-stun-call-to-sound", one.name, press, sound);
    if (sound !== null && press !== null && sound - press > isSlowMs) {
      slow.set(one.name, slowCalls + 1);
    }
    await one.hangsUp();
    const legs = async () => (await pbx.snapshot()).legs.length;
    await expect.poll(legs, { timeout: 30_000, intervals: [100] }).toBe(0);
    await one.page.waitForTimeout(restMs);
  }

  for (let round = -warmUp; round < rounds; round += 1) {
    for (const one of contestants) await callsEcho(one, round);
  }
  for (const one of contestants) await one.close();
  await darkSite.close();
  await silent.close();
  measures.end();
  expect(silent.heard(), "packets to the silent server").toBeGreaterThan(0);
});
