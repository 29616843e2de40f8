import { Download } from "lucide-react";

import { useTranslation } from "@/i18n/use-translation";
import { csvBeginning, csvLine } from "@/lib/csv-cell";
import { reportColumns } from "@/phone/directory/import/columns";
import type { Importer, ImporterState } from "@/phone/directory/import/importer";
import type { LineProblem } from "@/phone/directory/import/problem";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";
import { saveFile } from "@/ui/save-file";

import { ImportFile } from "./import-file";

const mostShown = 20;

export interface ImportResultProps {
  readonly importer: Importer;
  readonly state: Extract<ImporterState, { phase: "done" }>;
}

/** What came of an import: how many, which lines were left out and why. */
export function ImportResult({ importer, state }: ImportResultProps) {
  const { t } = useTranslation();
  const { fileName, tally, problems, headings } = state;
  const say = ({ code, value }: LineProblem): string => t(`people.problems.${code}`, { value });

  function saveReport(): void {
    // It is a list of people itself: corrected, it can be imported, and its first two columns say nothing of them.
    const head = csvLine([...reportColumns, ...(headings ?? [])]);
    const lines = problems.map((each) => csvLine([String(each.line), say(each), ...each.cells]));
    saveFile("import-report.csv", "text/csv", [csvBeginning, head, ...lines]);
  }

  return (
    <>
      <Notice
        tone={tally.wrong === 0 ? "success" : "warning"}
        title={t("people.done", { name: fileName })}
        action={
          <Button onPress={() => void importer.do({ type: "undo" })}>{t("people.undo")}</Button>
        }
      >
        {t("people.tally", { ...tally })}
      </Notice>
      {problems.length > 0 && (
        <>
          <ul className="flex flex-col gap-1 text-sm">
            {problems.slice(0, mostShown).map((each) => (
              <li key={each.line} className="wrap-anywhere">
                {t("people.line", { line: each.line, problem: say(each) })}
              </li>
            ))}
          </ul>
          {problems.length > mostShown && (
            <p className="text-sm text-muted">
              {t("people.moreProblems", { count: problems.length - mostShown })}
            </p>
          )}
          <div className="flex flex-wrap items-center gap-3">
            <Button icon={Download} onPress={saveReport}>
              {t("people.saveReport")}
            </Button>
            <p className="min-w-48 flex-1 text-sm text-muted">{t("people.reportAdvice")}</p>
          </div>
        </>
      )}
      <ImportFile importer={importer} />
    </>
  );
}
