import { Download, Trash2 } from "lucide-react";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { useNumberName } from "@/features/shared/party";
import { useDesk } from "@/features/shared/phone-context";
import { useSay } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import type { Review } from "@/phone/reviews/reviews";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { IconButton } from "@/ui/icon-button";
import { lazyPart } from "@/ui/lazy-part";
import { PhoneNumber } from "@/ui/phone-number";
import { saveFile } from "@/ui/save-file";

import { reviewsCsv, totalOf } from "./csv";

const Confirm = lazyPart(async () => (await import("@/ui/confirm")).Confirm);

const pageSize = 50;

/** All score cards that this browser keeps. */
export function ReviewsPage() {
  const { t, i18n } = useTranslation();
  const { reviews } = useDesk();
  const rows = useStore(reviews.store, (state) => state.rows);
  const numberName = useNumberName();
  const [limit, setLimit] = useState(pageSize);
  const [removing, setRemoving] = useState<string | null>(null);
  if (rows === null) return null;
  const save = (): void =>
    saveFile("hamsa-score-cards.csv", "text/csv", [reviewsCsv(rows, numberName, i18n.language)]);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">{t("supervision.reviews")}</h1>
        {rows.length > 0 && (
          <Button icon={Download} onPress={save}>
            {t("supervision.saveCsv")}
          </Button>
        )}
      </div>
      <p className="text-sm text-muted">{t("supervision.reviewsHint")}</p>
      {rows.length === 0 && (
        <EmptyState title={t("supervision.noReviews")} advice={t("supervision.noReviewsAdvice")} />
      )}
      <ul className="flex flex-col gap-3">
        {rows.slice(0, limit).map((review) => (
          <ReviewItem key={review.id} review={review} onRemove={() => setRemoving(review.id)} />
        ))}
      </ul>
      {rows.length > limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("supervision.more")}</Button>
      )}
      {removing !== null && (
        <Suspense>
          <Confirm
            title={t("supervision.removeSure")}
            advice={t("supervision.removeAdvice")}
            confirmLabel={t("supervision.removeReview")}
            cancelLabel={t("app.cancel")}
            onCancel={() => setRemoving(null)}
            onConfirm={() => {
              void reviews.remove(removing);
              setRemoving(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}

interface ReviewItemProps {
  readonly review: Review;
  readonly onRemove: () => void;
}

function ReviewItem({ review, onRemove }: ReviewItemProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = useSay();
  const name = useNumberName()(review.agent);
  const { agent, startedAt, endedAt, answers, note } = review;
  const { points, most } = totalOf(review);
  const pointsOf = (some: number, all: number): string =>
    t("supervision.pointsOf", { points: format.number(some, 0), most: format.number(all, 0) });
  return (
    <li className="flex flex-col gap-2 card p-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="font-semibold wrap-anywhere">
          <bdi>{name}</bdi> <PhoneNumber value={agent} className="font-normal text-muted" />
        </span>
        <time dateTime={new Date(startedAt).toISOString()} className="text-sm text-muted">
          {format.moment(startedAt)}
        </time>
        <span className="text-sm text-muted">
          {t("supervision.listenedFor", { duration: format.duration(endedAt - startedAt) })}
        </span>
        {most > 0 && <span className="ms-auto font-bold">{pointsOf(points, most)}</span>}
        <IconButton
          icon={Trash2}
          label={t("supervision.removeReview")}
          onPress={onRemove}
          className={most > 0 ? "-m-2" : "-m-2 ms-auto"}
        />
      </div>
      {answers.length > 0 && (
        <dl className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-1 text-sm">
          {answers.map((answer) => (
            <div key={answer.id} className="flex justify-between gap-3">
              <dt className="text-muted">{say(answer.label)}</dt>
              <dd>
                {answer.points === null
                  ? t("supervision.noPoints")
                  : pointsOf(answer.points, answer.most)}
              </dd>
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
