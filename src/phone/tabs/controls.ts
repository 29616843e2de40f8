import { createStore, type StoreApi } from "zustand/vanilla";

import type { AgentCommand, AgentState } from "@/phone/agent/agent-state";
import type { CallbacksOrder } from "@/phone/callbacks/orders";
import type { CallsCommand } from "@/phone/calls/calls-command";
import type { CallsState } from "@/phone/calls/state";
import type { CoachingCommand, CoachingState } from "@/phone/coaching/coaching-state";
import type { ConnectionState } from "@/phone/connection/connection";
import type { ConnectionCommand } from "@/phone/connection/connection-command";
import type { ElsewhereCommand, ElsewhereState } from "@/phone/elsewhere/elsewhere";
import type { FloorCommand, FloorState } from "@/phone/floor/floor-state";
import type { AudioCommand, AudioState } from "@/phone/media/audio-state";
import type { QualityState } from "@/phone/media/quality/call-quality";
import type { QualityCommand } from "@/phone/media/quality/quality";
import type { ParkingState } from "@/phone/parking/parking";
import type { ReadonlyStore, Stop } from "@/phone/store";
import type { SupervisionCommand, SupervisionState } from "@/phone/supervision/supervision-state";
import type { SystemState } from "@/phone/system/system";
import type { TeamState } from "@/phone/team/team";
import type { VoicemailState } from "@/phone/voicemail/voicemail";
import type { WakefulnessCommand, WakefulnessState } from "@/phone/wakefulness/wakefulness";

/** What belongs to the one phone and not to a tab: every tab shows it. */
export interface SharedStates {
  readonly connection: ConnectionState;
  readonly calls: CallsState;
  readonly audio: AudioState;
  readonly voicemail: VoicemailState;
  readonly system: SystemState;
  readonly team: TeamState;
  readonly parking: ParkingState;
  readonly elsewhere: ElsewhereState;
  readonly wakefulness: WakefulnessState;
  readonly quality: QualityState;
  readonly agent: AgentState;
  readonly coaching: CoachingState;
  readonly floor: FloorState;
  readonly supervision: SupervisionState;
}

export type SharedPart = keyof SharedStates;

export type SharedStores = {
  readonly [Part in SharedPart]: ReadonlyStore<SharedStates[Part]>;
};

/** A command, and whose it is. Plain data. */
export type Order =
  | { readonly part: "connection"; readonly command: ConnectionCommand }
  | { readonly part: "calls"; readonly command: CallsCommand }
  | { readonly part: "audio"; readonly command: AudioCommand }
  | { readonly part: "elsewhere"; readonly command: ElsewhereCommand }
  | { readonly part: "wakefulness"; readonly command: WakefulnessCommand }
  | { readonly part: "quality"; readonly command: QualityCommand }
  | { readonly part: "callbacks"; readonly command: CallbacksOrder }
  | { readonly part: "agent"; readonly command: AgentCommand }
  | { readonly part: "coaching"; readonly command: CoachingCommand }
  | { readonly part: "floor"; readonly command: FloorCommand }
  | { readonly part: "supervision"; readonly command: SupervisionCommand }
  /** A page of the list of what was done; resolves with it. */
  | { readonly part: "audit"; readonly page: number };

/** What costs something only while somebody looks. Plain data. */
export type Watched =
  | { readonly what: "level" }
  | { readonly what: "team"; readonly extensions: readonly string[] }
  | { readonly what: "parking" };

/** A phone as a tab holds it in its hand, wherever it is. */
export interface Controls {
  readonly stores: SharedStores;
  /** Resolves when the command has had its outcome, with what there is to tell of it; rejects with a `PhoneError`. */
  do(order: Order): Promise<unknown>;
  /** `heard` is told of levels alone. */
  watch(watched: Watched, heard: (level: number) => void): Stop;
}

/** The parts of `states`, in the order of their importance to who looks. */
export function partsOf(states: SharedStates): readonly SharedPart[] {
  return Object.keys(states) as SharedPart[];
}

/** Stores for copies of a phone's states. */
export function createCopies(initial: SharedStates): Record<SharedPart, StoreApi<unknown>> {
  return Object.fromEntries(
    partsOf(initial).map((part) => [part, createStore<unknown>(() => initial[part])]),
  ) as Record<SharedPart, StoreApi<unknown>>;
}

export function readStates(stores: SharedStores): SharedStates {
  return Object.fromEntries(
    Object.entries(stores).map(([part, store]) => [part, store.getState()]),
  ) as unknown as SharedStates;
}
