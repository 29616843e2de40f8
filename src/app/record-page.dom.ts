import type { SharedPhone } from "@/phone/shared-phone";

import { readBrowserFacts, readVersionFacts } from "./page-facts.dom";

/** Notes how this page lives: when it began, was put away and was left, and what nobody has caught. */
export function recordPage({ diagnostics, tabs }: SharedPhone): void {
  const note = (what: string, facts: Readonly<Record<string, unknown>> = {}): void =>
    diagnostics.note({ kind: "page", what, facts });
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  diagnostics.note(
    {
      kind: "page",
      what: "started",
      facts: { by: entry?.type.replace("_", "-"), visibility: document.visibilityState },
    },
    // The page before this one goes after this one's time has begun.
    Math.round(performance.timeOrigin + (entry?.domInteractive ?? 0)),
  );
  document.addEventListener("visibilitychange", () => {
    note(document.visibilityState);
    if (document.visibilityState === "hidden") diagnostics.flush();
  });
  window.addEventListener("pagehide", ({ persisted }) => {
    note("left", { persisted });
    diagnostics.flush();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) note("cameBack");
  });
  for (const what of ["online", "offline"]) window.addEventListener(what, () => note(what));
  for (const what of ["freeze", "resume"]) document.addEventListener(what, () => note(what));
  window.addEventListener("error", ({ error }) => note("failed", { error: error as unknown }));
  const notePlace = (): void => note("phoneIs", { place: tabs.store.getState().place });
  notePlace();
  tabs.store.subscribe(notePlace);
  diagnostics.addSection("version", readVersionFacts);
  diagnostics.addSection("browser", readBrowserFacts);
}
