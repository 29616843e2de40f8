import { PhoneError } from "./errors";

export interface Asking<Answer> {
  readonly ask: () => Promise<Answer>;
  readonly listener: (answer: Answer) => void;
  readonly failed: (error: PhoneError) => void;
}

export interface Asker {
  /** Something has changed. While an answer is on its way: once more, however often this is called. */
  again(): void;
  stop(): void;
}

/** Asks one question at a time; what has changed meanwhile is asked for once. */
export function createAsker<Answer>({ ask, listener, failed }: Asking<Answer>): Asker {
  let isOver = false;
  let isAsking = false;
  let isWanted = false;

  async function answer(): Promise<void> {
    isAsking = true;
    do {
      isWanted = false;
      try {
        const found = await ask();
        if (!isOver) listener(found);
      } catch (error) {
        if (!isOver) failed(toStorageError(error));
      }
      // oxlint-disable-next-line no-unmodified-loop-condition -- `again` and `stop` change them meanwhile
    } while (isWanted && !isOver);
    isAsking = false;
  }

  return {
    again() {
      isWanted = true;
      if (!isAsking) void answer();
    },
    stop() {
      isOver = true;
    },
  };
}

export function toStorageError(error: unknown): PhoneError {
  return error instanceof PhoneError ? error : new PhoneError("storageBlocked");
}
