import { selectLiveCount } from "@/phone/calls/select";
import type { SharedPhone } from "@/phone/shared-phone";

/**
 * The browser asks before the tab with the phone is left, but only while a call is up: a page that always asks is answered without
 * reading. What is asked in is the browser's own words; a call comes back with the page in any case.
 */
export function askBeforeLeaving(phone: SharedPhone): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  let isAsking = false;
  const look = (): void => {
    const isHere = phone.tabs.store.getState().place === "here";
    const shouldAsk = isHere && selectLiveCount(phone.calls.store.getState()) > 0;
    if (shouldAsk === isAsking) return;
    isAsking = shouldAsk;
    // A listener that stands always would keep the page out of the browser's back-forward cache.
    if (shouldAsk) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
  phone.calls.store.subscribe(look);
  phone.tabs.store.subscribe(look);
}
