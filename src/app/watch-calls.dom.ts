import { selectLiveCount } from "@/phone/calls/select";
import type { SharedPhone } from "@/phone/shared-phone";

import { markInCall } from "./take-up-build.dom";

/**
 * What a page that may be left must do about calls, in the tab with the phone. The browser asks before it is left, but only
 * while a call is up: a page that always asks is answered without reading. What is asked in is the browser's own words; a
 * call comes back with the page in any case, and that page begins as the build that this one was.
 */
export function watchCalls(phone: SharedPhone): void {
  const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
  let wasInCall: boolean | null = null;
  const look = (): void => {
    if (phone.tabs.store.getState().place !== "here") return became(false);
    became(selectLiveCount(phone.calls.store.getState()) > 0);
  };
  const became = (isInCall: boolean): void => {
    if (isInCall === wasInCall) return;
    wasInCall = isInCall;
    markInCall(isInCall);
    // A listener that stands always would keep the page out of the browser's back-forward cache.
    if (isInCall) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  };
  phone.calls.store.subscribe(look);
  phone.tabs.store.subscribe(look);
}
