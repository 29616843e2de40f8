import { csvBeginning } from "@/lib/csv-cell";
import type { History, HistoryFilter } from "@/phone/history/history";

import { csvHead, toCsvLine } from "./csv";

/** So many calls are read at a time. */
const pageSize = 1_000;

export interface ExportOptions {
  readonly search: History["search"];
  readonly filter: Omit<HistoryFilter, "limit">;
  readonly nameOutcome: (id: string) => string | null;
  /** So many are written. */
  readonly written: (count: number) => void;
  readonly signal: AbortSignal;
}

/** All calls that a filter lets through as a CSV file, newest first. Rejects when the signal is aborted. */
export async function exportCalls(options: ExportOptions): Promise<Blob> {
  const { search, filter, nameOutcome, written, signal } = options;
  const parts: string[] = [csvBeginning + csvHead];
  let count = 0;
  let after: HistoryFilter["after"] = null;
  for (;;) {
    const rows = await search({ ...filter, after, limit: pageSize });
    signal.throwIfAborted();
    parts.push(rows.map((row) => toCsvLine(row, nameOutcome)).join(""));
    count += rows.length;
    written(count);
    after = rows.at(-1) ?? null;
    if (rows.length < pageSize) return new Blob(parts, { type: "text/csv;charset=utf-8" });
  }
}
