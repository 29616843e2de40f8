import { log } from "@/lib/log";

import { reached } from "./reached";
import type { ReadinessOptions } from "./readiness";

/** Has the next call ready; loaded with the first connection, and without it calls begin a little later. */
export function keepReady(options: ReadinessOptions): void {
  const { store } = options.connection;
  reached([store], () => store.getState().phase === "connected")
    .then(async () => (await import("./readiness")).beginReadiness(options))
    .catch((error: unknown) => {
      log("warn", "media", "no call is made ready", { error: String(error) });
    });
}
