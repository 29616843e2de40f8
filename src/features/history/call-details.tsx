import type { ReactNode } from "react";

import { useQueueName } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { numberKey } from "@/phone/history/fold-call";
import type { HistoryRow } from "@/phone/history/history-row";
import { gradeOf, type QualitySummary } from "@/phone/media/quality/call-quality";
import { endingOf } from "@/phone/row-filter";
import { Button } from "@/ui/button";
import { PhoneNumber } from "@/ui/phone-number";

import { durationMs } from "./csv";
import { useNameOutcome } from "./use-choices";

export interface CallDetailsProps {
  readonly row: HistoryRow;
  /** The call's note, to be read and changed. */
  readonly note: ReactNode;
  /** Narrows the list to the number of the call. */
  readonly onNumber: (row: HistoryRow) => void;
}

/** Everything that is known of a call. */
export function CallDetails({ row, note, onNumber }: CallDetailsProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-4 border-t border-line p-4 text-sm">
      <div className="flex flex-col gap-1">
        <p className="text-muted">{t("history.note")}</p>
        {note}
      </div>
      <dl className="grid grid-cols-[repeat(auto-fill,minmax(12rem,1fr))] gap-x-6 gap-y-3">
        <CallFacts row={row} />
        <WorkFacts row={row} />
        {row.quality !== undefined && <SoundFacts quality={row.quality} />}
      </dl>
      {numberKey(row) !== "" && (
        <Button onPress={() => onNumber(row)} className="self-start">
          {t("history.allOfNumber")}
        </Button>
      )}
    </div>
  );
}

/** Nothing is shown of what is not known. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === undefined || children === false) return null;
  return (
    <div className="min-w-0">
      <dt className="text-muted">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function CallFacts({ row }: { readonly row: HistoryRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queueName = useQueueName();
  const ending = endingOf(row);
  const moment = (at: number | null): string | null => (at === null ? null : format.moment(at));
  const duration = (ms: number): string | null => (ms < 1_000 ? null : format.duration(ms));
  return (
    <>
      <Fact name={t("history.number")}>
        {row.number === "" ? null : <PhoneNumber value={row.formatted ?? row.number} />}
      </Fact>
      <Fact name={t("history.members")}>{row.members && format.list(row.members)}</Fact>
      <Fact name={t("history.direction")}>
        {t(row.direction === "in" ? "history.incoming" : "history.outgoing")}
        {row.isInternal && ` · ${t("history.internal")}`}
      </Fact>
      <Fact name={t("history.ending")}>
        {ending === null ? t("history.inProgress") : t(`history.endings.${ending}`)}
        {row.endReason !== null && ` · ${t(`endReasons.${row.endReason}`)}`}
      </Fact>
      <Fact name={t("history.started")}>{moment(row.startedAt)}</Fact>
      <Fact name={t("history.answered")}>{moment(row.answeredAt)}</Fact>
      <Fact name={t("history.ended")}>{moment(row.endedAt)}</Fact>
      <Fact name={t("history.lasted")}>{duration(durationMs(row))}</Fact>
      <Fact name={t("history.held")}>{duration(row.heldMs)}</Fact>
      <Fact name={t("history.queue")}>
        {row.queue === null ? null : <bdi>{queueName(row)}</bdi>}
      </Fact>
      <Fact name={t("history.waited")}>
        {row.waitedSeconds === null ? null : format.duration(row.waitedSeconds * 1_000)}
      </Fact>
      <Fact name={t("history.menuChoice")}>{row.menuChoice && <bdi>{row.menuChoice}</bdi>}</Fact>
      <Fact name={t("history.agent")}>
        <PhoneNumber value={row.agent} />
      </Fact>
      <Fact name={t("history.sipStatus")}>
        {row.sipStatus === null ? null : String(row.sipStatus)}
      </Fact>
      <Fact name={t("history.callUuid")}>
        {row.callUuid && <PhoneNumber value={row.callUuid} />}
      </Fact>
    </>
  );
}

function WorkFacts({ row: { work } }: { readonly row: HistoryRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOutcome = useNameOutcome();
  const { outcome, survey, wrapUpMs, callbackId } = work;
  return (
    <>
      <Fact name={t("history.outcome")}>
        {outcome && <bdi>{nameOutcome(outcome) ?? outcome}</bdi>}
      </Fact>
      <Fact name={t("history.wrapUp")}>{wrapUpMs > 0 && format.duration(wrapUpMs)}</Fact>
      <Fact name={t("history.csat")}>
        {survey?.csat != null && t("history.ofMost", { value: survey.csat, most: 5 })}
      </Fact>
      <Fact name={t("history.nps")}>
        {survey?.nps != null && t("history.ofMost", { value: survey.nps, most: 10 })}
      </Fact>
      <Fact name={t("history.madeFor")}>{callbackId && t("history.callback")}</Fact>
    </>
  );
}

function SoundFacts({ quality }: { readonly quality: QualitySummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mosMean, mosLeast, lossPercent, roundTripMs, jitterMs, route, findings } = quality;
  const score = (value: number | null): string | null =>
    value === null ? null : format.number(value, 1);
  const found = findings.map((kind) => t(`quality.findings.${kind}.title`));
  return (
    <>
      <Fact name={t("quality.label")}>
        {mosMean && `${t(`quality.grades.${gradeOf(mosMean)}`)} (${format.number(mosMean, 1)})`}
      </Fact>
      <Fact name={t("history.soundLeast")}>{score(mosLeast)}</Fact>
      <Fact name={t("quality.lossHere")}>
        {lossPercent === null ? null : format.percent(lossPercent)}
      </Fact>
      <Fact name={t("quality.roundTrip")}>
        {roundTripMs === null ? null : format.milliseconds(roundTripMs)}
      </Fact>
      <Fact name={t("quality.jitter")}>
        {jitterMs === null ? null : format.milliseconds(jitterMs)}
      </Fact>
      <Fact name={t("quality.way")}>
        {route && t(route === "relay" ? "quality.relayed" : "quality.direct")}
      </Fact>
      <Fact name={t("history.found")}>{found.length > 0 && format.list(found)}</Fact>
    </>
  );
}
