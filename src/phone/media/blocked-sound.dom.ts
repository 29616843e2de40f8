import type { Stop } from "@/phone/store";

/**
 * Browsers refuse sound on a page nobody has touched (autoplay policy): `play()` rejects with NotAllowedError. Here
 * what was refused waits, is told as "blocked", and is tried again at the next press of a key or button.
 */
export interface BlockedSound {
  /** Starts an element; a refusal is remembered instead of thrown. */
  play(element: HTMLAudioElement): void;
  forget(element: HTMLAudioElement): void;
  unblock(): Promise<void>;
  watch(listener: (blocked: boolean) => void): Stop;
}

export function createBlockedSound(): BlockedSound {
  const waiting = new Set<HTMLAudioElement>();
  const listeners = new Set<(blocked: boolean) => void>();
  const tell = (): void => {
    for (const listener of listeners) listener(waiting.size > 0);
  };

  async function attempt(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
      if (waiting.delete(element)) tell();
    } catch (error) {
      // AbortError: paused or given another source meanwhile, which is no refusal.
      if (!(error instanceof DOMException && error.name === "NotAllowedError")) return;
      waiting.add(element);
      tell();
    }
  }

  async function unblock(): Promise<void> {
    await Promise.all([...waiting].map(attempt));
  }

  const pressed = (): void => {
    if (waiting.size > 0) void unblock();
  };
  for (const name of ["pointerdown", "keydown"]) {
    document.addEventListener(name, pressed, { capture: true, passive: true });
  }

  return {
    play: (element) => void attempt(element),
    forget(element) {
      if (waiting.delete(element)) tell();
    },
    unblock,
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
