import { useEffect, useState } from "react";

import { watchRow } from "@/phone/call-work/watch-row";
import type { HistoryRow } from "@/phone/history/history-row";

import { useDesk } from "./phone-context";

/** The row of a call in the history, as it changes; `null` while there is none. */
export function useRow(id: string): HistoryRow | null {
  const { history } = useDesk();
  const [row, setRow] = useState<HistoryRow | null>(null);
  useEffect(
    () => watchRow(history, id, { begin: () => true, read: (next) => setRow(next) }),
    [history, id],
  );
  return row?.id === id ? row : null;
}
