import type { CheckPort, EchoFacts, ToneRequest } from "@/phone/check/check-port";
import type { MediaSession } from "@/phone/media/media-session";

import type { FakeMedia } from "./fake-audio";

/** A computer on which all is well, unless a test says otherwise. */
export interface FakeCheck extends CheckPort {
  /** What a test changes of the facts. */
  readonly facts: {
    listen: CheckPort["listen"];
    echo: EchoFacts;
    echoMs: number;
    /** Whether the microphone hears the speaker. */
    isHeardBack: boolean;
  };
  readonly played: ToneRequest[];
  /** Microphones that were listened to. */
  readonly listenedTo: (string | null)[];
  readonly echoes: { readonly session: MediaSession; closed: boolean }[];
  leaves(): void;
}

export function createFakeCheck(media: FakeMedia): FakeCheck {
  let leave = (): void => undefined;
  const check: FakeCheck = {
    facts: {
      listen: async () => ({ label: "Desk microphone", peakDb: -12, clippedPercent: 0 }),
      echo: {
        packetsReceived: 220,
        roundTripMs: 20,
        jitterMs: 2,
        lossInPercent: 0,
        lossOutPercent: null,
        heardPercent: 98,
      },
      echoMs: 20,
      isHeardBack: true,
    },
    played: [],
    listenedTo: [],
    echoes: [],
    readBrowser: () => ({
      name: "Chromium 156",
      cores: 8,
      isSecure: true,
      lacks: [],
      maySound: true,
    }),
    listen(id, lastsMs, signal) {
      check.listenedTo.push(id);
      return check.facts.listen(id, lastsMs, signal);
    },
    async playTones(request) {
      check.played.push(request);
      return check.facts.isHeardBack;
    },
    notifications: () => "granted",
    gatherPaths: async () => ({
      hosts: { udp: 1, tcp: 1 },
      reflexive: 0,
      relays: { udp: 0, tcp: 0 },
      servers: [],
    }),
    openEcho() {
      const session = media.createSession();
      const echo = { session, closed: false };
      check.echoes.push(echo);
      return {
        session,
        measure: (_lastsMs, signal) =>
          new Promise((resolve, reject) => {
            signal.throwIfAborted();
            signal.addEventListener("abort", () => reject(signal.reason as Error));
            setTimeout(() => resolve(check.facts.echo), check.facts.echoMs);
          }),
        close: () => void (echo.closed = true),
      };
    },
    readStorage: async () => ({
      works: true,
      freeBytes: 1_000_000_000,
      usedBytes: 1_000_000,
      isKept: true,
    }),
    keepStorage: async () => undefined,
    watchLeaving(listener) {
      leave = listener;
      return () => undefined;
    },
    leaves: () => leave(),
  };
  return check;
}
