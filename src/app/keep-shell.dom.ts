import { log } from "@/lib/log";

/** An agent's page stays open for days: a build that came meanwhile is then there at the next opening. */
const lookMs = 3_600_000;

/** Has every file of this build kept by the service worker (`shell.worker.ts`). Without one everything works as it is. */
export async function keepShell(): Promise<void> {
  // Browsers have none on plain http, and some none in private windows.
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
    setInterval(() => void registration.update().catch(() => undefined), lookMs);
  } catch (error) {
    log("info", "app", "this browser keeps no files of the page", { error: String(error) });
  }
}
