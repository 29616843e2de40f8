import { useStore } from "zustand";

import type { CoachingState } from "@/phone/coaching/coaching-state";
import type { FloorState } from "@/phone/floor/floor-state";
import type { SupervisionState } from "@/phone/supervision/supervision-state";

import { usePhone, useSystem } from "./phone-context";

export function useSupervision<Selected>(select: (state: SupervisionState) => Selected): Selected {
  return useStore(usePhone().supervision.store, select);
}

export function useFloor<Selected>(select: (state: FloorState) => Selected): Selected {
  return useStore(usePhone().floor.store, select);
}

export function useCoaching<Selected>(select: (state: CoachingState) => Selected): Selected {
  return useStore(usePhone().coaching.store, select);
}

/** Whether the phone system lets anybody be helped in a call. */
export function useCanSupervise(): boolean {
  return useSystem(({ supervise }) => supervise);
}

/** Whether this user helps others: the phone system has said so. */
export function useIsSupervisor(): boolean {
  const canSupervise = useCanSupervise();
  const hasPeople = useSupervision(({ rights }) => rights !== null && rights.over.length > 0);
  return canSupervise && hasPeople;
}
