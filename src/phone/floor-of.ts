import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";

import { type Floor, type FloorOptions, noFloor } from "./floor/floor";
import type { FloorState } from "./floor/floor-state";
import type { FloorWork } from "./floor/floor-work";

/** The floor, loaded when somebody looks at it. */
export function floorOf(options: FloorOptions): Floor {
  const store = createStore<FloorState>(() => noFloor);
  let isWanted = false;
  let work: FloorWork | null = null;
  const load = lazily(async () => {
    const [{ createFloorWork }, { watchList }, { readDeskConfig }] = await Promise.all([
      import("./floor/floor-work"),
      import("./watches/list-watch"),
      import("./config/desk-config"),
    ]);
    work = createFloorWork(
      { ...options, watchList },
      readDeskConfig(options.config.whole).fields,
      store,
    );
    return work;
  });
  return {
    store,
    do(command) {
      isWanted ||= command.type === "look";
      if (!isWanted) return;
      if (work !== null) return work.do(command);
      load().then(
        (loaded) => loaded.do(command),
        (error: unknown) => log("warn", "floor", "not loaded", { error: String(error) }),
      );
    },
  };
}
