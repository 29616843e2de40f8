import { createStore } from "zustand/vanilla";

import { selectLiveCount } from "@/phone/calls/select";
import type { Phone } from "@/phone/phone";

import { reloadOnce } from "./reload-once.dom";

/** Whether this page is older than what the server now has. */
export const staleness = createStore<{ readonly isStale: boolean }>(() => ({ isStale: false }));

/**
 * A new deployment removes the chunks of the one before: a page from before fails to load its lazy parts
 * (`vite:preloadError`). Without a call the page is loaded anew; with one it only says so, and a second failure
 * right after a reload is left to the panel.
 */
export function watchStaleChunks(phone: Phone): void {
  window.addEventListener("vite:preloadError", (event) => {
    event.preventDefault();
    staleness.setState({ isStale: true });
    if (selectLiveCount(phone.calls.store.getState()) === 0) reloadOnce();
  });
}
