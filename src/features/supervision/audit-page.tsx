import { ChevronLeft, ChevronRight, Download } from "lucide-react";
import { useEffect, useMemo, useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { type Problem, toProblem } from "@/phone/errors";
import type { AuditLine } from "@/phone/supervision/supervision-state";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { saveFile } from "@/ui/save-file";

import { auditCsv } from "./csv";
import { useActText } from "./use-act-text";

/** As the phone system pages it. */
const pageSize = 50;

interface Reading {
  readonly page: number;
  readonly count: number;
  readonly lines: readonly AuditLine[];
}

export interface AuditPageProps {
  /** An agent reads what was done to them. */
  readonly isOwn: boolean;
}

/** Who listened to whom and what else supervisors did, as the phone system has written it down. */
export function AuditPage({ isOwn }: AuditPageProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [page, setPage] = useState(0);
  const { reading, problem, again } = useAudit(page);
  const pages = Math.max(1, Math.ceil((reading?.count ?? 0) / pageSize));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">
          {t(isOwn ? "supervision.auditOwn" : "supervision.audit")}
        </h1>
        {reading !== null && reading.count > 0 && <Export />}
      </div>
      <p className="text-sm text-muted">{t("supervision.auditHint")}</p>
      {problem !== null && (
        <ProblemNotice
          problem={problem}
          action={<Button onPress={again}>{t("app.tryAgain")}</Button>}
        />
      )}
      {reading === null && problem === null && (
        <p role="status" className="text-sm text-muted">
          {t("supervision.reading")}
        </p>
      )}
      {reading?.count === 0 && <EmptyState title={t("supervision.noAudit")} />}
      {reading !== null && reading.lines.length > 0 && <Lines lines={reading.lines} />}
      {pages > 1 && (
        <nav aria-label={t("supervision.pages")} className="flex items-center gap-3">
          <Button
            icon={ChevronLeft}
            turnsIcon
            isDisabled={page === 0}
            onPress={() => setPage(page - 1)}
          >
            {t("supervision.newer")}
          </Button>
          <p role="status" className="text-sm text-muted">
            {t("supervision.pageOf", {
              page: format.number(page + 1, 0),
              pages: format.number(pages, 0),
            })}
          </p>
          <Button
            icon={ChevronRight}
            turnsIcon
            isDisabled={page + 1 >= pages}
            onPress={() => setPage(page + 1)}
          >
            {t("supervision.older")}
          </Button>
        </nav>
      )}
    </div>
  );
}

function useAudit(page: number): {
  /** Of another page until this one is read. */
  readonly reading: Reading | null;
  readonly problem: Problem | null;
  readonly again: () => void;
} {
  const { supervision } = usePhone();
  const [reading, setReading] = useState<Reading | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  const wish = useMemo(() => ({ page, round }), [page, round]);
  useEffect(() => {
    let isWanted = true;
    supervision.audit(wish.page).then(
      ({ count, lines }) => {
        if (!isWanted) return;
        setReading({ page: wish.page, count, lines });
        setProblem(null);
      },
      (error: unknown) => {
        if (isWanted) setProblem(toProblem(error));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [supervision, wish]);
  return { reading, problem, again: () => setRound(round + 1) };
}

/** Every page of it, however many there are. */
function Export() {
  const { t } = useTranslation();
  const { supervision } = usePhone();
  const numberName = useNumberName();
  const [state, setState] = useState<"none" | "reading" | "failed">("none");
  async function save(): Promise<void> {
    setState("reading");
    try {
      const lines: AuditLine[] = [];
      for (let page = 0; ; page += 1) {
        const { lines: more, count } = await supervision.audit(page);
        lines.push(...more);
        if (more.length === 0 || lines.length >= count) break;
      }
      saveFile("hamsa-supervision.csv", "text/csv", [auditCsv(lines, numberName)]);
      setState("none");
    } catch {
      setState("failed");
    }
  }
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p role="status" className="text-sm text-muted">
        {state === "reading" && t("supervision.reading")}
        {state === "failed" && t("supervision.exportFailed")}
      </p>
      <Button icon={Download} isDisabled={state === "reading"} onPress={() => void save()}>
        {t("supervision.saveCsv")}
      </Button>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly AuditLine[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actText = useActText();
  const numberName = useNumberName();
  return (
    <div
      role="region"
      aria-label={t("supervision.audit")}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a narrow window scrolls it, by keys too
      tabIndex={0}
      className="overflow-x-auto card focus-ring"
    >
      <table className="w-full text-start text-sm">
        <thead className="text-muted">
          <tr className="border-b border-line">
            {(["when", "who", "whom", "what", "why"] as const).map((column) => (
              <th key={column} scope="col" className="px-4 py-2 text-start font-medium">
                {t(`supervision.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            // Two lines may be alike: it is a record.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={`${line.at} ${index}`} className="border-b border-line last:border-0">
              <td className="px-4 py-2 whitespace-nowrap">
                <time dateTime={new Date(line.at).toISOString()}>{format.moment(line.at)}</time>
              </td>
              <td className="px-4 py-2">
                <bdi>{numberName(line.supervisor)}</bdi>
              </td>
              <td className="px-4 py-2">
                <bdi>{numberName(line.agent)}</bdi>
              </td>
              <td className="px-4 py-2">{actText(line.act, line.detail)}</td>
              <td className="px-4 py-2 wrap-anywhere">
                <bdi>{line.text}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
