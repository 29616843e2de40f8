import { useTranslation } from "react-i18next";

import type { Figures } from "@/phone/reports/figure";
import type { ReportSlot } from "@/phone/reports/report";
import { classes } from "@/ui/classes";

import { tableFigures } from "./groups";
import { useFigureWords } from "./use-figure-words";

export interface ReportTableProps {
  readonly parts: readonly string[];
  readonly slots: readonly ReportSlot[];
  readonly figures: Figures;
  /** Read aloud all the same. */
  readonly isHidden: boolean;
}

/** What the charts draw, in digits. */
export function ReportTable({ parts, slots, figures, isHidden }: ReportTableProps) {
  const { t } = useTranslation();
  const words = useFigureWords();
  return (
    // A wide table is moved inside its frame, by the keyboard too.
    <div
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={isHidden ? undefined : 0}
      role="region"
      aria-label={t("reports.table")}
      className={
        isHidden ? "sr-only" : "max-h-128 overflow-auto rounded-lg border border-line focus-ring"
      }
    >
      <table className="w-full text-sm">
        <caption className="sr-only">{t("reports.table")}</caption>
        <thead className="sticky top-0 bg-raised">
          <tr>
            <th scope="col" className={cell}>
              {t("reports.part")}
            </th>
            {tableFigures.map((id) => (
              <th key={id} scope="col" className={classes(cell, "text-end")}>
                {words.name(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots.map(({ from, values }, index) => (
            <tr key={from} className="border-t border-line">
              <th scope="row" className={classes(cell, "font-normal whitespace-nowrap")}>
                {parts[index]}
              </th>
              {tableFigures.map((id) => (
                <td key={id} className={classes(cell, "text-end tabular-nums")}>
                  {words.short({ unit: figures[id].unit, value: values[id] })}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const cell = "px-3 py-2 text-start";
