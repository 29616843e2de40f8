export interface CallbackAttempt {
  readonly at: number;
  readonly callId: string;
  readonly answered: boolean;
}

/** A call of theirs that nobody answered. `id` is the phone system's of the whole call where it told one. */
export interface MissedCall {
  readonly id: string;
  readonly at: number;
}

/** Somebody to call back, by choice or because nobody answered them. Times are milliseconds since 1970. */
export interface CallbackRow {
  readonly id: string;
  /** `promised`: an agent wrote it down. `lost`: a call that nobody answered. `asked`: the caller left the queue for it. */
  readonly kind: "promised" | "lost" | "asked";
  readonly number: string;
  /** Grouped for reading, where it could be read. */
  readonly formatted: string | null;
  /** The same for every way of writing the number (`numberKey`). */
  readonly key: string;
  readonly name: string | null;
  readonly contactId: string | null;
  /** The extension whose matter it is; `null`: anybody's. */
  readonly owner: string | null;
  readonly reason: string;
  readonly dueAt: number;
  readonly createdAt: number;
  /** The call it came from, in the history. */
  readonly callId: string | null;
  readonly queue: string | null;
  readonly attempts: readonly CallbackAttempt[];
  /** What made a lost call of it, oldest first. */
  readonly missed: readonly MissedCall[];
  /** When to remind of it; `null`: not, or not again. */
  readonly remindAt: number | null;
  /** When it was last called from its own place in the list: the call that follows is for this row. */
  readonly calledAt: number | null;
  /** `null` while it is open. Done only by an answered call, or taken off the list with a word why. */
  readonly done: {
    readonly at: number;
    /** The extension that did it; empty: a colleague, and nobody said which. */
    readonly by: string;
    readonly how: "answered" | "calledAgain" | "removed";
    readonly why: string;
  } | null;
}
