import { lazily } from "@/lib/lazily";
import type { Config } from "@/phone/config/config";
import { explainUnreachableHere } from "@/phone/connection/explain-unreachable.dom";
import { readInstanceId } from "@/phone/connection/instance-id";
import type { SignInStores } from "@/phone/connection/stored-sign-in";
import { watchNetwork } from "@/phone/connection/watch-network.dom";
import { createDiagnostics } from "@/phone/diagnostics/diagnostics";
import { createBrowserAudio } from "@/phone/media/browser-audio.dom";
import type { IceOptions } from "@/phone/media/connector.dom";
import type { Ports } from "@/phone/ports";

import { createSettingsStorage } from "./browser-storage.dom";
import { livingInstances } from "./browser-tabs.dom";

/** The world as a browser has it. */
export function createBrowserPorts(
  config: Config,
  { vault, session, lasting }: SignInStores,
): Ports {
  const ice: IceOptions = {
    iceServers: config.iceServers as readonly RTCIceServer[],
    iceTransportPolicy: config.iceTransportPolicy,
  };
  const signIn = { vault, session, lasting };
  const { audio, media, microphone } = createBrowserAudio(ice);
  return {
    config,
    page: { protocol: window.location.protocol, host: window.location.host },
    openSocket: (server) => new WebSocket(server, "sip"),
    media,
    audio,
    async openCheck() {
      const [{ createCheckPort }, { createTrialSound }] = await Promise.all([
        import("@/phone/check/check-port.dom"),
        import("@/phone/media/trial-sound.dom"),
      ]);
      return createCheckPort(ice.iceServers, createTrialSound(ice, microphone));
    },
    signIn,
    settings: createSettingsStorage(),
    openTables: async (account, locked) =>
      (await import("./open-tables.dom")).openTables({
        config,
        signIn,
        account,
        locked,
        now: () => Date.now(),
      }),
    openReporter: lazily(async () => (await import("./reporter.dom")).openReporter()),
    openFiles: async () => (await import("@/phone/directory/files.dom")).browserFiles,
    instanceId: readInstanceId(lasting),
    livingInstances,
    watchNetwork,
    loadTicks: async () => (await import("@/phone/media/quality/ticks.dom")).watchTicks,
    explainUnreachable: explainUnreachableHere,
    diagnostics: createDiagnostics({
      openTable: async () => (await import("@/phone/db/trace-database")).openTraceTable(),
      now: () => Date.now(),
    }),
    now: () => Date.now(),
  };
}
