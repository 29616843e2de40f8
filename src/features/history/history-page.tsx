import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";

import type { HistoryWish } from "@/features/shared/history-link";
import { useDesk, usePhone } from "@/features/shared/phone-context";
import { keepDraft, useDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import { numberKey } from "@/phone/history/fold-call";
import type { HistoryFilter } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";

import { CallGroup } from "./call-group";
import { CallRow, type CallRowProps } from "./call-row";
import { ExportButton } from "./export-button";
import { FilterBar } from "./filter-bar";
import { type Group, groupCalls } from "./group-calls";
import {
  type ChosenFilter,
  filterOf,
  isChosenFilter,
  isNarrowed,
  noFilter,
  toConditions,
} from "./history-filter";
import { useChoices } from "./use-choices";

const pageSize = 50;
/** Groups are made of the calls that are read. */
const groupedSize = 500;
/** Of more than these only those near the window are drawn. */
const fewRows = 20;
/** About as many as a window has room for. */
const firstDrawn = 8;

export interface HistoryPageProps {
  /** The calls of the link that led here; `null`: as the list was left. */
  readonly wish: HistoryWish | null;
  /** The way to promise a call back. */
  readonly callBack: (row: HistoryRow) => ReactNode;
  /** The note of a call, to be read and changed. */
  readonly note: (row: HistoryRow) => ReactNode;
}

export function HistoryPage({ wish, callBack, note }: HistoryPageProps) {
  const { t } = useTranslation();
  const [filter, setFilter] = useFilter(wish);
  const [pages, setPages] = useState(1);
  // "Today" need not turn into "yesterday" under the reader's eyes.
  const [openedAt] = useState(Date.now);
  const limit = pages * (filter.isGrouped ? groupedSize : pageSize);
  const wanted = useWanted(filter, openedAt);
  const { rows, isOlder } = useRows(wanted, limit);
  const choices = useChoices(rows ?? []);
  const change = useCallback(
    (next: ChosenFilter): void => {
      setFilter(next);
      setPages(1);
    },
    [setFilter],
  );
  const narrowToNumber = useCallback(
    (row: HistoryRow): void =>
      change({
        ...noFilter,
        isGrouped: false,
        key: numberKey(row),
        number: row.formatted ?? row.number,
      }),
    [change],
  );

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-2xl font-bold">{t("history.title")}</h1>
        {rows !== null && rows.length > 0 && <ExportButton filter={wanted} />}
      </div>
      <FilterBar filter={filter} choices={choices} onChange={change} />
      {rows?.length === 0 && <Nothing isNarrowed={isNarrowed(filter)} />}
      {rows !== null && (
        <Calls
          rows={rows}
          isOlder={isOlder}
          isGrouped={filter.isGrouped}
          now={openedAt}
          onNumber={narrowToNumber}
          callBack={callBack}
          note={note}
        />
      )}
      {rows !== null && rows.length >= limit && (
        <Button onPress={() => setPages(pages + 1)}>{t("history.more")}</Button>
      )}
    </div>
  );
}

/** As it was left, or as a link wishes it from then on. */
function useFilter(wish: HistoryWish | null) {
  useState(() => wish && keepDraft("history", filterOf(wish)));
  return useDraft<ChosenFilter>("history", wish ? filterOf(wish) : noFilter, isChosenFilter);
}

function Nothing({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const { t } = useTranslation();
  return isNarrowed ? (
    <EmptyState title={t("history.noneFound")} advice={t("history.noneFoundAdvice")} />
  ) : (
    <EmptyState title={t("history.none")} advice={t("history.noneAdvice")} />
  );
}

interface CallsProps extends Omit<CallRowProps, "row" | "startsNear" | "isOfMany"> {
  readonly rows: readonly HistoryRow[];
  /** They were found for a filter of before. */
  readonly isOlder: boolean;
  readonly isGrouped: boolean;
}

function Calls({ rows, isOlder, isGrouped, now, onNumber, callBack, note }: CallsProps) {
  // A key that is pressed draws none of them anew: the answer does.
  const items = useMemo(() => {
    const groups = isGrouped ? groupCalls(rows) : rows.map((row): Group => [row]);
    return groups.map((calls, at) => {
      const shared = {
        now,
        onNumber,
        callBack,
        note,
        isOfMany: groups.length > fewRows,
        startsNear: at < firstDrawn,
      };
      return calls.length === 1 ? (
        <CallRow key={calls[0].id} row={calls[0]} {...shared} />
      ) : (
        <CallGroup key={calls[0].id} calls={calls} {...shared} />
      );
    });
  }, [rows, isGrouped, now, onNumber, callBack, note]);
  return (
    <ul aria-busy={isOlder} className="flex flex-col gap-2">
      {items}
    </ul>
  );
}

function useWanted(filter: ChosenFilter, now: number): Omit<HistoryFilter, "limit"> {
  const { outcomes } = useDesk().config;
  return useMemo(
    () => ({
      text: filter.text,
      missedOnly: filter.missedOnly,
      where: toConditions(filter, outcomes, now),
    }),
    [filter, outcomes, now],
  );
}

interface Found {
  readonly wanted: Omit<HistoryFilter, "limit">;
  readonly rows: readonly HistoryRow[];
}

/** `null` until the first answer. */
function useRows(wanted: Omit<HistoryFilter, "limit">, limit: number) {
  const phone = usePhone();
  const [found, setFound] = useState<Found | null>(null);
  useEffect(
    () => phone.history.watch({ ...wanted, limit }, (rows) => setFound({ wanted, rows })),
    [phone, wanted, limit],
  );
  return { rows: found?.rows ?? null, isOlder: found !== null && found.wanted !== wanted };
}
