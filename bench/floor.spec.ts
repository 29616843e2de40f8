import type { Page } from "@playwright/test";

import { Agent } from "../e2e/support/agent";
import { expect, test } from "../e2e/support/fixtures";
import { startEmbedded } from "../e2e/support/phone-system";
import { startSite } from "../e2e/support/site";
import { floorConfig } from "../pbx/embedded/floor/feed";

// A board of 500 agents and 50 queues whose states change 50 times a second, beside the same board at rest, in the same browser.

const floor = { agents: 500, queues: 50 };
const lookMs = 20_000;
const rounds = 3;

interface Look {
  /** Between two frames, in milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Of the time, in percent, that the main thread worked. */
  readonly mainPercent: number;
}

async function look(page: Page): Promise<Look> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const worked = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0;
  };
  const before = await worked();
  const gaps = await page.evaluate(async (forMs) => {
    const found: number[] = [];
    const end = performance.now() + forMs;
    await new Promise<void>((resolve) => {
      let last = performance.now();
      const frame = (): void => {
        const now = performance.now();
        found.push(now - last);
        last = now;
        if (now < end) requestAnimationFrame(frame);
        else resolve();
      };
      requestAnimationFrame(frame);
    });
    return found;
  }, lookMs);
  const mainPercent = (100_000 * ((await worked()) - before)) / lookMs;
  await session.detach();
  const sorted = gaps.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), longest: at(1), mainPercent };
}

const say = (what: string, { p50, p95, longest, mainPercent }: Look): string =>
  `${what}: frame gap p50 ${p50.toFixed(1)}, p95 ${p95.toFixed(1)}, longest ${longest.toFixed(0)} ms; main thread ${mainPercent.toFixed(1)} %\n`;

test("the board with 500 agents and 50 queues at 50 changes a second", async ({ browserOf }) => {
  test.setTimeout(600_000);
  const browser = await browserOf("first");

  async function opens(changesPerSecond: number) {
    const feed = { ...floor, changesPerSecond };
    const pbx = await startEmbedded({ floorFeed: feed });
    const site = await startSite(pbx);
    site.config = { ...pbx.config, ...floorConfig(feed) };
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const layla = await Agent.open(context, "1005", site.url);
    await layla.signsIn();
    await layla.isConnected();
    await layla.goesTo("Team");
    await expect(layla.page.getByText("500 agents")).toBeVisible({ timeout: 30_000 });
    // Everybody has been told of by now, and drawn.
    await layla.page.waitForTimeout(5_000);
    const measured = await look(layla.page);
    await context.close();
    await site.close();
    await pbx.close();
    return measured;
  }

  const looks: Record<"idle" | "changing", Look[]> = { idle: [], changing: [] };
  for (let round = 0; round < rounds; round += 1) {
    looks.idle.push(await opens(0));
    looks.changing.push(await opens(50));
    for (const what of ["idle", "changing"] as const) {
      process.stdout.write(say(`  ${what}`, looks[what].at(-1) as Look));
    }
  }
  const median = (all: readonly Look[]): Look =>
    all.toSorted((one, other) => one.p95 - other.p95)[Math.floor(all.length / 2)] as Look;
  const [idle, changing] = [median(looks.idle), median(looks.changing)];
  process.stdout.write(
    `${say("idle", idle)}${say("50 changes a second", changing)}` +
      `p95 of the frame gap: ${(changing.p95 / idle.p95).toFixed(2)} of idle; aimed at no more than 2\n`,
  );
  expect(changing.mainPercent).toBeGreaterThan(0);
});
