import type { BrowserContext } from "@playwright/test";

import { expect, test, tones } from "../e2e/support/fixtures";
import { describeTimes } from "./describe-times";
import { takeGaps, watchGaps } from "./gaps";

const rounds = 15;

/** Packets come every 20 ms. */
const leastGapMs = 60;

const prepare = (context: BrowserContext): Promise<void> => watchGaps(context, leastGapMs);

test("the gap that the far end hears when an agent's page is loaded anew", async ({
  agent,
  pbx,
}) => {
  test.setTimeout(300_000);
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second", prepare });
  const longestGap = async (): Promise<number> =>
    Math.max(0, ...(await takeGaps(omar.page)).map(({ from, to }) => to - from));
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await omar.hears(tones.first);
  const gapsMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await aino.hears(tones.second);
    await omar.page.waitForTimeout(1_500);
    await takeGaps(omar.page);
    await aino.page.reload();
    await aino.hears(tones.second);
    await omar.hears(tones.first);
    await omar.page.waitForTimeout(1_000);
    gapsMs.push(await longestGap());
  }
  process.stdout.write(
    `${pbx.name}, reloads in a call, no packet played at the far end for ${describeTimes(gapsMs)}; aimed at 1,000\n`,
  );
  expect(Math.min(...gapsMs)).toBeGreaterThan(0);
  await aino.hangsUp("Omar Haddad");
});
