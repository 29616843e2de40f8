import { log } from "@/lib/log";
import type { Call, CallId, LiveCall } from "@/phone/calls/call";
import type { SignInStores } from "@/phone/connection/stored-sign-in";

import { type DialogName, loseCall, type LostCall } from "./lost-call";
import { createQuickCopies, newest } from "./quick-copies";

/** A saved call as it lies in the table. */
export interface LiveRow {
  readonly id: string;
  /** The tab that it is on. */
  readonly instance: string;
  /** When that tab last lived, in milliseconds since 1970. */
  readonly livedAt: number;
  readonly sealed: Uint8Array<ArrayBuffer>;
}

/** Where the calls of this moment are kept, for one account. Every method rejects with a `PhoneError`. */
export interface LiveTable {
  put(row: LiveRow): Promise<void>;
  remove(id: string): Promise<void>;
  /** Gives the rows of all but these other tabs to this one, in one step: two cannot get the same. */
  claim(instance: string, others: readonly string[]): Promise<readonly LiveRow[]>;
}

export interface RecoveryOptions {
  readonly table: LiveTable;
  readonly signIn: Pick<SignInStores, "vault" | "lasting">;
  readonly instance: string;
  /** The account whose calls these are; the seal is bound to it. */
  readonly account: () => string;
  readonly dialogOf: (id: CallId) => DialogName | null;
  /** How long the phone system keeps a call whose page is gone. */
  readonly keptMs: number;
  readonly now: () => number;
}

/** A call that was saved, and what is needed to take it over. */
export interface SavedCall {
  readonly call: LiveCall;
  readonly lost: LostCall;
}

export interface Recovery {
  /** Keeps what is saved in step with the call. */
  record(call: Call): void;
  /** The calls that the page before this one has left behind, or a tab that is gone; `others`: the tabs that live. */
  claim(others: readonly string[]): Promise<readonly SavedCall[]>;
  /** What is saved belongs to another page now. */
  stop(): void;
}

/** What is sealed. A page of another version does not read it: a call in the wrong shape would be worse than none. */
interface Saved {
  readonly version: typeof version;
  readonly call: LiveCall;
  readonly dialog: DialogName;
}

const version = 2;
/** How exactly it is known when a page went. */
const beatMs = 2_000;

/**
 * Saves the calls that are up, so that the next page can take them over. In IndexedDB, because localStorage loses what
 * was written last when the browser dies (Chromium 156); sealed, because who knows the names of a dialog can take the
 * call.
 */
export function createRecovery(options: RecoveryOptions): Recovery {
  const { table, instance, now } = options;
  const { vault, lasting } = options.signIn;
  const copies = createQuickCopies(lasting, options.account);
  /** The newest state of every live call. */
  const latest = new Map<CallId, LiveCall>();
  /** As they lie in the table. */
  const rows = new Map<CallId, LiveRow>();
  /** Calls of this very page: what lies in the table of them is nobody's to take over. */
  const own = new Set<string>();
  let tail: Promise<unknown> = Promise.resolve();
  let beat: ReturnType<typeof setInterval> | null = null;

  const about = (id: string): string => `${options.account()} ${id}`;
  const failed = (error: unknown): void =>
    log("warn", "recovery", "a call could not be saved", { error: String(error) });

  async function save(call: LiveCall): Promise<void> {
    const dialog = options.dialogOf(call.id);
    // A newer state is on its way, or the call is over.
    if (dialog === null || latest.get(call.id) !== call) return;
    const saved: Saved = { version, call, dialog };
    const plain = new TextEncoder().encode(JSON.stringify(saved));
    const sealed = await vault.seal(plain, about(call.id));
    if (!latest.has(call.id)) return;
    const row = { id: call.id, instance, livedAt: now(), sealed };
    rows.set(call.id, row);
    copies.put(row);
    write(call.id);
  }

  /** Not waited for: the next state is to be on its way as soon as it is known. */
  function write(id: CallId): void {
    const row = rows.get(id);
    if (row !== undefined) void table.put({ ...row, livedAt: now() }).catch(failed);
  }

  /** Each row in one step, without reading it first: the state that comes next waits for nothing. */
  function tellAlive(): void {
    for (const id of rows.keys()) write(id);
  }

  function keepBeating(): void {
    if (latest.size > 0) {
      beat ??= setInterval(tellAlive, beatMs);
    } else if (beat !== null) {
      clearInterval(beat);
      beat = null;
    }
  }

  function drop(id: string): Promise<void> {
    copies.remove(id);
    return table.remove(id).catch(failed);
  }

  async function open(row: LiveRow): Promise<SavedCall | null> {
    try {
      const plain = await vault.open(row.sealed, about(row.id));
      const { call, dialog, ...saved } = JSON.parse(new TextDecoder().decode(plain)) as Saved;
      if (saved.version !== version) throw new Error("another version");
      const keptUntil = row.livedAt + options.keptMs;
      // Nobody listens again to what they listened to yesterday.
      if (call.purpose.kind === "supervision" && now() > keptUntil) {
        await drop(row.id);
        return null;
      }
      return { call, lost: loseCall(call, dialog, keptUntil) };
    } catch (error) {
      failed(error);
      await drop(row.id);
      return null;
    }
  }

  return {
    record(call) {
      own.add(call.id);
      if (call.phase === "ended") {
        latest.delete(call.id);
        rows.delete(call.id);
        void drop(call.id);
      } else {
        latest.set(call.id, call);
        tail = tail.then(() => save(call)).catch(failed);
      }
      keepBeating();
    },
    async claim(others) {
      const claimed = await table.claim(instance, others).catch((error: unknown) => {
        failed(error);
        return [];
      });
      const found = newest(claimed, copies.rows(), others);
      for (const row of found) copies.put({ ...row, instance });
      const calls = await Promise.all(found.map(open));
      return calls
        .filter((saved) => saved !== null)
        .filter(({ call }) => !own.has(call.id))
        .toSorted((one, other) => one.call.startedAt - other.call.startedAt);
    },
    stop() {
      latest.clear();
      rows.clear();
      keepBeating();
    },
  };
}
