import { type Browser, expect, type Page } from "@playwright/test";

import type { Site } from "../../e2e/support/site";
import { type CallTimes, readTimes, watchCalls } from "./watch-call";

/** A page that makes and takes calls, ours or on another library: seen from outside, all are alike. */
export interface Contestant {
  readonly name: string;
  readonly extension: string;
  readonly page: Page;
  /** Presses Call, and gives the times when there is sound; what has not come in time is `null`. */
  calls(number: string, patienceMs?: number): Promise<CallTimes>;
  /** It rings already. */
  answers(patienceMs?: number): Promise<CallTimes>;
  /** Until it rings here. */
  rings(): Promise<void>;
  hangsUp(): Promise<void>;
  close(): Promise<void>;
}

export const peerNames = {
  "SIP.js": { page: "sip-js", best: false },
  "tuned SIP.js": { page: "sip-js", best: true },
  JsSIP: { page: "jssip", best: false },
  "tuned JsSIP": { page: "jssip", best: true },
  /** The floor: it only calls. */
  "the floor": { page: "prepared", best: false },
} as const;

export type PeerName = keyof typeof peerNames;

/** A person keeps a button down for so long. */
const pressMs = 80;
const lookEveryMs = 250;
/** Nothing of ours works in the page from the press on until then. */
const untouchedMs = 500;

async function waitForSound(page: Page, patienceMs: number): Promise<CallTimes> {
  const end = Date.now() + patienceMs;
  await page.waitForTimeout(untouchedMs);
  for (;;) {
    const times = await readTimes(page);
    if (times.sound !== null || Date.now() > end) return times;
    await page.waitForTimeout(lookEveryMs);
  }
}

interface Ways {
  readonly name: string;
  readonly extension: string;
  readonly numberLabel: string;
  rings(page: Page): Promise<void>;
}

function contestantOn(page: Page, { name, extension, numberLabel, rings }: Ways): Contestant {
  const button = (label: string) => page.getByRole("button", { name: label, exact: true });
  return {
    name,
    extension,
    page,
    async calls(number, patienceMs = 15_000) {
      await page.getByLabel(numberLabel).fill(number);
      // What follows the typing is over by then.
      await page.waitForTimeout(lookEveryMs);
      await button("Call").click({ delay: pressMs });
      return waitForSound(page, patienceMs);
    },
    async answers(patienceMs = 15_000) {
      await button("Answer").click({ delay: pressMs });
      return waitForSound(page, patienceMs);
    },
    rings: () => rings(page),
    async hangsUp() {
      // A call that is not there is told, and not waited for until the test ends.
      await button("Hang up").click({ timeout: 15_000 });
    },
    close: () => page.context().close(),
  };
}

async function openPage(browser: Browser, address: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    permissions: ["microphone"],
    locale: "en-GB",
  });
  await context.addInitScript(watchCalls);
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

/** Built Hamsa, with the settings that everybody begins with. */
export async function openHamsa(
  browser: Browser,
  site: Site,
  extension: string,
  name = "Hamsa",
): Promise<Contestant> {
  const page = await openPage(browser, site.url);
  await page.getByLabel("Extension").fill(extension);
  await page.getByLabel("Password").fill(`pw${extension}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  const connected = page.getByRole("status").filter({ hasText: /^Connected$/ });
  await expect(connected).toBeVisible({ timeout: 30_000 });
  // What loads after the first connection has loaded.
  await page.waitForTimeout(3_000);
  return contestantOn(page, {
    name,
    extension,
    numberLabel: "Number or name",
    rings: async () =>
      expect(page.getByRole("button", { name: "Answer", exact: true })).toBeVisible({
        timeout: 20_000,
      }),
  });
}

/** A page of bench/peers, served by `servePeers`. */
export async function openPeer(
  browser: Browser,
  site: Pick<Site, "url">,
  { name, extension, iceServers }: PeerOrder,
): Promise<Contestant> {
  const { page: file, best } = peerNames[name];
  const query = new URLSearchParams({ extension });
  if (best) query.set("best", "");
  if (iceServers !== undefined) query.set("ice", JSON.stringify(iceServers));
  const page = await openPage(browser, `${site.url}peer-${file}.html?${query}`);
  const output = page.locator("output");
  await expect(output).toHaveText("registered", { timeout: 30_000 });
  return contestantOn(page, {
    name,
    extension,
    numberLabel: "Number",
    rings: async () => expect(output).toHaveText("ringing", { timeout: 20_000 }),
  });
}

export interface PeerOrder {
  readonly name: PeerName;
  readonly extension: string;
  readonly iceServers?: readonly RTCIceServer[];
}
