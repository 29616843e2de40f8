import { lazily } from "@/lib/lazily";
import type { Config } from "@/phone/config/config";
import { explainUnreachableHere } from "@/phone/connection/explain-unreachable.dom";
import { readInstanceId } from "@/phone/connection/instance-id";
import type { TextStorage } from "@/phone/connection/stored-sign-in";
import { watchNetwork } from "@/phone/connection/watch-network.dom";
import { createDiagnostics } from "@/phone/diagnostics/diagnostics";
import { createBrowserAudio } from "@/phone/media/browser-audio.dom";
import type { IceOptions } from "@/phone/media/connector.dom";
import type { Ports } from "@/phone/ports";
import type { SettingsStorage } from "@/phone/settings/settings";
import { createVault } from "@/phone/vault/vault.dom";

import { livingInstances } from "./browser-tabs.dom";

const settingsKey = "hamsa.settings";

/**
 * A storage that may be forbidden altogether: then every access throws, which its users expect. Another phone in the
 * same browser has keys of its own.
 */
function storageOf(read: () => Storage, ofPhone: string): TextStorage {
  return {
    getItem: (key) => read().getItem(key + ofPhone),
    setItem: (key, value) => read().setItem(key + ofPhone, value),
    removeItem: (key) => read().removeItem(key + ofPhone),
  };
}

function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null") as unknown;
  } catch {
    return null;
  }
}

function createSettingsStorage(storage: TextStorage): SettingsStorage {
  return {
    read() {
      try {
        return parse(storage.getItem(settingsKey));
      } catch {
        return null;
      }
    },
    write(settings) {
      try {
        storage.setItem(settingsKey, JSON.stringify(settings));
      } catch {
        // Settings last until the page is closed.
      }
    },
    watch(listener) {
      const told = ({ key, newValue }: StorageEvent): void => {
        if (key === settingsKey) listener(parse(newValue));
      };
      window.addEventListener("storage", told);
      return () => window.removeEventListener("storage", told);
    },
  };
}

/**
 * The world as a browser has it. `name`: which of several phones in this browser, from the address (`?phone=`); most have
 * one, which has no name.
 */
export function createBrowserPorts(config: Config, name: string | null): Ports {
  const ofPhone = name === null || name === "" ? "" : `.${name.slice(0, 20)}`;
  const session = storageOf(() => window.sessionStorage, ofPhone);
  const lasting = storageOf(() => window.localStorage, ofPhone);
  const ice: IceOptions = {
    iceServers: config.iceServers as readonly RTCIceServer[],
    iceTransportPolicy: config.iceTransportPolicy,
  };
  const signIn = { vault: createVault(), session, lasting };
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
    settings: createSettingsStorage(storageOf(() => window.localStorage, "")),
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
