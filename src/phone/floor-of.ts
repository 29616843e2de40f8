import { createStore } from "zustand/vanilla";

import { lazily } from "@/lib/lazily";
import { log } from "@/lib/log";

import { type Floor, type FloorOptions, noFloor } from "./floor/floor";
import type { FloorState } from "./floor/floor-state";

/** The floor, loaded when somebody looks at it. */
export function floorOf(options: FloorOptions): Floor {
  const store = createStore<FloorState>(() => noFloor);
  const load = lazily(async () => {
    const [{ createFloorWork }, { watchList }, { readDeskConfig }] = await Promise.all([
      import("./floor/floor-work"),
      import("./watches/list-watch"),
      import("./config/desk-config"),
    ]);
    return createFloorWork(
      { ...options, watchList },
      readDeskConfig(options.config.whole).fields,
      store,
    );
  });
  let isWanted = false;
  return {
    store,
    do(command) {
      isWanted ||= command.type === "look";
      if (!isWanted) return;
      load().then(
        (work) => work.do(command),
        (error: unknown) => log("warn", "floor", "not loaded", { error: String(error) }),
      );
    },
  };
}
