import type { BrowserContext, Page } from "@playwright/test";

import type { Agent } from "../e2e/support/agent";
import { cutPath, keepConnections } from "../e2e/support/cut-path";
import { expect, test, tones } from "../e2e/support/fixtures";

const rounds = 8;

/** When packets came again after a pause, by the clock of the machine. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

type ListeningPage = Window & { gaps: Gap[] };

/** In a page: pauses in what is received, looked at every five milliseconds. */
function listenForGaps(): void {
  const page = window as unknown as ListeningPage;
  page.gaps = [];
  const leastMs = 300;
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ receiver }) => watch(receiver));
    }
  };

  function watch(receiver: RTCRtpReceiver): void {
    let last = 0;
    let heardAt = Date.now();
    setInterval(() => {
      const newest = Math.max(
        ...receiver.getSynchronizationSources().map(({ timestamp }) => timestamp),
      );
      const now = Date.now();
      if (newest === last) return;
      if (now - heardAt >= leastMs) page.gaps.push({ from: heardAt, to: now });
      last = newest;
      heardAt = now;
    }, 5);
  }
}

const prepare = async (context: BrowserContext): Promise<void> => {
  await keepConnections(context);
  await context.addInitScript(listenForGaps);
};

const takeGaps = (page: Page): Promise<readonly Gap[]> =>
  page.evaluate(() => (window as unknown as ListeningPage).gaps.splice(0));

/** When the next re-INVITE goes out. */
async function nextInvite(agent: Agent): Promise<number> {
  const before = agent.countSent("INVITE");
  await expect.poll(() => agent.countSent("INVITE"), { intervals: [5] }).toBeGreaterThan(before);
  return Date.now();
}

function describe(timesMs: readonly number[]): string {
  const sorted = timesMs.toSorted((one, other) => one - other);
  const at = (share: number): number =>
    Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
  return `${at(0.5)} ms (${at(0)} to ${at(1)})`;
}

async function talking(agent: (extension: string, options: object) => Promise<Agent>) {
  const aino = await agent("1001", { voice: "first", prepare });
  const omar = await agent("1002", { voice: "second", prepare });
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  const hear = async (): Promise<void> => {
    await Promise.all([omar.hears(tones.first), aino.hears(tones.second)]);
  };
  await hear();
  return { aino, omar, hear };
}

for (const isTold of [false, true]) {
  const what = isTold ? "and the browser tells of it after 100 ms" : "and nobody tells";
  test(`the old way of the sound dies, another one is there, ${what}`, async ({ agent, pbx }) => {
    test.setTimeout(300_000);
    const { aino, omar, hear } = await talking(agent);
    const restartsMs: number[] = [];
    const gapsHereMs: number[] = [];
    const gapsThereMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await aino.page.waitForTimeout(5_000);
      await Promise.all([takeGaps(aino.page), takeGaps(omar.page)]);
      const invited = nextInvite(aino);
      const mend = await cutPath(pbx, aino, "old");
      const cutAt = Date.now();
      if (isTold) {
        await aino.page.waitForTimeout(100);
        await aino.page.evaluate(() => window.dispatchEvent(new Event("online")));
      }
      restartsMs.push((await invited) - cutAt);
      await aino.page.waitForTimeout(1_500);
      await hear();
      const [here, there] = await Promise.all([takeGaps(aino.page), takeGaps(omar.page)]);
      gapsHereMs.push(...here.map(({ from, to }) => to - from));
      gapsThereMs.push(...there.map(({ from, to }) => to - from));
      await mend();
    }
    process.stdout.write(
      // With the browser's word the calls are refreshed as well: the first re-INVITE need not be the restart.
      `${pbx.name}, ${rounds} times, ${what}: first re-INVITE after ${describe(restartsMs)}; ` +
        `without a packet here ${describe(gapsHereMs)}, at the far end ${describe(gapsThereMs)}\n`,
    );
    expect(gapsHereMs.length).toBeGreaterThan(0);
    await aino.hangsUp("Omar Haddad");
  });
}

test("every way of the sound is gone for five seconds, and then there is one again", async ({
  agent,
  pbx,
}) => {
  test.setTimeout(300_000);
  const { aino, omar, hear } = await talking(agent);
  const backHereMs: number[] = [];
  const backThereMs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await aino.page.waitForTimeout(5_000);
    await Promise.all([takeGaps(aino.page), takeGaps(omar.page)]);
    const mend = await cutPath(pbx, aino, "all");
    // Another moment in each round: the restarts go by a clock of their own.
    await aino.page.waitForTimeout(4_500 + round * 200);
    await mend();
    const mendedAt = Date.now();
    await hear();
    await aino.page.waitForTimeout(1_500);
    const [here, there] = await Promise.all([takeGaps(aino.page), takeGaps(omar.page)]);
    const lastOf = (gaps: readonly Gap[]): number =>
      Math.max(...gaps.map(({ to }) => to)) - mendedAt;
    backHereMs.push(lastOf(here));
    backThereMs.push(lastOf(there));
  }
  process.stdout.write(
    `${pbx.name}, ${rounds} times: sound is back ${describe(backHereMs)} after there is a way again here, ` +
      `${describe(backThereMs)} at the far end\n`,
  );
  expect(backHereMs.length).toBe(rounds);
  await aino.hangsUp("Omar Haddad");
});
