import { csvBeginning, csvLine } from "@/lib/csv-cell";
import { sayIn } from "@/lib/words";
import type { Review } from "@/phone/reviews/reviews";
import type { AuditLine } from "@/phone/supervision/supervision-state";

/** What somebody is called by their extension; the extension where nobody knows. */
type NameOf = (extension: string) => string;

const iso = (at: number): string => new Date(at).toISOString();

/** What was done, for a spreadsheet. Names of columns and acts are the same in every language: programs read them. */
export function auditCsv(lines: readonly AuditLine[], nameOf: NameOf): string {
  const head = csvLine([
    "at",
    "supervisor",
    "supervisorName",
    "agent",
    "agentName",
    "act",
    "detail",
    "reason",
  ]);
  const rows = lines.map(({ at, supervisor, agent, act, detail, text }) =>
    csvLine([
      iso(at),
      supervisor,
      nameOf(supervisor),
      agent,
      nameOf(agent),
      act,
      detail ?? "",
      text ?? "",
    ]),
  );
  return csvBeginning + head + rows.join("");
}

/** Score cards, a column for every question that any of them has; an open answer is an empty cell. */
export function reviewsCsv(reviews: readonly Review[], nameOf: NameOf, language: string): string {
  const questions = new Map(
    reviews
      .toReversed()
      .flatMap(({ answers }) => answers.map(({ id, label }) => [id, label] as const)),
  );
  const head = csvLine([
    "startedAt",
    "supervisor",
    "agent",
    "agentName",
    "listenedSeconds",
    ...[...questions.values()].map((label) => sayIn(label, language)),
    "points",
    "most",
    "note",
  ]);
  const rows = reviews.map((review) => {
    const { startedAt, endedAt, supervisor, agent, answers, note } = review;
    const { points, most } = totalOf(review);
    return csvLine([
      iso(startedAt),
      supervisor,
      agent,
      nameOf(agent),
      String(Math.round((endedAt - startedAt) / 1_000)),
      ...[...questions.keys()].map((id) =>
        String(answers.find((answer) => answer.id === id)?.points ?? ""),
      ),
      String(points),
      String(most),
      note,
    ]);
  });
  return csvBeginning + head + rows.join("");
}

/** Of the questions that were answered. */
export function totalOf({ answers }: Review): { readonly points: number; readonly most: number } {
  const answered = answers.filter(({ points }) => points !== null);
  return {
    points: answered.reduce((sum, { points }) => sum + (points ?? 0), 0),
    most: answered.reduce((sum, { most }) => sum + most, 0),
  };
}
