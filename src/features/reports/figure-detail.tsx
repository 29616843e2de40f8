import { X } from "lucide-react";
import { useEffect, useId, useState } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { useQueueName } from "@/features/shared/use-words";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Range } from "@/phone/reports/days";
import type { Figure } from "@/phone/reports/figure";
import type { ReportCall, ReportCalls } from "@/phone/reports/report";
import type { ReportWish } from "@/phone/reports/reports";
import { IconButton } from "@/ui/icon-button";
import { PhoneNumber } from "@/ui/phone-number";

import { figureLink } from "./figure-link";
import { FigureValue, Target } from "./figure-tile";
import { useFigureWords } from "./use-figure-words";
import { useZoneFormat } from "./use-zone-format";

const mostCalls = 50;

export interface FigureDetailProps {
  readonly figure: Figure;
  readonly target: number | null;
  readonly range: Range;
  readonly wish: ReportWish;
  readonly onClose: () => void;
}

/** How a figure is made: its formula, what stands above and below the line, and of which calls. */
export function FigureDetail({ figure, target, range, wish, onClose }: FigureDetailProps) {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const words = useFigureWords();
  const titleId = useId();
  const { id, n, leftOut, unknown } = figure;
  return (
    <section aria-labelledby={titleId} className="flex flex-col gap-3 card p-4 text-sm">
      <div className="flex items-start gap-3">
        <h3 id={titleId} className="flex-1 text-base font-bold">
          {words.name(id)}
        </h3>
        <IconButton icon={X} label={t("reports.close")} onPress={onClose} className="-m-2" />
      </div>
      <p>{words.formula(id, reports.resolvedDays)}</p>
      <p className="text-muted">{t("reports.booked")}</p>
      {unknown !== null && (
        <p className="font-semibold">
          {t("reports.notKnown", { why: t(`reports.unknown.${unknown}`) })}
        </p>
      )}
      <div className="flex flex-wrap items-baseline gap-x-6 gap-y-2">
        <FigureValue figure={figure} className="text-lg" />
        <Fraction figure={figure} />
        <span className="text-muted">{t("reports.madeOf", { count: n })}</span>
        {target !== null && <Target figure={figure} target={target} />}
      </div>
      {leftOut > 0 && <p className="text-muted">{t("reports.leftOut", { count: leftOut })}</p>}
      <CallList figure={figure} range={range} wish={wish} />
    </section>
  );
}

/** What stands above and below the line. */
function Fraction({ figure }: { readonly figure: Figure }) {
  const { t } = useTranslation();
  const { above, below } = useParts(figure);
  if (above === null || below === null) return null;
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1">
      <div className="flex gap-2">
        <dt className="text-muted">{t("reports.numerator")}</dt>
        <dd className="tabular-nums">{above}</dd>
      </div>
      <div className="flex gap-2">
        <dt className="text-muted">{t("reports.denominator")}</dt>
        <dd className="tabular-nums">{below}</dd>
      </div>
    </dl>
  );
}

/** Times are read as times, all else as counts. */
function useParts({ id, unit, numerator, denominator }: Figure) {
  const words = useFigureWords();
  const isOfTime = id === "occupancy" || id === "utilisation";
  const above = unit === "ms" || isOfTime ? "ms" : "count";
  const below = isOfTime || id === "callsPerHour" ? "ms" : "count";
  return {
    above: numerator === null ? null : words.value(above, numerator),
    below: denominator === null ? null : words.value(below, denominator),
  };
}

function CallList({ figure, range, wish }: Pick<FigureDetailProps, "figure" | "range" | "wish">) {
  const { t } = useTranslation();
  const format = useFormat();
  const { reports } = useDesk();
  const zone = useZoneFormat(reports.timeZone);
  const [list, setList] = useState<ReportCalls | null>(null);
  useEffect(() => {
    let isWanted = true;
    // What cannot be read stands in the figure already.
    reports.calls(wish, figure.id, mostCalls).then(
      (found) => isWanted && setList(found),
      () => isWanted && setList({ calls: [], count: 0 }),
    );
    return () => {
      isWanted = false;
    };
  }, [reports, wish, figure]);
  if (list === null || list.count === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      {list.count > list.calls.length && (
        <p className="text-muted">
          {t("reports.callsShown", {
            shown: format.number(list.calls.length, 0),
            count: list.count,
          })}
        </p>
      )}
      <div
        role="region"
        aria-label={t("reports.callList")}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- moved by the keyboard
        tabIndex={0}
        className="max-h-72 overflow-auto rounded-lg border border-line focus-ring"
      >
        <table className="w-full">
          <caption className="sr-only">{t("reports.callList")}</caption>
          <thead className="sticky top-0 bg-raised">
            <tr>
              <th scope="col" className={cell}>
                {t("reports.when")}
              </th>
              <th scope="col" className={cell}>
                {t("reports.who")}
              </th>
              <th scope="col" className={cell}>
                {t("reports.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {list.calls.map((call) => (
              <tr key={call.id} className="border-t border-line">
                <td className={cell}>{zone.moment(call.at)}</td>
                <td className={cell}>
                  <Who call={call} />
                </td>
                <td className={cell}>
                  <Share figure={figure} call={call} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <a
        href={figureLink(figure.id, wish.scope, range)}
        className="self-start font-semibold text-brand-ink underline focus-ring"
      >
        {t("reports.openHistory")}
      </a>
    </div>
  );
}

const cell = "px-3 py-2 text-start align-top";

function Who({ call }: { readonly call: ReportCall }) {
  const { t } = useTranslation();
  const queue = useQueueName()(call);
  return (
    <span className="flex flex-col">
      <span className="wrap-anywhere">
        {call.name !== null && <bdi>{call.name}</bdi>}
        {call.name === null && call.number !== "" && <PhoneNumber value={call.number} />}
        {call.name === null && call.number === "" && t("calls.withheld")}
      </span>
      <span className="text-xs text-muted">
        {t(call.direction === "in" ? "reports.incoming" : "reports.outgoing")}
        {queue !== null && (
          <>
            {" · "}
            <bdi>{queue}</bdi>
          </>
        )}
      </span>
    </span>
  );
}

/** What a call brings above the line; of a share, whether it does. */
function Share({ figure, call }: { readonly figure: Figure; readonly call: ReportCall }) {
  const { t } = useTranslation();
  const words = useFigureWords();
  if (call.isLeftOut) return <span className="text-muted">{t("reports.isLeftOut")}</span>;
  const isOfTime = figure.unit === "ms" || figure.id === "occupancy" || figure.id === "utilisation";
  const above = words.value(isOfTime ? "ms" : "count", call.top);
  return (
    <span className="tabular-nums">
      {figure.unit === "percent" && !isOfTime
        ? `${above} / ${words.value("count", call.bottom)}`
        : above}
    </span>
  );
}
