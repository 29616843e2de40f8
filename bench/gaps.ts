import type { BrowserContext, Page } from "@playwright/test";

/** A pause in what a page receives, by the clock of the machine. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

type ListeningPage = Window & { gaps: Gap[] };

/**
 * In a page, before its own scripts: when no packet is played, looked at every five milliseconds. Loudness would not tell:
 * browsers go on with the last sound for a moment (concealment).
 */
function listenForGaps(leastMs: number): void {
  const page = window as unknown as ListeningPage;
  page.gaps = [];
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

/** For `prepare`: a page whose pauses of at least so long can be asked for. */
export async function watchGaps(context: BrowserContext, leastMs: number): Promise<void> {
  await context.addInitScript(listenForGaps, leastMs);
}

/** Since the last call of this. */
export const takeGaps = (page: Page): Promise<readonly Gap[]> =>
  page.evaluate(() => (window as unknown as ListeningPage).gaps.splice(0));
