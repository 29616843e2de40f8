import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { Finder, FoundTable } from "./finder";

interface Following<Answer> {
  readonly finder: Finder;
  readonly table: FoundTable;
  readonly ask: () => Promise<Answer>;
  /** The table itself, watched. */
  readonly watchTable: (
    listener: (answer: Answer) => void,
    failed: (error: PhoneError) => void,
  ) => Stop;
}

/**
 * Asks at once and after each change, one question at a time. While the finder does not know, the table is watched itself: the
 * finder tells of a change when it can answer for it, which is later than the table.
 */
export function followFound<Answer>(
  { finder, table, ask, watchTable }: Following<Answer>,
  listener: (answer: Answer) => void,
  failed: (error: PhoneError) => void,
): Stop {
  let isOver = false;
  let isAsking = false;
  let isWanted = false;
  let stopTable: Stop | null = null;

  async function answer(): Promise<void> {
    isWanted = true;
    if (isAsking) return;
    isAsking = true;
    isWanted = false;
    try {
      const found = await ask();
      // The table tells for itself meanwhile.
      if (!isOver && stopTable === null) listener(found);
    } catch (error) {
      if (!isOver) failed(error instanceof PhoneError ? error : new PhoneError("storageBlocked"));
    }
    isAsking = false;
    if (isWanted && !isOver) await answer();
  }

  function settle(): void {
    if (isOver) return;
    if (finder.knows(table)) {
      stopTable?.();
      stopTable = null;
      void answer();
    } else stopTable ??= watchTable(listener, failed);
  }

  const stopFinder = finder.watch(table, settle);
  settle();
  return () => {
    isOver = true;
    stopFinder();
    stopTable?.();
  };
}
