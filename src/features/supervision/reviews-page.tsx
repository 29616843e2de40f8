import { Download } from "lucide-react";
import { useEffect, useState } from "react";

import { useNumberName } from "@/features/shared/party";
import { useDesk } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { useSupervision } from "@/features/shared/use-supervision";
import { useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { type Problem, toProblem } from "@/phone/errors";
import { type ScoreCardRow, scoreOf } from "@/phone/score-cards/score-card";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { PhoneNumber } from "@/ui/phone-number";
import { saveFile } from "@/ui/save-file";

const pageSize = 50;

/** All score cards that this browser keeps; they are read again when one more has been filled in. */
export function ReviewsPage() {
  const isScoring = useSupervision((state) => state.last !== null);
  return <Reviews key={isScoring ? "scoring" : "scored"} />;
}

function Reviews() {
  const { t } = useTranslation();
  const { scoreCards } = useDesk();
  const { rows, problem, failed } = useRows();
  const [limit, setLimit] = useState(pageSize);
  const save = (): void =>
    void scoreCards
      .exportCsv()
      .then((text) => saveFile("hamsa-score-cards.csv", "text/csv", [text]), failed);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">{t("supervision.reviews")}</h1>
        {rows !== null && rows.length > 0 && (
          <Button icon={Download} onPress={save}>
            {t("supervision.saveCsv")}
          </Button>
        )}
      </div>
      <p className="text-sm text-muted">{t("supervision.reviewsHint")}</p>
      {problem !== null && <ProblemNotice problem={problem} />}
      {rows?.length === 0 && (
        <EmptyState title={t("supervision.noReviews")} advice={t("supervision.noReviewsAdvice")} />
      )}
      <ul className="flex flex-col gap-3">
        {rows?.slice(0, limit).map((row) => (
          <ReviewItem key={row.id} row={row} />
        ))}
      </ul>
      {rows !== null && rows.length > limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("supervision.more")}</Button>
      )}
    </div>
  );
}

function useRows(): {
  /** `null` until they are read. */
  readonly rows: readonly ScoreCardRow[] | null;
  readonly problem: Problem | null;
  readonly failed: (error: unknown) => void;
} {
  const { scoreCards } = useDesk();
  const [rows, setRows] = useState<readonly ScoreCardRow[] | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    let isWanted = true;
    scoreCards.all().then(
      (all) => isWanted && setRows(all),
      (error: unknown) => isWanted && setProblem(toProblem(error)),
    );
    return () => {
      isWanted = false;
    };
  }, [scoreCards]);
  return { rows, problem, failed: (error) => setProblem(toProblem(error)) };
}

function ReviewItem({ row }: { readonly row: ScoreCardRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSay();
  const { scoreCard } = useDesk().config.supervision;
  const numberName = useNumberName();
  const { agent, supervisor, at, marks, note } = row;
  const judged = scoreCard.filter(({ id }) => Object.hasOwn(marks, id));
  const { points, most } = scoreOf(scoreCard, marks);
  const pointsOf = (some: number, all: number): string =>
    t("supervision.pointsOf", { points: format.number(some, 0), most: format.number(all, 0) });
  return (
    <li className="flex flex-col gap-2 card p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="flex flex-wrap gap-x-2 font-semibold">
          <bdi className="wrap-anywhere">{numberName(agent)}</bdi>
          <PhoneNumber value={agent} className="font-normal text-muted" />
        </span>
        <time dateTime={new Date(at).toISOString()} className="text-sm text-muted">
          {format.moment(at)}
        </time>
        <span className="text-sm text-muted">
          {t("supervision.scoredBy", { name: numberName(supervisor) })}
        </span>
        {most > 0 && <span className="ms-auto font-bold">{pointsOf(points, most)}</span>}
      </div>
      {judged.length > 0 && (
        <dl className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-1 text-sm">
          {judged.map((question) => (
            <div key={question.id} className="flex justify-between gap-3">
              <dt className="text-muted">{say(question.label)}</dt>
              <dd>{pointsOf(marks[question.id] ?? 0, question.most)}</dd>
            </div>
          ))}
        </dl>
      )}
      {note !== "" && (
        <p dir="auto" className="text-sm wrap-anywhere whitespace-pre-wrap">
          {note}
        </p>
      )}
    </li>
  );
}
