import type { History } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import type { Stop } from "@/phone/store";

/** A call that somebody works on is among the newest; that one of these has changed is the sign to read it. */
const newest = 20;

export interface RowReader<Mark> {
  /** Before each reading; `null`: not now. */
  begin(): Mark | null;
  read(row: HistoryRow | null, mark: Mark): void;
}

/** A call is on the screen a moment before its row is in the history, and the tables of an account open meanwhile. */
const againMs = 500;
const mostTries = 20;

/** Reads the row of a call at once and after every change, by this tab or another one. */
export function watchRow<Mark>(
  history: Pick<History, "get" | "watch">,
  id: string,
  reader: RowReader<Mark>,
): Stop {
  let round = 0;
  let tries = 0;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function again(): void {
    if (isStopped || tries >= mostTries) return;
    tries += 1;
    clearTimeout(timer);
    timer = setTimeout(read, againMs);
  }

  function read(): void {
    const mark = reader.begin();
    if (mark === null) return;
    round += 1;
    const mine = round;
    void history.get(id).then(
      (row) => {
        if (isStopped || mine !== round) return;
        reader.read(row, mark);
        if (row === null) again();
      },
      () => again(),
    );
  }

  const stop = history.watch({ text: "", missedOnly: false, limit: newest }, read);
  // A watch that fails tells nothing; a reading that fails is tried again.
  read();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stop();
  };
}
