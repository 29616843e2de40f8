import { lazily } from "@/lib/lazily";
import { type LogLine, watchLog } from "@/lib/log";
import type { Stop } from "@/phone/store";

import type { Facts, Noted, Waiting } from "./entry";
import type { Keeper, Trace } from "./keeper";
import type { TraceTable } from "./trace-table";

/** What another part adds to the file: codes, numbers and flags of its own. Redacted like everything else. */
export type ReadSection = () =>
  | Readonly<Record<string, unknown>>
  | Promise<Readonly<Record<string, unknown>>>;

/** What happened on this page and those before it, for whoever has to find out why. */
export interface Diagnostics {
  /** Notes what has just happened; costs an entry in a list. */
  note(noted: Noted, at?: number): void;
  /**
   * Adds a part to the file, read when it is wanted. Strings in it stay only if they are written like codes
   * (`oneWay`): nothing from the network or from a person may be given as one.
   */
  addSection(name: string, read: ReadSection): Stop;
  /** The page may be about to go: what waits is redacted and handed to the browser before this returns. */
  flush(): void;
  /** Everything that is kept, this moment included. */
  read(): Promise<Trace>;
  sections(): Promise<readonly Section[]>;
  /** Told after something new was kept. */
  watch(listener: () => void): Stop;
  /** Removes everything, of all pages. */
  clear(): Promise<void>;
}

export interface Section {
  readonly name: string;
  readonly facts: Facts;
}

export interface DiagnosticsOptions {
  /** Opens the table that outlives the page; rejects where nothing can be kept. */
  readonly openTable: () => Promise<TraceTable>;
  readonly now: () => number;
}

/** Nothing is redacted or written in the moment in which it happens: a call that begins needs that moment. */
const flushMs = 1_000;
/** What waits in memory until the other half of this is loaded: as much as a page that comes back with calls says. */
const mostWaiting = 1_000;
const mostWaitingCharacters = 2_000_000;

/**
 * The half that is there from the first moment: it keeps what happens in memory, as it is. The other half (`keeper.ts`)
 * is loaded a second later, removes numbers, names and secrets, and only then stores it.
 */
export function createDiagnostics({ openTable, now }: DiagnosticsOptions): Diagnostics {
  const readers = new Map<string, ReadSection>();
  const listeners = new Set<() => void>();
  let waiting: Waiting[] = [];
  let characters = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let loaded: Keeper | null = null;
  const load = lazily(
    async () => (loaded = await (await import("./keeper")).createKeeper({ openTable, now })),
  );

  function flush(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (loaded === null || waiting.length === 0) return;
    const taken = waiting;
    waiting = [];
    characters = 0;
    loaded.take(taken);
    for (const listener of listeners) listener();
  }

  function note(noted: Noted, at = now()): void {
    characters += noted.kind === "sip" ? noted.text.length : 0;
    // The other half does not come: the newest is worth most.
    if (waiting.length >= mostWaiting || characters > mostWaitingCharacters) {
      waiting = [];
      characters = 0;
    }
    waiting.push({ at, noted });
    timer ??= setTimeout(() => {
      timer = null;
      void load().then(flush, () => undefined);
    }, flushMs);
  }

  watchLog(({ level, area, text, context }: LogLine) => {
    if (level === "error" || level === "warn") {
      note({ kind: "log", what: text, facts: { level, area, ...context } });
    }
  });

  async function readSection([name, read]: readonly [string, ReadSection]): Promise<Section> {
    const { redact } = await load();
    try {
      return { name, facts: redact(await read()) };
    } catch (error) {
      return { name, facts: redact({ error }) };
    }
  }

  return {
    note,
    addSection(name, read) {
      readers.set(name, read);
      return () => {
        if (readers.get(name) === read) readers.delete(name);
      };
    },
    flush,
    async read() {
      const keeper = await load();
      flush();
      const trace = await keeper.read();
      if (listeners.size === 0) keeper.forget();
      return trace;
    },
    sections: () => Promise.all([...readers].map(readSection)),
    watch(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) loaded?.forget();
      };
    },
    async clear() {
      const keeper = await load();
      waiting = [];
      characters = 0;
      await keeper.clear();
      for (const listener of listeners) listener();
    },
  };
}
