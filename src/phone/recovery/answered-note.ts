import type { TextStorage } from "@/phone/connection/stored-sign-in";

const name = "hamsa.answered";
/** A page has fewer calls; what a page that died has left goes with time. */
const mostKept = 8;

/**
 * Which calls were answered here: their ids only, in a storage that is written in the same turn. On a busy computer a write
 * to IndexedDB took a second and more (Chromium 156), and goes with the page that has asked for it.
 */
export interface AnsweredNote {
  note(id: string): void;
  forget(id: string): void;
  has(id: string): boolean;
}

export function createAnsweredNote(storage: TextStorage): AnsweredNote {
  function read(): readonly string[] {
    try {
      const ids: unknown = JSON.parse(storage.getItem(name) ?? "[]");
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
    } catch {
      return [];
    }
  }

  function write(ids: readonly string[]): void {
    try {
      if (ids.length === 0) storage.removeItem(name);
      else storage.setItem(name, JSON.stringify(ids.slice(-mostKept)));
    } catch {
      // Blocked storage: the table tells it, a moment later.
    }
  }

  return {
    note(id) {
      const ids = read();
      if (!ids.includes(id)) write([...ids, id]);
    },
    forget(id) {
      const ids = read();
      if (ids.includes(id)) write(ids.filter((other) => other !== id));
    },
    has: (id) => read().includes(id),
  };
}
