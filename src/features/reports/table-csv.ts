import { csvBeginning, csvLine } from "@/lib/csv-cell";
import type { FigureId, Figures } from "@/phone/reports/figure";
import type { ReportSlot } from "@/phone/reports/report";

import { tableFigures } from "./groups";

/**
 * The table for a spreadsheet: times in whole seconds, shares in percent, points for decimals, the beginning and the end of
 * each part as ISO 8601.
 */
export function tableCsv(
  slots: readonly ReportSlot[],
  figures: Figures,
  names: { readonly from: string; readonly to: string; of(id: FigureId): string },
): string {
  const head = csvLine([names.from, names.to, ...tableFigures.map((id) => names.of(id))]);
  const lines = slots.map(({ from, to, values }) =>
    csvLine([
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      ...tableFigures.map((id) => plain(figures[id].unit, values[id])),
    ]),
  );
  return csvBeginning + head + lines.join("");
}

function plain(unit: Figures[FigureId]["unit"], value: number | null): string {
  if (value === null) return "";
  if (unit === "ms") return String(Math.round(value / 1_000));
  return unit === "count" ? String(value) : value.toFixed(1);
}
