import type { Cancel, Timers } from "./timers";

/** What an agent has written down for whoever gets his next transfer. */
export interface Notes {
  /** An empty text takes the last one back. */
  write(user: string, text: string): void;
  /** Gives the note away: it goes along once. */
  take(user: string): string | null;
}

const lifetimeMs = 60_000;

export function createNotes(timers: Timers): Notes {
  const notes = new Map<string, { readonly text: string; readonly stopTimer: Cancel }>();

  function take(user: string): string | null {
    const note = notes.get(user);
    if (note === undefined) return null;
    note.stopTimer();
    notes.delete(user);
    return note.text;
  }

  return {
    take,
    write(user, text) {
      take(user);
      if (text === "") return;
      const stopTimer = timers.after(lifetimeMs, () => notes.delete(user));
      notes.set(user, { text, stopTimer });
    },
  };
}
