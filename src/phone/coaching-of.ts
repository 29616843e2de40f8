import { createStore } from "zustand/vanilla";

import { log } from "@/lib/log";

import { type Coaching, type CoachingOptions, noCoaching } from "./coaching/coaching";
import type { CoachingState } from "./coaching/coaching-state";
import type { CoachingWork } from "./coaching/coaching-work";

/** Loaded with the first connection to a phone system that takes commands; lines that come before wait for it. */
export function coachingOf(options: CoachingOptions): Coaching {
  const { commands, connection } = options;
  const store = createStore<CoachingState>(() => noCoaching);
  let work: Promise<CoachingWork | null> | null = null;
  let loaded: CoachingWork | null = null;

  async function load(): Promise<CoachingWork | null> {
    try {
      const [{ createCoachingWork }, { modeOf }, { createCalendar }, counting, { readDeskConfig }] =
        await Promise.all([
          import("./coaching/coaching-work"),
          import("./agent/agent-state"),
          import("./reports/days"),
          import("./reports/figures"),
          import("./config/desk-config"),
        ]);
      const { reports } = readDeskConfig(options.config.whole).fields;
      const own = new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
      const calendar = createCalendar(reports.timeZone ?? own);
      loaded = createCoachingWork({ ...options, modeOf, calendar, counting }, store);
      return loaded;
    } catch (error) {
      log("warn", "coaching", "not loaded", { error: String(error) });
      work = null;
      return null;
    }
  }

  const tell = async (told: (to: CoachingWork) => void): Promise<void> => {
    const to = await work;
    if (to) told(to);
  };
  commands.watch((line) => void tell(({ hear }) => hear(line)));
  connection.store.subscribe((state, before) => {
    if (state.phase === before.phase) return;
    if (state.phase === "connected" && commands.isThere()) work ??= load();
    void tell(({ linkChanged }) => linkChanged(state.phase));
  });
  return { store, do: (command) => loaded?.do(command) };
}
