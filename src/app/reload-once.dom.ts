const storageKey = "hamsa.reloaded-at";
const tooSoonMs = 30_000;

/** A page that is about to go runs on for a moment, and may find more that is missing. */
let isReloading = false;

/** Loads the page anew unless that was done a moment ago, so that a broken server causes no endless reloading. */
export function reloadOnce(): boolean {
  if (isReloading) return true;
  try {
    if (Date.now() - Number(sessionStorage.getItem(storageKey) ?? 0) < tooSoonMs) return false;
    sessionStorage.setItem(storageKey, String(Date.now()));
  } catch {
    // Nobody could tell how often it was tried.
    return false;
  }
  isReloading = true;
  void letGoOfWorker().finally(() => window.location.reload());
  return true;
}

/** Whatever keeps the files of this page does not have all of them: the next one comes from the web server. */
async function letGoOfWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
  await registration?.unregister().catch(() => false);
}
