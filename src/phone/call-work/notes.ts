import { createStore } from "zustand/vanilla";

import type { History } from "@/phone/history/history";
import type { ReadonlyStore } from "@/phone/store";

import { watchRow } from "./watch-row";

export interface NoteState {
  readonly text: string;
  /** `loading`: what was written before is not known yet. `failed`: it is tried again by itself. */
  readonly saving: "loading" | "saved" | "saving" | "failed";
}

/** The note of one call. It is kept in the call's own row: there is no other place from which it could be lost. */
export interface NoteSession {
  readonly store: ReadonlyStore<NoteState>;
  /** The whole of it; what is typed before the note of before is known comes after that. */
  write(text: string): void;
  /** What this tab had not kept when it went: it takes the place of what is kept. */
  restore(text: string): void;
  /** Keeps at once what is not kept yet; resolves to whether all of it is. */
  flush(): Promise<boolean>;
  /** Keeps the rest and lets go of it. */
  close(): void;
}

export interface Notes {
  /** The same session for everybody in this tab who has it open. */
  open(id: string): NoteSession;
}

export interface NotesOptions {
  readonly history: Pick<History, "get" | "watch" | "annotate">;
  /** While somebody types: as long as a crash may cost. */
  readonly pauseMs?: number;
  readonly retryMs?: number;
}

export function createNotes(options: NotesOptions): Notes {
  const sessions = new Map<string, { readonly session: NoteSession; users: number }>();
  return {
    open(id) {
      const held = sessions.get(id) ?? { session: createSession(id, options), users: 0 };
      held.users += 1;
      sessions.set(id, held);
      let isClosed = false;
      return {
        ...held.session,
        close() {
          if (isClosed) return;
          isClosed = true;
          held.users -= 1;
          if (held.users > 0) return void held.session.flush();
          sessions.delete(id);
          held.session.close();
        },
      };
    },
  };
}

function createSession(
  id: string,
  { history, pauseMs = 250, retryMs = 2_000 }: NotesOptions,
): NoteSession {
  const store = createStore<NoteState>(() => ({ text: "", saving: "loading" }));
  /** What was written here, and how much of that is kept. */
  let written = 0;
  let kept = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  let isClosed = false;

  async function save(): Promise<boolean> {
    while (kept < written) {
      const upTo = written;
      const isKept = await history.annotate(id, { note: store.getState().text });
      if (!isKept) {
        store.setState({ saving: "failed" });
        if (!isClosed) saveAfter(retryMs);
        return false;
      }
      kept = upTo;
    }
    if (store.getState().saving !== "loading") store.setState({ saving: "saved" });
    return true;
  }

  function flush(): Promise<boolean> {
    clearTimeout(timer);
    timer = undefined;
    running ??= save().finally(() => (running = null));
    return running;
  }

  function saveAfter(ms: number): void {
    timer ??= setTimeout(() => void flush(), ms);
  }

  /** What is being typed here wins over what another tab has kept. */
  const stop = watchRow(history, id, {
    begin: () => (kept < written ? null : written),
    read(row, begunAt) {
      if (begunAt !== written) return;
      const { text: typed, saving } = store.getState();
      const note = row?.work.note ?? "";
      if (saving === "loading" && typed !== "") put(append(note, typed));
      else store.setState({ text: note, saving: "saved" });
    },
  });

  function put(text: string): void {
    written += 1;
    store.setState({ text, saving: "saving" });
    saveAfter(pauseMs);
  }

  return {
    store,
    write(text) {
      if (store.getState().saving === "loading") store.setState({ text });
      else put(text);
    },
    restore: put,
    flush,
    close() {
      isClosed = true;
      stop();
      const { text, saving } = store.getState();
      if (saving !== "loading" || text === "") return void flush();
      void history.get(id).then((row) => {
        put(append(row?.work.note ?? "", text));
        return flush();
      });
    },
  };
}

function append(note: string, typed: string): string {
  return note === "" ? typed : `${note}\n${typed}`;
}
