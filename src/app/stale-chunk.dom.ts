import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";
import { selectLiveCount } from "@/phone/calls/select";
import type { Phone } from "@/phone/phone";

/** Whether this page is older than what the server now has. */
export const staleness = createStore<{ readonly isStale: boolean }>(() => ({ isStale: false }));

/**
 * A new deployment removes the chunks of the one before: a page from before fails to load its lazy parts
 * (`vite:preloadError`). Without a call the page is loaded anew; with one it only says so, and a second failure
 * right after a reload is left to the panel, so that a broken server causes no endless reloading.
 */
export function watchStaleChunks(phone: Phone, reload: () => void): void {
  const storageKey = "hamsa.reloaded-at";
  const tooSoonMs = 30_000;
  window.addEventListener("vite:preloadError", (event) => {
    event.preventDefault();
    staleness.setState({ isStale: true });
    if (selectLiveCount(phone.calls.store.getState()) > 0) return;
    try {
      if (Date.now() - Number(sessionStorage.getItem(storageKey) ?? 0) < tooSoonMs) return;
      sessionStorage.setItem(storageKey, String(Date.now()));
    } catch (error) {
      return log("warn", "app", "cannot tell when the page was reloaded last", { error });
    }
    reload();
  });
}
