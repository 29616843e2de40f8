import "@/app/style.css";
import { createRoot } from "react-dom/client";

import { App } from "@/app/app";
import { askBeforeLeaving } from "@/app/ask-before-leaving.dom";
import { createBrowserPorts } from "@/app/browser-ports.dom";
import { createBrowserTabs } from "@/app/browser-tabs.dom";
import { loadConfig } from "@/app/load-config.dom";
import { reloadOnce } from "@/app/reload-once.dom";
import { showSettings } from "@/app/show-settings.dom";
import { watchStaleChunks } from "@/app/stale-chunk.dom";
import { chooseStartFailure } from "@/i18n/start-failure";
import { log } from "@/lib/log";
import { createSharedPhone } from "@/phone/shared-phone";

/** sip.js lets some of its own promises float: they end here, as a line in the log and not as a dead page. */
window.addEventListener("unhandledrejection", (event) => {
  log("warn", "app", "an unhandled rejection", { error: String(event.reason) });
  event.preventDefault();
});

async function boot(): Promise<void> {
  const query = new URLSearchParams(window.location.search);
  const { config, problem } = await loadConfig();
  const ports = createBrowserPorts(config, query.get("phone"));
  const phone = createSharedPhone(ports, createBrowserTabs(ports.instanceId));
  // Wanted the moment the phone is connected: a call that comes then must outlive a reload.
  void import("@/phone/open-account").catch(() => undefined);
  // It can wait: what it tells of the start is still known a moment later.
  void import("@/app/record-page.dom").then(
    ({ recordPage }) => recordPage(phone),
    () => undefined,
  );
  watchStaleChunks(phone);
  askBeforeLeaving(phone);
  await showSettings(phone, query.get("language"));
  const root = document.querySelector("#root");
  if (root === null) throw new Error("the page has no root");
  createRoot(root).render(
    <App
      phone={phone}
      prefill={{ server: query.get("server"), extension: query.get("extension") }}
      configProblem={problem}
    />,
  );
}

/** A part that did not load is worth one reload; then there are words that need no loading. */
function giveUp(error: unknown): void {
  log("error", "app", "the page could not start", { error: String(error) });
  if (reloadOnce()) return;
  const root = document.querySelector("#root");
  if (root !== null) root.textContent = chooseStartFailure(navigator.languages);
}

boot().catch(giveUp);
