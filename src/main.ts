import "@/app/style.css";
import { begin } from "@/app/begin.dom";
import { reloadOnce } from "@/app/reload-once.dom";
import { chooseStartFailure } from "@/i18n/start-failure";
import { log } from "@/lib/log";

/** sip.js lets some of its own promises float: they end here, as a line in the log and not as a dead page. */
window.addEventListener("unhandledrejection", (event) => {
  log("warn", "app", "an unhandled rejection", { error: String(event.reason) });
  event.preventDefault();
});

// Small, so that it runs while the rest is still on its way.
async function boot(): Promise<void> {
  const begun = begin();
  const { start } = await import("@/app/start");
  await start(begun);
}

/** A part that did not load is worth one reload; then there are words that need no loading. */
function giveUp(error: unknown): void {
  log("error", "app", "the page could not start", { error: String(error) });
  if (reloadOnce()) return;
  const root = document.querySelector("#root");
  if (root !== null) root.textContent = chooseStartFailure(navigator.languages);
}

boot().catch(giveUp);
