import { isOpenElsewhere } from "./is-open-elsewhere.dom";

const inCallName = "hamsa.in-call";
const mostMs = 3_000;
/** So long the page before this one, or a tab that was closed, may take to be gone. */
const goneMs = 200;

/** Whether this tab has calls, for the page that comes after this one. */
export function markInCall(isInCall: boolean): void {
  try {
    if (isInCall) sessionStorage.setItem(inCallName, "1");
    else sessionStorage.removeItem(inCallName);
  } catch {
    // Then nothing is kept of the page either.
  }
}

/** Whether the page before this one, in this tab, had calls: they are to be taken back. */
export function wasInCall(): boolean {
  try {
    return sessionStorage.getItem(inCallName) !== null;
  } catch {
    return false;
  }
}

/**
 * A newer build that waits is taken up now, if no other tab has this one open and no call is to be taken back. Resolves with
 * whether the page is about to be loaded anew.
 */
export async function takeUpBuild(): Promise<boolean> {
  try {
    if (!("serviceWorker" in navigator) || navigator.serviceWorker.controller === null)
      return false;
    const waiting = (await navigator.serviceWorker.getRegistration())?.waiting ?? null;
    if (waiting === null || wasInCall()) return false;
    if (await isOpenElsewhere()) {
      await new Promise((resolve) => setTimeout(resolve, goneMs));
      if (await isOpenElsewhere()) return false;
    }
    return await takeUp(waiting);
  } catch {
    return false;
  }
}

function takeUp(waiting: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const hasCome = (): void => {
      window.location.reload();
      end(true);
    };
    const end = (isReloading: boolean): void => {
      clearTimeout(limit);
      navigator.serviceWorker.removeEventListener("controllerchange", hasCome);
      resolve(isReloading);
    };
    const limit = setTimeout(end, mostMs, false);
    navigator.serviceWorker.addEventListener("controllerchange", hasCome);
    waiting.postMessage("takeOver");
  });
}
