import type { Commands } from "@/phone/commands/commands";
import type { Config } from "@/phone/config/config";
import type { Connection } from "@/phone/connection/connection";
import type { WatchSeconds } from "@/phone/share-ticks";
import type { ReadonlyStore } from "@/phone/store";
import type { Watches, WatchesOptions } from "@/phone/watches/watches";

import type { FloorCommand, FloorState } from "./floor-state";

/** Every agent and every queue as they stand now, for as long as somebody looks. */
export interface Floor {
  readonly store: ReadonlyStore<FloorState>;
  /** Impossible commands change nothing. */
  do(command: FloorCommand): void;
}

export interface FloorOptions extends WatchesOptions {
  readonly config: Config;
  readonly connection: Pick<Connection, "store">;
  readonly commands: Pick<Commands, "isThere" | "send" | "watch">;
  readonly watches: Pick<Watches, "watch">;
  /** Whether this phone system tells how its users stand. */
  readonly isWatchable: () => boolean;
  readonly watchSeconds: WatchSeconds;
  readonly now: () => number;
}

export const noFloor: FloorState = { phase: "off", agents: {}, queues: {}, alarms: [] };
