import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | null = null;

const secondMs = 1_000;
const minuteMs = 60_000;

/** A timer may be early by a millisecond, and would then find the second before. */
const spareMs = 5;

function arm(): void {
  timer = setTimeout(tick, secondMs - (Date.now() % secondMs) + spareMs);
}

function tick(): void {
  now = Date.now();
  // Before they are told: whoever leaves then takes the timer away.
  arm();
  for (const tell of listeners) tell();
}

/** One ticker for every duration on the screen, awake once a second. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) arm();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearTimeout(timer);
    timer = null;
  };
}

function whole(unitMs: number): number {
  if (timer === null) now = Date.now();
  return Math.floor(now / unitMs) * unitMs;
}

const wholeSecond = (): number => whole(secondMs);
const wholeMinute = (): number => whole(minuteMs);

/** The time, in whole seconds, again each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, wholeSecond);
}

/** The time in whole minutes: for days and hours, which are not drawn anew sixty times for nothing. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, wholeMinute);
}
