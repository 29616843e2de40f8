import type { Page } from "@playwright/test";

import { expect, test } from "../e2e/support/fixtures";
import { type Contestant, openHamsa, openPeer } from "./peers/contestants";
import { servePeers } from "./peers/serve-peers";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// How much of the main thread one call takes, page in view, beside the least page on SIP.js in the same call.

const echo = "600";
const usual = { rounds: 3, lookMs: 60_000 };
const short = { rounds: 1, lookMs: 10_000 };
/** What follows the answer is over by then. */
const settledMs = 5_000;

/** Milliseconds of work on the main thread so far. */
async function workedMs(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0) * 1_000;
  };
}

test("the main thread in one call", async ({ browserOf, pbx, site }) => {
  test.setTimeout(1_200_000);
  await servePeers(site, ["sip-js"]);
  const browser = await browserOf("first");
  const { rounds, lookMs } = readRounds().isLook ? short : usual;
  const measures = createMeasures("one-call", pbx.name, browser.version());

  async function inCall(one: Contestant): Promise<void> {
    const worked = await workedMs(one.page);
    const { sound } = await one.calls(echo);
    expect(sound, `${one.name}: sound`).not.toBeNull();
    await one.page.waitForTimeout(settledMs);
    const before = await worked();
    await one.page.waitForTimeout(lookMs);
    const perMinute = (((await worked()) - before) * 60_000) / lookMs;
    measures.addValue("main-thread", one.name, "ms a minute", perMinute);
    await one.hangsUp();
  }

  for (let round = 0; round < rounds; round += 1) {
    // Alone in the browser, or one page's work would be in the other's way.
    for (const opens of [
      () => openHamsa(browser, site, "1001"),
      () => openPeer(browser, site, { name: "SIP.js", extension: "1002" }),
    ]) {
      const one = await opens();
      await inCall(one);
      await one.close();
    }
  }
  measures.end();
});
