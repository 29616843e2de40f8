import { newId } from "@/lib/new-id";
import { instanceLock } from "@/phone/connection/instance-id";
import type { TabLetter, TabsPort } from "@/phone/tabs/messages";

/** The address of this very module: its name changes with what is in it. */
const build = new URL(import.meta.url).pathname;

/** The phones that live in this browser: each has a lock, held by the tab that has it. */
export async function livingInstances(): Promise<readonly string[]> {
  if (!("locks" in navigator)) return [];
  const prefix = instanceLock("");
  const { held = [] } = await navigator.locks.query();
  return held.flatMap(({ name }) => (name?.startsWith(prefix) ? [name.slice(prefix.length)] : []));
}

/**
 * The tabs of this browser that share the phone `instanceId`; where Web Locks are missing each tab is alone. The phone is asked
 * for at once, and taken when it is there to be taken.
 */
export function createBrowserTabs(instanceId: string): TabsPort {
  const own = newId();
  const name = instanceLock(instanceId);
  const canShare = "locks" in navigator && "BroadcastChannel" in window;
  const channel = canShare ? new BroadcastChannel(name) : null;
  let isHeld = false;
  let isStolen = false;
  let got: () => void = () => undefined;
  let lost: () => void = () => undefined;

  function request(options: LockOptions): void {
    const held = navigator.locks.request(name, options, () => {
      isHeld = true;
      got();
      return new Promise<never>(() => undefined);
    });
    // It rejects when another tab has stolen it; one that still waits has lost nothing.
    held.catch(() => {
      isStolen = true;
      lost();
    });
  }

  if (channel !== null) request({});

  window.addEventListener("pagehide", () =>
    channel?.postMessage({ from: own, build, message: { kind: "bye" } } satisfies TabLetter),
  );

  return {
    own,
    build,
    post: (letter) => channel?.postMessage(letter),
    listen(listener) {
      const told = ({ data }: MessageEvent<TabLetter>): void => listener(data);
      channel?.addEventListener("message", told);
      return () => channel?.removeEventListener("message", told);
    },
    take(stolen) {
      lost = stolen;
      if (isStolen) stolen();
      else if (channel === null || isHeld) return Promise.resolve();
      return new Promise((resolve) => (got = resolve));
    },
    steal: () => request({ steal: true }),
    beginAnew: () => window.location.reload(),
  };
}
