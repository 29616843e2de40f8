import { PhoneIncoming, PhoneMissed, PhoneOutgoing, Search, UserPlus } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { useNameOf } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { isMissed } from "@/phone/history/fold-call";
import type { HistoryRow } from "@/phone/history/history-row";
import { gradeOf, type QualitySummary } from "@/phone/media/quality/call-quality";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { classes } from "@/ui/classes";
import { EmptyState } from "@/ui/empty-state";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

const pageSize = 50;

export interface HistoryPageProps {
  /** The way to promise a call back. */
  readonly callBack: (row: HistoryRow) => ReactNode;
}

export function HistoryPage({ callBack }: HistoryPageProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [missedOnly, setMissedOnly] = useState(false);
  const [limit, setLimit] = useState(pageSize);
  const rows = useRows(text, missedOnly, limit);
  const isFiltered = text !== "" || missedOnly;
  // "Today" need not turn into "yesterday" under the reader's eyes.
  const [openedAt] = useState(Date.now);

  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-2xl font-bold">{t("history.title")}</h1>
      <div className="flex flex-wrap items-end gap-4">
        <TextBox
          label={t("history.search")}
          value={text}
          onChange={setText}
          type="search"
          end={<Search aria-hidden="true" className="me-3 size-5 text-muted" />}
          className="min-w-60 flex-1"
        />
        <CheckBox isSelected={missedOnly} onChange={setMissedOnly}>
          {t("history.missedOnly")}
        </CheckBox>
      </div>
      {rows?.length === 0 && (
        <EmptyState
          title={t(isFiltered ? "history.noneFound" : "history.none")}
          {...(isFiltered ? {} : { advice: t("history.noneAdvice") })}
        />
      )}
      <ul className="flex flex-col gap-2">
        {rows?.map((row) => (
          <Row key={row.id} row={row} now={openedAt} callBack={callBack} />
        ))}
      </ul>
      {rows !== null && rows.length >= limit && (
        <Button onPress={() => setLimit(limit + pageSize)}>{t("history.more")}</Button>
      )}
    </div>
  );
}

/** `null` until the first answer. */
function useRows(text: string, missedOnly: boolean, limit: number): readonly HistoryRow[] | null {
  const phone = usePhone();
  const [rows, setRows] = useState<readonly HistoryRow[] | null>(null);
  useEffect(
    () => phone.history.watch({ text, missedOnly, limit }, setRows),
    [phone, text, missedOnly, limit],
  );
  return rows;
}

interface RowProps extends HistoryPageProps {
  readonly row: HistoryRow;
  readonly now: number;
}

function Row({ row, now, callBack }: RowProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const format = useFormat();
  const isConnected = useIsConnected();
  const nameOf = useNameOf();
  const voicemailNumber = useStore(phone.voicemail.store, (state) => state.number);
  const shown = row.formatted ?? row.number;
  const nobody = row.members === null ? t("calls.withheld") : t("calls.conferenceName");
  const ofNumber = row.number === voicemailNumber ? t("calls.voicemailName") : nameOf(row.number);
  const known = row.name ?? ofNumber;
  const name = known ?? (row.number === "" ? nobody : shown);
  return (
    <li className="flex flex-wrap items-center gap-3 card p-3">
      <DirectionSign row={row} />
      <div className="flex min-w-40 flex-1 flex-col">
        <span className="font-semibold wrap-anywhere">
          <bdi dir={known === null && row.number !== "" ? "ltr" : "auto"}>{name}</bdi>
        </span>
        {row.members !== null && row.members.length > 0 && (
          <span className="text-sm wrap-anywhere text-muted">{format.list(row.members)}</span>
        )}
        {known !== null && row.number !== "" && (
          <span className="text-sm text-muted">
            <PhoneNumber value={shown} />
          </span>
        )}
      </div>
      <Outcome row={row} now={now} />
      {row.number !== "" && (
        <div className="flex gap-2">
          {row.contactId === null && (
            <a
              href={`#/contacts?new=${encodeURIComponent(row.number)}`}
              aria-label={t("contacts.saveAsContactName", { name })}
              className="inline-flex size-11 items-center justify-center rounded-lg text-muted focus-ring hover:bg-hover hover:text-ink"
            >
              <UserPlus aria-hidden="true" className="size-5" />
            </a>
          )}
          <Button
            icon={PhoneOutgoing}
            label={t("history.callBack", { name })}
            isDisabled={!isConnected}
            onPress={() => phone.calls.do({ type: "dial", target: row.number })}
          />
        </div>
      )}
      {row.number !== "" && callBack(row)}
    </li>
  );
}

function DirectionSign({ row }: { readonly row: HistoryRow }) {
  const { t } = useTranslation();
  const missed = isMissed(row);
  const kind = missed ? "missed" : row.direction === "in" ? "incoming" : "outgoing";
  const Icon = { missed: PhoneMissed, incoming: PhoneIncoming, outgoing: PhoneOutgoing }[kind];
  return (
    <span
      title={t(`history.${kind}`)}
      className={classes(
        "flex size-10 shrink-0 items-center justify-center rounded-full",
        missed ? "bg-danger-soft text-danger-ink" : "bg-brand-soft text-brand-ink",
      )}
    >
      <Icon aria-hidden="true" className="size-5" />
      <span className="sr-only">{t(`history.${kind}`)}</span>
    </span>
  );
}

function Outcome({ row, now }: { readonly row: HistoryRow; readonly now: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const talkedMs =
    row.answeredAt === null || row.endedAt === null ? 0 : row.endedAt - row.answeredAt;
  const heldMs = row.heldMs >= 1_000 ? row.heldMs : 0;
  return (
    <div className="flex min-w-36 flex-col items-end text-end text-sm">
      <time dateTime={new Date(row.startedAt).toISOString()} title={format.moment(row.startedAt)}>
        {format.day(row.startedAt, now)} {format.time(row.startedAt)}
      </time>
      <span className="text-muted">
        {row.endReason === null ? t("history.inProgress") : t(`endReasons.${row.endReason}`)}
        {talkedMs > 0 && <span> · {format.duration(talkedMs)}</span>}
        {heldMs > 0 && (
          <span> · {t("calls.heldTotal", { duration: format.duration(heldMs) })}</span>
        )}
      </span>
      {row.quality !== undefined && <Sound quality={row.quality} />}
      {row.queue !== null && (
        <bdi className="text-xs text-muted">
          {t("calls.queue", { queue: row.queueLabel ?? row.queue })}
        </bdi>
      )}
    </div>
  );
}

/** How it sounded, in a word; the figures for whoever points at it, and what was found. */
function Sound({ quality }: { readonly quality: QualitySummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mosMean, lossPercent, roundTripMs, route, findings } = quality;
  if (mosMean === null) return null;
  const grade = t(`quality.grades.${gradeOf(mosMean)}`);
  const score = `(${format.number(mosMean, 1)})`;
  const figures = [
    ...(lossPercent === null ? [] : [`${t("quality.lossHere")}: ${format.percent(lossPercent)}`]),
    ...(roundTripMs === null
      ? []
      : [`${t("quality.roundTrip")}: ${format.milliseconds(roundTripMs)}`]),
    ...(route === "relay" ? [t("quality.relayed")] : []),
  ];
  const found = findings.filter((kind) => kind !== "relayInUse");
  return (
    <span className="text-xs text-muted" title={figures.join("\n")}>
      {grade} <span>{score}</span>
      {found.length > 0 && (
        <span> · {format.list(found.map((kind) => t(`quality.findings.${kind}.title`)))}</span>
      )}
    </span>
  );
}
