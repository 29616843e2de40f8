import { lazily } from "@/lib/lazily";
import type { Config } from "@/phone/config/config";
import { explainUnreachableHere } from "@/phone/connection/explain-unreachable.dom";
import { watchNetwork } from "@/phone/connection/watch-network.dom";
import { createDiagnostics } from "@/phone/diagnostics/diagnostics";
import { createBrowserAudio } from "@/phone/media/browser-audio.dom";
import type { IceOptions } from "@/phone/media/connector.dom";
import type { Ports } from "@/phone/ports";

import type { Begun } from "./begin.dom";
import { createSettingsStorage } from "./browser-storage.dom";
import { livingInstances } from "./browser-tabs.dom";

/**
 * The world as a browser has it. `quiet`: when the phone system has answered or lets itself be waited for; what would compete
 * with that, and is of no use before, begins then.
 */
export function createBrowserPorts(
  config: Config,
  { signIn, socket, instanceId }: Pick<Begun, "signIn" | "socket"> & Pick<Ports, "instanceId">,
  quiet: Promise<void>,
): Ports {
  const ice: IceOptions = {
    iceServers: config.iceServers as readonly RTCIceServer[],
    iceTransportPolicy: config.iceTransportPolicy,
  };
  const { audio, media, microphone } = createBrowserAudio(ice);
  return {
    config,
    page: { protocol: window.location.protocol, host: window.location.host },
    openSocket: (server) => socket.take(server) ?? new WebSocket(server, "sip"),
    media,
    audio: {
      ...audio,
      async openMicrophone(request) {
        await quiet;
        return audio.openMicrophone(request);
      },
    },
    async openCheck() {
      const [{ createCheckPort }, { createTrialSound }] = await Promise.all([
        import("@/phone/check/check-port.dom"),
        import("@/phone/media/trial-sound.dom"),
      ]);
      return createCheckPort(ice.iceServers, createTrialSound(ice, microphone));
    },
    signIn,
    settings: createSettingsStorage(),
    async openTables(account, locked) {
      await quiet;
      const { openTables } = await import("./open-tables.dom");
      return openTables({ config, signIn, account, locked, now: () => Date.now() });
    },
    openReporter: lazily(async () => (await import("./reporter.dom")).openReporter()),
    openFiles: async () => (await import("@/phone/directory/files.dom")).browserFiles,
    instanceId,
    livingInstances,
    watchNetwork,
    async loadTicks() {
      await quiet;
      return (await import("@/phone/media/quality/ticks.dom")).watchTicks;
    },
    explainUnreachable: explainUnreachableHere,
    diagnostics: createDiagnostics({
      openTable: async () => (await import("@/phone/db/trace-database")).openTraceTable(),
      now: () => Date.now(),
    }),
    now: () => Date.now(),
  };
}
