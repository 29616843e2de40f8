import type { Stop } from "@/phone/store";

/** Tells when an attempt to reach the server is worth making now: network back, or page visible again. */
export function watchNetwork(listener: () => void): Stop {
  const visible = (): void => {
    if (document.visibilityState === "visible") listener();
  };
  window.addEventListener("online", listener);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("online", listener);
    document.removeEventListener("visibilitychange", visible);
  };
}
