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

/** Reads the row of a call at once and after every change, by this tab or another one. */
export function watchRow<Mark>(
  history: Pick<History, "get" | "watch">,
  id: string,
  reader: RowReader<Mark>,
): Stop {
  let round = 0;
  const stop = history.watch({ text: "", missedOnly: false, limit: newest }, () => {
    const mark = reader.begin();
    if (mark === null) return;
    round += 1;
    const mine = round;
    void history.get(id).then(
      (row) => {
        if (mine === round) reader.read(row, mark);
      },
      () => undefined,
    );
  });
  return () => {
    round = -1;
    stop();
  };
}
