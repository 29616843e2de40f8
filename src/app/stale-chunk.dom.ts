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
    void reloadWhereServed(() => selectLiveCount(phone.calls.store.getState()) === 0);
  });
}

/** A web server that cannot be reached has removed nothing: a page loaded anew from there would be no phone at all. */
async function reloadWhereServed(isIdle: () => boolean): Promise<void> {
  if (!isIdle()) return;
  const request = fetch(document.baseURI, { method: "HEAD", cache: "no-store" });
  const isServed = await request.then(
    ({ ok }) => ok,
    () => false,
  );
  if (isServed && isIdle()) reloadOnce();
}
