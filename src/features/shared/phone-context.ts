import { createContext, use, useContext } from "react";
import { useStore } from "zustand";

import type { CallsState } from "@/phone/calls/state";
import type { ConnectionState } from "@/phone/connection/connection";
import type { Desk } from "@/phone/desk";
import type { AudioState } from "@/phone/media/audio-state";
import type { QualityState } from "@/phone/media/quality/call-quality";
import type { Settings } from "@/phone/settings/settings";
import type { SharedPhone, TabsState } from "@/phone/shared-phone";
import type { ReadonlyStore } from "@/phone/store";
import type { SystemState } from "@/phone/system/system";

import { createCallsToDraw } from "./calls-to-draw";

/** The one object that crosses from the engine to the screens. */
export const PhoneContext = createContext<SharedPhone | null>(null);

export function usePhone(): SharedPhone {
  const phone = useContext(PhoneContext);
  if (phone === null) throw new Error("no phone is provided");
  return phone;
}

/** Suspends until the desk is loaded: for parts that load later themselves. */
export function useDesk(): Desk {
  return use(usePhone().openDesk());
}

const drawn = new WeakMap<ReadonlyStore<CallsState>, ReadonlyStore<CallsState>>();

function callsToDraw({ calls }: SharedPhone): ReadonlyStore<CallsState> {
  const known = drawn.get(calls.store);
  if (known !== undefined) return known;
  const made = createCallsToDraw(calls.store);
  drawn.set(calls.store, made);
  return made;
}

/** Selectors return stored references or primitives; a fresh object on each read would loop (zustand 5). */
export function useCalls<Selected>(select: (state: CallsState) => Selected): Selected {
  return useStore(callsToDraw(usePhone()), select);
}

export function useConnection<Selected>(select: (state: ConnectionState) => Selected): Selected {
  return useStore(usePhone().connection.store, select);
}

/** Whether a call can be made now. */
export function useIsConnected(): boolean {
  return useConnection((state) => state.phase === "connected");
}

export function useAudio<Selected>(select: (state: AudioState) => Selected): Selected {
  return useStore(usePhone().audio.store, select);
}

export function useQuality<Selected>(select: (state: QualityState) => Selected): Selected {
  return useStore(usePhone().quality.store, select);
}

/** What the phone system can do: a button for anything else does not exist. */
export function useSystem<Selected>(select: (state: SystemState) => Selected): Selected {
  return useStore(usePhone().system.store, select);
}

export function useSettings<Selected>(select: (state: Settings) => Selected): Selected {
  return useStore(usePhone().settings.store, select);
}

/** Where the phone is, seen from this tab. */
export function useTabs<Selected>(select: (state: TabsState) => Selected): Selected {
  return useStore(usePhone().tabs.store, select);
}
