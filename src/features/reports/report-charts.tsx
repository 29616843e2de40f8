import { useMemo } from "react";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { FigureId } from "@/phone/reports/figure";
import type { ReportSlot } from "@/phone/reports/report";

import { handlingFigures, volumeFigures } from "./groups";
import { type BarSeries, StackedBars } from "./stacked-bars";
import { useFigureWords } from "./use-figure-words";

/** Told apart by their place too: always the same one at the bottom. */
const volumeLooks = ["text-brand", "text-danger", "text-line-strong"] as const;
const handlingLooks = ["text-brand", "text-warning-ink", "text-line-strong"] as const;

const countSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000];
const minuteMs = 60_000;
const timeSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1_200, 6_000, 60_000].map(
  (minutes) => minutes * minuteMs,
);

export interface ReportChartsProps {
  readonly parts: readonly string[];
  readonly slots: readonly ReportSlot[];
}

export function ReportCharts({ parts, slots }: ReportChartsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useFigureWords();
  const names = (ids: readonly FigureId[]): string => ids.map((id) => words.name(id)).join("\n");
  const volume = useSeries(volumeFigures, volumeLooks, names(volumeFigures), slots);
  const handling = useSeries(handlingFigures, handlingLooks, names(handlingFigures), slots);
  const sayCount = useMemo(() => (value: number) => format.number(value, 0), [format]);
  const sayTime = useMemo(() => (value: number) => format.duration(value), [format]);
  return (
    <div className="grid gap-6 2xl:grid-cols-2">
      <StackedBars
        title={t("reports.volume")}
        parts={parts}
        series={volume}
        say={sayCount}
        steps={countSteps}
      />
      <StackedBars
        title={t("reports.handling")}
        parts={parts}
        series={handling}
        say={sayTime}
        steps={timeSteps}
      />
    </div>
  );
}

/** The same objects until something has changed: a chart is drawn anew for others. */
function useSeries(
  ids: readonly FigureId[],
  looks: readonly string[],
  names: string,
  slots: readonly ReportSlot[],
): readonly BarSeries[] {
  return useMemo(() => {
    const each = names.split("\n");
    return ids.map((id, index) => ({
      name: each[index] ?? "",
      look: looks[index] ?? "",
      values: slots.map(({ values }) => values[id]),
    }));
  }, [ids, looks, names, slots]);
}
