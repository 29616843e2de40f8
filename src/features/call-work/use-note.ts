import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { forgetDraft, isText, keepDraft, readDraft } from "@/features/shared/use-draft";
import type { NoteSession, NoteState } from "@/phone/call-work/notes";

/** Long enough that the word "Saved" is said once, and not between two letters. */
const settleMs = 700;

export interface Note {
  readonly text: string;
  readonly saving: NoteState["saving"];
  readonly write: (text: string) => void;
  readonly flush: () => void;
}

const nothing: NoteState = { text: "", saving: "loading" };

/**
 * The note of a call. It goes to the call's row within a quarter of a second, and at once when the page is left; what a page
 * that goes leaves no time for is this tab's own until it is back, unless notes may not lie unsealed on the disk.
 */
export function useNote(id: string): Note {
  const { notes, config } = useDesk();
  const session = useRef<NoteSession | null>(null);
  const mayDraft = !config.privacy.encrypt;
  const draft = `note.${id}`;

  const subscribe = useCallback(
    (changed: () => void) => {
      const opened = notes.open(id);
      session.current = opened;
      const unsaved = readDraft(draft, isText);
      if (unsaved !== null) opened.restore(unsaved);
      const flush = (): void => void opened.flush();
      const stop = opened.store.subscribe(({ saving }) => {
        if (saving === "saved") forgetDraft(draft);
        changed();
      });
      window.addEventListener("pagehide", flush);
      document.addEventListener("visibilitychange", flush);
      return () => {
        window.removeEventListener("pagehide", flush);
        document.removeEventListener("visibilitychange", flush);
        stop();
        session.current = null;
        opened.close();
      };
    },
    [notes, id, draft],
  );
  const { text, saving } = useSyncExternalStore(
    subscribe,
    () => session.current?.store.getState() ?? nothing,
  );

  return {
    text,
    saving: useSettled(saving),
    write(next) {
      if (mayDraft && saving !== "loading") keepDraft(draft, next);
      session.current?.write(next);
    },
    flush: () => void session.current?.flush(),
  };
}

/** "Saving" until it has been saved for a moment, and "saved" not a moment longer than it is so. */
function useSettled(saving: NoteState["saving"]): NoteState["saving"] {
  const [isSettled, setSettled] = useState(true);
  if (saving === "saving" && isSettled) setSettled(false);
  useEffect(() => {
    if (saving !== "saved") return undefined;
    const timer = setTimeout(() => setSettled(true), settleMs);
    return () => clearTimeout(timer);
  }, [saving]);
  return saving === "saved" && !isSettled ? "saving" : saving;
}
