import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { CallsState } from "@/phone/calls/state";
import type { Contact } from "@/phone/directory/contact";
import type { HistoryRow } from "@/phone/history/history-row";
import type { Storage } from "@/phone/storage/storage";
import { type ReadonlyStore, type Stop, stopAll } from "@/phone/store";

/** What the browser knows of a number. */
export interface Caller {
  readonly contact: Contact | null;
  /** From the company's own directory. */
  readonly company: Contact | null;
  /** The last calls, newest first. */
  readonly calls: readonly HistoryRow[];
  /** Those that are open. */
  readonly callbacks: readonly CallbackRow[];
}

export interface Callers {
  /** Tells what is known of a number, at once and after every change of contacts and callbacks. */
  watch(number: string, listener: (caller: Caller) => void): Stop;
}

export interface CallersOptions {
  readonly storage: Pick<Storage, "readCaller" | "contacts" | "callbacks">;
  readonly calls: Pick<ReadonlyStore<CallsState>, "subscribe">;
  /** The same for every way of writing a number (`numberKey`); told at once where that can be. */
  readonly keyOf: (number: string) => string | Promise<string>;
  readonly searchWords: (text: string) => readonly string[];
}

/** Those that are shown, and the one that is up. */
const mostCalls = 6;

/** By then it is drawn, or nobody draws it here. */
const earlyMs = 2_000;

/** A number that many people share is found by its first contacts. */
const mostWatched = 20;

/** Somebody who has begun to ring. */
interface Early {
  readonly reading: Promise<Caller>;
  caller: Caller | null;
}

export function createCallers(options: CallersOptions): Callers {
  const { storage, searchWords } = options;
  const early = new Map<string, Early>();

  async function read(number: string): Promise<Caller> {
    const key = options.keyOf(number);
    return storage.readCaller(typeof key === "string" ? key : await key, mostCalls);
  }

  /** Whoever rings is read of before anything is drawn: then it is there for the first frame, or the one after. */
  options.calls.subscribe(({ byId, order }, before) => {
    for (const id of order) {
      const call = byId[id];
      if (call?.phase !== "ringing" || before.byId[id] !== undefined) continue;
      const { number } = call.party;
      const entry: Early = { reading: read(number), caller: null };
      entry.reading.then(
        (caller) => (entry.caller = caller),
        () => early.delete(number),
      );
      early.set(number, entry);
      setTimeout(() => early.delete(number), earlyMs);
    }
  });

  return {
    watch(number, listener) {
      let isStopped = false;
      let round = 0;
      let stop: Stop = () => undefined;

      async function tell(reading: Promise<Caller>): Promise<void> {
        round += 1;
        const mine = round;
        const caller = await reading;
        if (!isStopped && mine === round) listener(caller);
      }

      /** What was read is shown first: nothing else asks the disk before that. */
      async function begin(): Promise<void> {
        const known = early.get(number);
        if (known?.caller) listener(known.caller);
        else await tell(known?.reading ?? read(number));
        if (isStopped) return;
        const again = (): void => void tell(read(number)).catch(() => undefined);
        stop = stopAll([
          storage.contacts.watch(searchWords(number), mostWatched, again, () => undefined),
          storage.callbacks.watch(again, () => undefined),
        ]);
      }

      // A browser that keeps nothing is told of elsewhere; the call has no context then.
      void begin().catch(() => undefined);
      return () => {
        isStopped = true;
        stop();
      };
    },
  };
}
