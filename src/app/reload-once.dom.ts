const storageKey = "hamsa.reloaded-at";
const tooSoonMs = 30_000;

/** Loads the page anew unless that was done a moment ago, so that a broken server causes no endless reloading. */
export function reloadOnce(): boolean {
  try {
    if (Date.now() - Number(sessionStorage.getItem(storageKey) ?? 0) < tooSoonMs) return false;
    sessionStorage.setItem(storageKey, String(Date.now()));
  } catch {
    // Nobody could tell how often it was tried.
    return false;
  }
  window.location.reload();
  return true;
}
