import { csvBeginning, csvLine } from "@/lib/csv-cell";
import type { AuditLine } from "@/phone/supervision/supervision-state";

/** What was done, for a spreadsheet. Names of columns and acts are the same in every language: programs read them. */
export function auditCsv(
  lines: readonly AuditLine[],
  /** What somebody is called by their extension; the extension where nobody knows. */
  nameOf: (extension: string) => string,
): string {
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
      new Date(at).toISOString(),
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
