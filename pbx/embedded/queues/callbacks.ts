import { nameWord, numberWord } from "./words";

/** Somebody who would rather be called back than wait. */
export interface CallbackWish {
  /** X-Call-UUID of the call in which it was wished. */
  readonly uuid: string;
  readonly queue: string;
  readonly number: string;
  readonly name: string;
  readonly sinceSeconds: number;
}

/** What is still to be called back, and who has taken it on; for as long as the switch runs. */
export interface Callbacks {
  add(wish: CallbackWish): void;
  /** Lines about what is open in these queues: the wish, and who has taken it. */
  open(queues: readonly string[]): { readonly count: number; readonly lines: readonly string[] };
  take(extension: string, uuid: string): string;
  /** It is done with. */
  done(extension: string, uuid: string): string;
  /** Nobody's any more. */
  back(extension: string, uuid: string): string;
}

export interface CallbacksWorld {
  mayJoin(extension: string, queue: string): boolean;
  /** To all who may sign on to the queue. */
  tellMembers(queue: string, line: string): void;
}

/** The oldest are dropped: nobody calls back after so many others. */
const mostOpen = 200;

interface Entry {
  readonly wish: CallbackWish;
  takenBy: string | null;
}

function lineOf({ uuid, queue, number, name, sinceSeconds }: CallbackWish): string {
  return `callback ${uuid} ${queue} ${numberWord(number)} ${sinceSeconds} ${nameWord(name)}`;
}

export function createCallbacks({ mayJoin, tellMembers }: CallbacksWorld): Callbacks {
  const entries = new Map<string, Entry>();

  /** Only for those who may answer the queue. */
  function find(extension: string, uuid: string): Entry | null {
    const entry = entries.get(uuid);
    return entry !== undefined && mayJoin(extension, entry.wish.queue) ? entry : null;
  }

  return {
    add(wish) {
      entries.set(wish.uuid, { wish, takenBy: null });
      const [oldest] = entries.keys();
      if (entries.size > mostOpen && oldest !== undefined) entries.delete(oldest);
      tellMembers(wish.queue, lineOf(wish));
    },
    open(queues) {
      const own = [...entries.values()].filter(({ wish }) => queues.includes(wish.queue));
      const lines = own.flatMap(({ wish, takenBy }) =>
        takenBy === null ? [lineOf(wish)] : [lineOf(wish), `taken ${wish.uuid} ${takenBy}`],
      );
      return { count: own.length, lines };
    },
    take(extension, uuid) {
      const entry = find(extension, uuid);
      if (entry === null) return "UNKNOWN";
      if (entry.takenBy !== null && entry.takenBy !== extension) return `TAKEN ${entry.takenBy}`;
      entry.takenBy = extension;
      tellMembers(entry.wish.queue, `taken ${uuid} ${extension}`);
      return "OK";
    },
    done(extension, uuid) {
      const entry = find(extension, uuid);
      if (entry === null) return "UNKNOWN";
      entries.delete(uuid);
      tellMembers(entry.wish.queue, `done ${uuid} ${extension}`);
      return "OK";
    },
    back(extension, uuid) {
      const entry = find(extension, uuid);
      if (entry === null) return "UNKNOWN";
      entry.takenBy = null;
      tellMembers(entry.wish.queue, lineOf(entry.wish));
      return "OK";
    },
  };
}
