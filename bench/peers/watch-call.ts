import type { Page } from "@playwright/test";

/** When things of one call happened in a page, in milliseconds of its clock; `null`: not yet. */
export interface CallTimes {
  /** The button was let go: the event's own time, before any script of the page. */
  readonly press: number | null;
  /** The INVITE was handed to the WebSocket. */
  readonly invite: number | null;
  /** The 200 to an INVITE was handed to it, or came in by it. */
  readonly ok: number | null;
  /** The first packet of sound after the press. */
  readonly sound: number | null;
}

type Watched = Window & { callTimes: Record<keyof CallTimes, number | null> };

/**
 * In every page alike, before its own scripts. The first RTP packet is what unmutes the track of the other side (Chromium
 * 156: `unmute` comes 4 to 9 ms before the same packet is told of by `getSynchronizationSources`; `getStats` looks every 50 ms
 * only). Where sound came before the press the first packet played after it counts.
 */
export function watchCalls(): void {
  const page = window as unknown as Watched;
  page.callTimes = { press: null, invite: null, ok: null, sound: null };

  function mark(what: keyof CallTimes, at = performance.now()): void {
    page.callTimes[what] ??= at;
  }

  function markSound(at: number): void {
    const { press } = page.callTimes;
    if (press !== null && at >= press) mark("sound", at);
  }

  const heard = new Set<RTCRtpReceiver>();

  function listenOn(receiver: RTCRtpReceiver): void {
    const [source] = receiver.getSynchronizationSources();
    if (source !== undefined) markSound(source.timestamp);
    if (page.callTimes.sound === null) setTimeout(() => listenOn(receiver), 2);
  }

  window.addEventListener(
    "click",
    ({ target, timeStamp }) => {
      const button = (target as Element | null)?.closest("button");
      if (!/^(?:Call|Answer)$/.test(button?.textContent?.trim() ?? "")) return;
      page.callTimes = { press: timeStamp, invite: null, ok: null, sound: null };
      for (const receiver of heard) {
        if (receiver.track.readyState === "live") listenOn(receiver);
        // Of a call that is over: nothing may be kept alive by being looked at.
        else heard.delete(receiver);
      }
    },
    true,
  );

  function read(text: unknown, mine: boolean): void {
    if (typeof text !== "string") return;
    if (mine && text.startsWith("INVITE ")) mark("invite");
    if (text.startsWith("SIP/2.0 200") && /^CSeq:\s*\d+ INVITE/im.test(text)) mark("ok");
  }

  const NativeSocket = window.WebSocket;
  window.WebSocket = class extends NativeSocket {
    constructor(...all: ConstructorParameters<typeof WebSocket>) {
      super(...all);
      this.addEventListener("message", ({ data }) => read(data, false));
    }
    override send(data: Parameters<WebSocket["send"]>[0]): void {
      read(data, true);
      super.send(data);
    }
  };

  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener("track", ({ track, receiver }) => {
        track.addEventListener("unmute", () => {
          markSound(performance.now());
          heard.add(receiver);
        });
      });
    }
  };
}

export async function readTimes(page: Page): Promise<CallTimes> {
  return page.evaluate(() => (window as unknown as Watched).callTimes);
}
