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
  window.location.reload();
  return true;
}
