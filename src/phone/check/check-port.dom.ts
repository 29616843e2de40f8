import type { BrowserFacts, CheckPort, StorageFacts } from "./check-port";
import { gatherPaths } from "./gather-paths.dom";

/** What a browser can tell of itself; what it hears comes from the media folder. */
export function createCheckPort(
  iceServers: readonly RTCIceServer[],
  sound: Pick<CheckPort, "listen" | "playTones" | "openEcho">,
): CheckPort {
  return {
    ...sound,
    readBrowser,
    notifications: () => (typeof Notification === "undefined" ? "none" : Notification.permission),
    gatherPaths: (timeoutMs, signal) => gatherPaths(iceServers, timeoutMs, signal),
    readStorage,
    async keepStorage() {
      await navigator.storage?.persist?.().catch(() => false);
    },
    watchLeaving(listener) {
      window.addEventListener("pagehide", listener);
      return () => window.removeEventListener("pagehide", listener);
    },
  };
}

/** Without these there is no call, or none that outlives a reload. */
const needed: Readonly<Record<string, () => boolean>> = {
  WebSocket: () => typeof WebSocket !== "undefined",
  RTCPeerConnection: () => typeof RTCPeerConnection !== "undefined",
  AudioContext: () => typeof AudioContext !== "undefined",
  getUserMedia: () => typeof navigator.mediaDevices?.getUserMedia === "function",
  IndexedDB: () => typeof indexedDB !== "undefined",
  "Web Locks": () => "locks" in navigator,
  "Web Crypto": () => typeof crypto.subtle === "object",
};

function readBrowser(): BrowserFacts {
  const context = typeof AudioContext === "undefined" ? null : new AudioContext();
  const maySound = context?.state !== "suspended";
  void context?.close();
  return {
    name: nameBrowser(),
    cores: navigator.hardwareConcurrency || null,
    isSecure: window.isSecureContext,
    lacks: Object.entries(needed).flatMap(([name, isThere]) => (isThere() ? [] : [name])),
    maySound,
  };
}

interface Brands {
  readonly userAgentData?: {
    readonly brands: readonly { readonly brand: string; readonly version: string }[];
  };
}

/** For the report only: nothing is decided by it. */
function nameBrowser(): string {
  const brands = (navigator as Brands).userAgentData?.brands ?? [];
  // One of the brands is made up, so that nobody relies on the list (User-Agent Client Hints, GREASE).
  const real = brands.filter(({ brand }) => !/not.?a.?brand/i.test(brand));
  const [named] = real.toSorted(
    (one, other) => Number(one.brand === "Chromium") - Number(other.brand === "Chromium"),
  );
  if (named !== undefined) return `${named.brand} ${named.version}`;
  const { userAgent } = navigator;
  const known = /(Firefox|Version)\/(\d+)/.exec(userAgent);
  if (known === null) return userAgent.slice(0, 60);
  return `${known[1] === "Version" ? "Safari" : "Firefox"} ${known[2]}`;
}

async function readStorage(): Promise<StorageFacts> {
  const { quota = null, usage = null } = (await navigator.storage
    ?.estimate?.()
    .catch(() => undefined)) ?? { quota: null, usage: null };
  return {
    works: await tryDatabase().then(
      () => true,
      () => false,
    ),
    freeBytes: quota === null || usage === null ? null : quota - usage,
    usedBytes: usage,
    isKept: (await navigator.storage?.persisted?.().catch(() => false)) ?? false,
  };
}

const trialName = "hamsa check";

/** Writes, reads and deletes in a database of its own, which is gone afterwards. */
async function tryDatabase(): Promise<void> {
  const opening = indexedDB.open(trialName, 1);
  opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore("trial"));
  const database = await settled(opening);
  try {
    const value = Math.random();
    const store = () => database.transaction("trial", "readwrite").objectStore("trial");
    await settled(store().put(value, "key"));
    if ((await settled(store().get("key"))) !== value) throw new Error("not what was written");
    await settled(store().delete("key"));
    if ((await settled(store().count())) !== 0) throw new Error("not deleted");
  } finally {
    database.close();
    indexedDB.deleteDatabase(trialName);
  }
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("refused")));
    request.addEventListener("blocked", () => reject(new Error("blocked")));
  });
}
