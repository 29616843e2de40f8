import type { Diagnostics } from "@/phone/diagnostics/diagnostics";

/** Notes how this page lives: when it began, was put away and was left, and what nobody has caught. */
export function recordPage(diagnostics: Diagnostics): void {
  const note = (what: string, facts: Readonly<Record<string, unknown>> = {}): void =>
    diagnostics.note({ kind: "page", what, facts });
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  note("started", { by: entry?.type.replace("_", "-"), visibility: document.visibilityState });
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
  diagnostics.addSection("version", async () =>
    (await import("./page-facts.dom")).readVersionFacts(),
  );
  diagnostics.addSection("browser", async () =>
    (await import("./page-facts.dom")).readBrowserFacts(),
  );
}
