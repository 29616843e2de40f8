import type { AgentState } from "@/phone/agent/agent-state";
import type { CallsState } from "@/phone/calls/state";
import type { Commands } from "@/phone/commands/commands";
import type { Config } from "@/phone/config/config";
import type { Connection } from "@/phone/connection/connection";
import type { History } from "@/phone/history/history";
import type { AudioPort } from "@/phone/media/audio-port";
import type { QualityState } from "@/phone/media/quality/call-quality";
import type { WatchSeconds } from "@/phone/share-ticks";
import type { Storage } from "@/phone/storage/storage";
import type { ReadonlyStore } from "@/phone/store";

import type { CoachingCommand, CoachingState } from "./coaching-state";

/** The agent's side of being helped, and what supervisors are told of this desk. */
export interface Coaching {
  readonly store: ReadonlyStore<CoachingState>;
  /** Impossible commands change nothing. */
  do(command: CoachingCommand): void;
}

export interface CoachingOptions {
  readonly config: Config;
  readonly connection: Pick<Connection, "store">;
  readonly commands: Pick<Commands, "isThere" | "order" | "watch">;
  readonly calls: { readonly store: ReadonlyStore<CallsState> };
  readonly agent: { readonly store: ReadonlyStore<AgentState> };
  readonly quality: { readonly store: ReadonlyStore<QualityState> };
  readonly shelves: {
    readonly history: Pick<History, "search">;
    readonly storage: Pick<Storage, "store" | "facts" | "shifts">;
  };
  readonly audio: Pick<AudioPort, "playCoached">;
  readonly watchSeconds: WatchSeconds;
  readonly now: () => number;
}

export const noCoaching: CoachingState = {
  listener: null,
  heardAfter: null,
  cues: [],
  hand: null,
  supervised: [],
};
