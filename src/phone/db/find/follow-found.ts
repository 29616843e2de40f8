import { createAsker } from "@/phone/ask-again";
import type { PhoneError } from "@/phone/errors";
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
  let stopTable: Stop | null = null;
  const asker = createAsker({
    ask,
    // The table tells for itself meanwhile.
    listener: (answer: Answer) => (stopTable === null ? listener(answer) : undefined),
    failed,
  });

  function settle(): void {
    if (isOver) return;
    if (finder.knows(table)) {
      stopTable?.();
      stopTable = null;
      asker.again();
    } else stopTable ??= watchTable(listener, failed);
  }

  const stopFinder = finder.watch(table, settle);
  settle();
  return () => {
    isOver = true;
    asker.stop();
    stopFinder();
    stopTable?.();
  };
}
