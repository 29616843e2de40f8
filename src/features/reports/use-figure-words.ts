import { useLocale } from "react-aria-components/I18nProvider";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Figure, FigureId, Unit } from "@/phone/reports/figure";

/** The ends of each scale, for the sentence that explains it. */
const scales: Partial<Readonly<Record<FigureId, Readonly<Record<string, number>>>>> = {
  csat: { low: 4, high: 5, first: 1, last: 5 },
  dsat: { low: 1, high: 2, first: 1, last: 5 },
  nps: { low: 9, high: 10, first: 0, last: 6, least: -100, most: 100 },
};

export interface FigureWords {
  name(id: FigureId): string;
  formula(id: FigureId, days: number): string;
  value(unit: Unit, value: number): string;
  /** "—" for what is not known. */
  short(figure: Pick<Figure, "unit" | "value">): string;
}

/** Making one takes longer than to draw a row of the table with it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, digits: number): Intl.NumberFormat {
  const name = `${locale} ${digits}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  formats.set(name, made);
  return made;
}

/** Figures in words and digits of the screen's language. */
export function useFigureWords(): FigureWords {
  const { t } = useTranslation();
  const format = useFormat();
  const { locale } = useLocale();
  const [whole, tenths] = [formatOf(locale, 0), formatOf(locale, 1)];
  function value(unit: Unit, of: number): string {
    switch (unit) {
      case "count":
        return whole.format(of);
      case "ms":
        return format.duration(of);
      case "percent":
        return format.percent(of);
      case "points":
        return whole.format(of);
      case "perHour":
        return tenths.format(of);
    }
  }
  return {
    name: (id) => t(`reports.names.${id}`, { share: format.percent(90) }),
    formula: (id, days) => t(`reports.formulas.${id}`, { days, ...scales[id] }),
    value,
    short: ({ unit, value: of }) => (of === null ? "—" : value(unit, of)),
  };
}
