import type { CallbackRow } from "@/phone/callbacks/callback-row";
import type { Contact } from "@/phone/directory/contact";
import type { HistoryRow } from "@/phone/history/history-row";
import type { Storage } from "@/phone/storage/storage";
import { type Stop, stopAll } from "@/phone/store";

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
  /** The same for every way of writing a number (`numberKey`). */
  readonly keyOf: (number: string) => Promise<string>;
  readonly searchWords: (text: string) => readonly string[];
}

/** Those that are shown, and the one that is up. */
const mostCalls = 6;

/** A number that many people share is found by its first contacts. */
const mostWatched = 20;

export function createCallers({ storage, keyOf, searchWords }: CallersOptions): Callers {
  return {
    watch(number, listener) {
      let isStopped = false;
      let round = 0;
      let stop: Stop = () => undefined;

      async function read(key: string): Promise<void> {
        round += 1;
        const mine = round;
        const caller = await storage.readCaller(key, mostCalls);
        if (!isStopped && mine === round) listener(caller);
      }

      /** What was read is shown first: nothing else asks the disk before that. */
      async function begin(): Promise<void> {
        const key = await keyOf(number);
        await read(key);
        if (isStopped) return;
        const again = (): void => void read(key).catch(() => undefined);
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
