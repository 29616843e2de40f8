import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | null = null;

/** One ticker for every duration on the screen. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const tell of listeners) tell();
  }, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

function wholeSecond(): number {
  if (timer === null) now = Date.now();
  return Math.floor(now / 1_000) * 1_000;
}

/** The time, in whole seconds, again each second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, wholeSecond);
}
