import { csvBeginning, csvLine } from "@/lib/csv-cell";
import type { RowTable } from "@/phone/storage/row-table";

import { type Question, type ScoreCardRow, scoreOf } from "./score-card";

/** The coaching record of a supervisor, kept in this browser. Every method rejects with a `PhoneError`. */
export interface ScoreCards {
  put(row: ScoreCardRow): Promise<void>;
  /** Newest first. */
  all(): Promise<readonly ScoreCardRow[]>;
  /** A CSV file that no spreadsheet calculates, newest first, with a column for each question there is or was. */
  exportCsv(): Promise<string>;
}

export interface ScoreCardsOptions {
  readonly table: Pick<RowTable<ScoreCardRow>, "put" | "all">;
  readonly questions: readonly Question[];
}

export function createScoreCards({ table, questions }: ScoreCardsOptions): ScoreCards {
  const all = async (): Promise<readonly ScoreCardRow[]> =>
    (await table.all()).toSorted((one, other) => other.at - one.at);
  return {
    put: (row) => table.put(row),
    all,
    exportCsv: async () => scoreCardsCsv(questions, await all()),
  };
}

/** Names and order are for programs as much as for people: they are the same in every language. Pure. */
function scoreCardsCsv(questions: readonly Question[], rows: readonly ScoreCardRow[]): string {
  const ids = [
    ...new Set([
      ...questions.map(({ id }) => id),
      ...rows.flatMap(({ marks }) => Object.keys(marks)),
    ]),
  ];
  const head = ["id", "at", "agent", "supervisor", "points", "most", "percent", "note", ...ids];
  const lines = rows.map((row) => {
    const { points, most, percent } = scoreOf(questions, row.marks);
    const marks = ids.map((id) => row.marks[id] ?? "");
    const at = new Date(row.at).toISOString();
    const cells = [row.id, at, row.agent, row.supervisor, points, most, percent ?? "", row.note];
    return csvLine([...cells, ...marks].map(String));
  });
  return csvBeginning + csvLine(head) + lines.join("");
}
