import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

import type { CoachingCommand, CoachingState } from "@/phone/coaching/coaching-state";
import type { FloorCommand, FloorState } from "@/phone/floor/floor-state";
import type { SharedPhone } from "@/phone/shared-phone";
import type { ReadonlyStore } from "@/phone/store";
import type {
  SupervisionCommand,
  SupervisionQueries,
  SupervisionState,
} from "@/phone/supervision/supervision-state";
import type { SystemState } from "@/phone/system/system";

import { usePhone, useSystem } from "./phone-context";

interface Supervision extends SupervisionQueries {
  readonly store: ReadonlyStore<SupervisionState>;
  do(command: SupervisionCommand): Promise<void> | void;
}

interface Floor {
  readonly store: ReadonlyStore<FloorState>;
  do(command: FloorCommand): Promise<void> | void;
}

interface Coaching {
  readonly store: ReadonlyStore<CoachingState>;
  do(command: CoachingCommand): Promise<void> | void;
}

interface Helping {
  readonly supervision: Supervision;
  readonly floor: Floor;
  readonly coaching: Coaching;
}

/** For a phone without them: nobody supervises. */
const nobody: Helping = {
  supervision: {
    store: createStore<SupervisionState>(() => ({
      rights: null,
      session: null,
      next: null,
      cues: [],
      last: null,
    })),
    do: () => undefined,
    audit: async () => ({ count: 0, lines: [] }),
  },
  floor: {
    store: createStore<FloorState>(() => ({ phase: "off", agents: {}, queues: {}, alarms: [] })),
    do: () => undefined,
  },
  coaching: {
    store: createStore<CoachingState>(() => ({
      listener: null,
      heardAfter: null,
      cues: [],
      hand: null,
      supervised: [],
    })),
    do: () => undefined,
  },
};

function useHelping(): SharedPhone & Partial<Helping> {
  return usePhone();
}

export function useSupervisor(): Supervision {
  return useHelping().supervision ?? nobody.supervision;
}

export function useFloorPlan(): Floor {
  return useHelping().floor ?? nobody.floor;
}

export function useCoach(): Coaching {
  return useHelping().coaching ?? nobody.coaching;
}

export function useSupervision<Selected>(select: (state: SupervisionState) => Selected): Selected {
  return useStore(useSupervisor().store, select);
}

export function useFloor<Selected>(select: (state: FloorState) => Selected): Selected {
  return useStore(useFloorPlan().store, select);
}

export function useCoaching<Selected>(select: (state: CoachingState) => Selected): Selected {
  return useStore(useCoach().store, select);
}

/** Whether the phone system lets anybody be helped in a call. */
export function useCanSupervise(): boolean {
  return useSystem((state: SystemState & { readonly supervise?: boolean }) => !!state.supervise);
}

/** Whether this user helps others: the phone system has said so. */
export function useIsSupervisor(): boolean {
  const canSupervise = useCanSupervise();
  const hasPeople = useSupervision(({ rights }) => rights !== null && rights.over.length > 0);
  return canSupervise && hasPeople;
}
