import { useMemo, useSyncExternalStore } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { FigureId, Figures } from "@/phone/reports/figure";
import type { ReportWish } from "@/phone/reports/reports";

import { FigureValue, Target } from "./figure-tile";
import { useFigureWords } from "./use-figure-words";
import { useReport } from "./use-report";

const shown: readonly FigureId[] = ["answeredIn", "answeredOut", "aht", "occupancy"];

const wide = window.matchMedia("(width >= 64rem)");

function watchWidth(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

export interface FigureStripProps {
  /** In a wide window it stands under the calls, in a narrow one under the dialler, which comes first there. */
  readonly place: "calls" | "dialler";
}

/** How the day goes. */
export function FigureStrip({ place }: FigureStripProps) {
  const isWide = useSyncExternalStore(watchWidth, () => wide.matches);
  return isWide === (place === "calls") ? <Strip /> : null;
}

function Strip() {
  const { t } = useTranslation();
  const { reports } = useDesk();
  const words = useFigureWords();
  const wish = useMemo(
    (): ReportWish => ({
      span: { kind: "today" },
      scope: { kind: "all" },
      slots: null,
      firstWeekday: 1,
    }),
    [],
  );
  const { report } = useReport(wish);
  if (report === null || report.callsSince === null) return null;
  const figures: Figures = report.figures;
  return (
    <section aria-label={t("reports.strip")} className="mt-6 flex flex-col gap-3 card p-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {shown.map((id) => {
          const target = reports.targets[id];
          return (
            <div key={id} className="flex flex-col">
              <dt className="text-sm text-muted">{words.name(id)}</dt>
              <dd className="flex flex-col">
                <FigureValue figure={figures[id]} className="text-lg" />
                {target !== undefined && <Target figure={figures[id]} target={target} />}
              </dd>
            </div>
          );
        })}
      </dl>
      <a
        href="#/reports"
        className="self-start text-sm font-semibold text-brand-ink underline focus-ring"
      >
        {t("reports.more")}
      </a>
    </section>
  );
}
