import type { ReactNode } from "react";

import { useTranslation } from "@/i18n/use-translation";
import type { FigureId, Figures } from "@/phone/reports/figure";
import type { Scope } from "@/phone/reports/figures";
import type { ReportSlot } from "@/phone/reports/report";
import { classes } from "@/ui/classes";

import { figureLink } from "./figure-link";
import { tableFigures } from "./groups";
import { useFigureWords } from "./use-figure-words";

export interface ReportTableProps {
  readonly parts: readonly string[];
  readonly slots: readonly ReportSlot[];
  readonly figures: Figures;
  readonly scope: Scope;
  /** Read aloud all the same. */
  readonly isHidden: boolean;
}

/** What the charts draw, in digits. */
export function ReportTable({ parts, slots, figures, scope, isHidden }: ReportTableProps) {
  const { t } = useTranslation();
  const words = useFigureWords();
  function value(id: FigureId, { from, to, values }: ReportSlot): ReactNode {
    const text = words.short({ unit: figures[id].unit, value: values[id] });
    // What cannot be seen is not walked through by the keyboard.
    if (isHidden || !values[id]) return text;
    return (
      <a href={figureLink(id, scope, { from, to })} className="underline focus-ring">
        {text}
      </a>
    );
  }
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
          {slots.map((slot, index) => (
            <tr key={slot.from} className="border-t border-line">
              <th scope="row" className={classes(cell, "font-normal whitespace-nowrap")}>
                {parts[index]}
              </th>
              {tableFigures.map((id) => (
                <td key={id} className={classes(cell, "text-end tabular-nums")}>
                  {value(id, slot)}
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
