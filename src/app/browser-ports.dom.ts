import type { Config } from "@/phone/config/config";
import { explainUnreachableHere } from "@/phone/connection/explain-unreachable.dom";
import { instanceLock, readInstanceId } from "@/phone/connection/instance-id";
import type { TextStorage } from "@/phone/connection/stored-sign-in";
import { watchNetwork } from "@/phone/connection/watch-network.dom";
import { createBrowserAudio } from "@/phone/media/browser-audio.dom";
import type { Ports } from "@/phone/ports";
import type { SettingsStorage } from "@/phone/settings/settings";
import { createVault } from "@/phone/vault/vault.dom";

const settingsKey = "hamsa.settings";
const lockWaitMs = 400;

/** Web Locks; where they are missing every tab believes it is alone. */
function takeLock(name: string): Promise<boolean> {
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    // A reloaded page may come before the old one has let go: it waits a moment.
    const signal = AbortSignal.timeout(lockWaitMs);
    const held = navigator.locks.request(name, { signal }, () => {
      resolve(true);
      return new Promise<never>(() => undefined);
    });
    held.catch(() => resolve(false));
  });
}

async function livingInstances(): Promise<readonly string[]> {
  if (!("locks" in navigator)) return [];
  const prefix = instanceLock("");
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

/** A storage that may be forbidden altogether: then every access throws, which its users expect. */
function storageOf(read: () => Storage): TextStorage {
  return {
    getItem: (key) => read().getItem(key),
    setItem: (key, value) => read().setItem(key, value),
    removeItem: (key) => read().removeItem(key),
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

/** The world as a browser has it. */
export async function createBrowserPorts(config: Config): Promise<Ports> {
  const session = storageOf(() => window.sessionStorage);
  const lasting = storageOf(() => window.localStorage);
  const { audio, media } = createBrowserAudio(config.iceServers as readonly RTCIceServer[]);
  return {
    config,
    openSocket: (server) => new WebSocket(server, "sip"),
    media,
    audio,
    signIn: { vault: createVault(), session, lasting },
    settings: createSettingsStorage(lasting),
    openTables: async (account) => (await import("@/phone/db/database")).openDatabase(account),
    instanceId: await readInstanceId(session, takeLock),
    livingInstances,
    watchNetwork,
    explainUnreachable: explainUnreachableHere,
    now: () => Date.now(),
  };
}
