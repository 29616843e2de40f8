import type { Stop } from "@/phone/store";

const tickMs = 5_000;
/** A tick that comes this late means that the machine or the tab slept. */
const sleptMs = 15_000;

/** Tells when an attempt to reach the server is worth making now: network back, page visible again, sleep over. */
export function watchNetwork(listener: () => void): Stop {
  let lastTick = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lastTick > tickMs + sleptMs) listener();
    lastTick = now;
  }, tickMs);
  const visible = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  window.addEventListener("online", listener);
  document.addEventListener("visibilitychange", visible);
  return () => {
    clearInterval(timer);
    window.removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", visible);
  };
}
