import { instanceLock } from "@/phone/connection/instance-id";

const inCallName = "hamsa.in-call";
const mostMs = 1_000;

/** Whether this tab has calls, for the page that comes after this one. */
export function markInCall(isInCall: boolean): void {
  try {
    if (isInCall) sessionStorage.setItem(inCallName, "1");
    else sessionStorage.removeItem(inCallName);
  } catch {
    // Then nothing is kept of the page either.
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
    if (waiting === null || sessionStorage.getItem(inCallName) !== null) return false;
    return (await isOpenElsewhere()) ? false : await takeUp(waiting);
  } catch {
    return false;
  }
}

/** Every tab has the lock of its phone, or waits for it. */
async function isOpenElsewhere(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  const prefix = instanceLock("");
  return [...held, ...pending].some(({ name }) => name?.startsWith(prefix) === true);
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
