import type { BrowserContext } from "@playwright/test";

import { expect, test, tones } from "../e2e/support/fixtures";

const rounds = 15;

interface Listening {
  /** The longest time without sound since the last call of this, in milliseconds. */
  takeLongestGapMs(): number;
}

/**
 * In the page of the far end: how long no packet is played, looked at every five milliseconds. Loudness would not tell:
 * browsers go on with the last sound for a moment (concealment).
 */
function listenForGaps(): void {
  const page = window as unknown as Window & { gaps: Listening };
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ receiver }) => watch(receiver));
    }
  };

  function watch(receiver: RTCRtpReceiver): void {
    let last = 0;
    let heardAt = performance.now();
    let longest = 0;
    setInterval(() => {
      const newest = Math.max(
        ...receiver.getSynchronizationSources().map(({ timestamp }) => timestamp),
      );
      const now = performance.now();
      if (newest !== last) heardAt = now;
      last = newest;
      longest = Math.max(longest, now - heardAt);
    }, 5);
    page.gaps = {
      takeLongestGapMs() {
        const taken = longest;
        longest = 0;
        return taken;
      },
    };
  }
}

const prepare = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(listenForGaps);
};

test("the gap that the far end hears when an agent's page is loaded anew", async ({
  agent,
  pbx,
}) => {
  test.setTimeout(300_000);
  const aino = await agent("1001", { voice: "first" });
  const omar = await agent("1002", { voice: "second", prepare });
  const gap = () =>
    omar.page.evaluate(() => (window as unknown as { gaps: Listening }).gaps.takeLongestGapMs());
  await aino.dials("1002");
  await omar.answers("Aino Virtanen");
  await omar.hears(tones.first);
  const gapsMs: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    await aino.hears(tones.second);
    await omar.page.waitForTimeout(1_500);
    await gap();
    await aino.page.reload();
    await aino.hears(tones.second);
    await omar.hears(tones.first);
    await omar.page.waitForTimeout(1_000);
    gapsMs.push(Math.round(await gap()));
  }
  const sorted = gapsMs.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  process.stdout.write(
    `${pbx.name}, ${rounds} reloads in a call, no packet played at the far end for ${at(0.5)} ms ` +
      `(median; ${at(0)} to ${at(1)}): ${(at(0.5) / 1_000).toFixed(2)} of the second that is aimed at\n`,
  );
  expect(at(0)).toBeGreaterThan(0);
  await aino.hangsUp("Omar Haddad");
});
