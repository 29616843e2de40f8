import { ChevronDown, PhoneIncoming, PhoneMissed, PhoneOutgoing, UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useStore } from "zustand";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { useNameOf, useQueueName } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { isMissed } from "@/phone/history/fold-call";
import type { HistoryRow } from "@/phone/history/history-row";
import { gradeOf, type QualitySummary } from "@/phone/media/quality/call-quality";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { NearItem } from "@/ui/near-item";
import { PhoneNumber } from "@/ui/phone-number";

import { CallDetails } from "./call-details";
import { durationMs } from "./csv";
import { useNameOutcome } from "./use-choices";

export interface CallRowProps {
  readonly row: HistoryRow;
  readonly now: number;
  readonly onNumber: (row: HistoryRow) => void;
  /** The way to promise a call back. */
  readonly callBack: (row: HistoryRow) => ReactNode;
  /** The note of a call, to be read and changed. */
  readonly note: (row: HistoryRow) => ReactNode;
  /** There are so many that only those near the window are drawn. */
  readonly isOfMany: boolean;
  /** It is among the first. */
  readonly startsNear: boolean;
}

/** One call; it opens to everything that is known of it. */
export function CallRow({ isOfMany, startsNear, ...facts }: CallRowProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <NearItem isOfMany={isOfMany && !isOpen} startsNear={startsNear} className="card">
      <Facts {...facts} isOpen={isOpen} setOpen={setOpen} />
    </NearItem>
  );
}

interface FactsProps extends Omit<CallRowProps, "isOfMany" | "startsNear"> {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

function Facts({ row, now, onNumber, callBack, note, isOpen, setOpen }: FactsProps) {
  const { t } = useTranslation();
  const { known, name, shown } = useWho()(row);
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 p-3">
        <DirectionSign row={row} />
        <Who row={row} known={known} name={name} shown={shown} />
        <Outcome row={row} now={now} />
        <div className="flex gap-2">
          {row.number !== "" && <CallBack row={row} name={name} />}
          <Button
            look="quiet"
            icon={ChevronDown}
            label={t("history.detailsOf", { name })}
            isExpanded={isOpen}
            onPress={() => setOpen(!isOpen)}
            className={classes("px-3", isOpen && "*:rotate-180")}
          />
        </div>
        {row.number !== "" && callBack(row)}
      </div>
      {isOpen && <CallDetails row={row} note={note(row)} onNumber={onNumber} />}
    </>
  );
}

/** Who a call was with, by the best name that is known. */
export function useWho() {
  const { t } = useTranslation();
  const phone = usePhone();
  const nameOf = useNameOf();
  const voicemailNumber = useStore(phone.voicemail.store, (state) => state.number);
  return (row: HistoryRow): { known: string | null; name: string; shown: string } => {
    const shown = row.formatted ?? row.number;
    const nobody = row.members === null ? t("calls.withheld") : t("calls.conferenceName");
    const ofNumber = row.number === voicemailNumber ? t("calls.voicemailName") : nameOf(row.number);
    const known = row.name ?? ofNumber;
    return { known, name: known ?? (row.number === "" ? nobody : shown), shown };
  };
}

function Who({
  row,
  known,
  name,
  shown,
}: {
  readonly row: HistoryRow;
  readonly known: string | null;
  readonly name: string;
  readonly shown: string;
}) {
  const format = useFormat();
  return (
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
      {row.work.note !== "" && (
        <span className="line-clamp-1 text-sm text-muted">
          <bdi>{row.work.note}</bdi>
        </span>
      )}
    </div>
  );
}

export function CallBack({ row, name }: { readonly row: HistoryRow; readonly name: string }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const isConnected = useIsConnected();
  return (
    <>
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
    </>
  );
}

export function DirectionSign({ row }: { readonly row: HistoryRow }) {
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
  const nameOutcome = useNameOutcome();
  const queueName = useQueueName();
  const lastedMs = durationMs(row);
  const heldMs = row.heldMs >= 1_000 ? row.heldMs : 0;
  const { outcome } = row.work;
  return (
    <div className="flex min-w-36 flex-col items-end text-end text-sm">
      <When at={row.startedAt} now={now} />
      <span className="text-muted">
        {row.endReason === null ? t("history.inProgress") : t(`endReasons.${row.endReason}`)}
        {lastedMs > 0 && <span> · {format.duration(lastedMs)}</span>}
        {heldMs > 0 && (
          <span> · {t("calls.heldTotal", { duration: format.duration(heldMs) })}</span>
        )}
      </span>
      {row.quality !== undefined && <Sound quality={row.quality} />}
      {row.queue !== null && (
        <bdi className="text-xs text-muted">{t("calls.queue", { queue: queueName(row) })}</bdi>
      )}
      {outcome !== null && <bdi className="text-xs">{nameOutcome(outcome) ?? outcome}</bdi>}
    </div>
  );
}

export function When({ at, now }: { readonly at: number; readonly now: number }) {
  const format = useFormat();
  return (
    <time dateTime={new Date(at).toISOString()} title={format.moment(at)}>
      {format.day(at, now)} {format.time(at)}
    </time>
  );
}

/** How it sounded, in a word, and what was found; the figures stand in the details. */
function Sound({ quality }: { readonly quality: QualitySummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mosMean, findings } = quality;
  if (mosMean === null) return null;
  const grade = t(`quality.grades.${gradeOf(mosMean)}`);
  const score = `(${format.number(mosMean, 1)})`;
  const found = findings.filter((kind) => kind !== "relayInUse");
  return (
    <span className="text-xs text-muted">
      {grade} <span>{score}</span>
      {found.length > 0 && (
        <span> · {format.list(found.map((kind) => t(`quality.findings.${kind}.title`)))}</span>
      )}
    </span>
  );
}
