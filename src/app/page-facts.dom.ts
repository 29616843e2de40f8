/** Of `package.json` (vite.config.ts). */
declare const HAMSA_VERSION: string;

/** What is running: the page's first script has the build in its name. */
export function readVersionFacts() {
  const script = document.querySelector<HTMLScriptElement>("script[type=module]");
  const file = /([\w-]+)\.\w+$/.exec(script?.src ?? "")?.[1] ?? null;
  return { app: HAMSA_VERSION, build: file };
}

const browsers: readonly (readonly [string, RegExp])[] = [
  ["edge", /\bEdg\/(\d+)/],
  ["firefox", /\bFirefox\/(\d+)/],
  ["chromium", /Chrom(?:e|ium)\/(\d+)/],
  ["safari", /\bVersion\/(\d+).*\bSafari\//],
];
const systems: readonly (readonly [string, RegExp])[] = [
  ["android", /\bAndroid\b/],
  ["chrome-os", /\bCrOS\b/],
  ["windows", /\bWindows\b/],
  ["macos", /\bMac OS X\b/],
  ["linux", /\bLinux\b/],
];

/** Where it runs, as far as a browser tells it to every page. */
export async function readBrowserFacts() {
  const { userAgent, language, onLine, hardwareConcurrency } = navigator;
  const found = browsers.find(([, pattern]) => pattern.test(userAgent));
  const { quota = 0, usage = 0 } = await estimate();
  return {
    browser: found?.[0] ?? null,
    browserVersion: Number(found?.[1].exec(userAgent)?.[1] ?? 0),
    system: systems.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null,
    language,
    processors: hardwareConcurrency,
    online: onLine,
    secure: window.isSecureContext,
    microphone: await permission("microphone"),
    notifications: "Notification" in window ? Notification.permission : null,
    storageUsedMb: Math.round(usage / 1_000_000),
    storageFreeMb: Math.min(9_999_999, Math.round((quota - usage) / 1_000_000)),
    aliveSeconds: Math.round(performance.now() / 1_000),
  };
}

async function estimate(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {};
  }
}

async function permission(name: PermissionName): Promise<string | null> {
  try {
    return (await navigator.permissions.query({ name })).state;
  } catch {
    return null;
  }
}
