import { useMemo } from "react";
import { useLocale } from "react-aria-components/I18nProvider";

import type { Range, SlotSize } from "@/phone/reports/days";

/** Days and hours in the time zone of the reports, which need not be the browser's. */
export interface ZoneFormat {
  day(at: number): string;
  moment(at: number): string;
  /** The name of a part of a range; two hours of the same name (clocks turned back) say which of the two they are. */
  slots(parts: readonly Range[], size: SlotSize): readonly string[];
}

interface WeekInfo {
  readonly firstDay: number;
}
type WeekLocale = Intl.Locale & {
  readonly weekInfo?: WeekInfo;
  getWeekInfo?(): WeekInfo;
};

/** 1 (Monday, also where the browser does not say) to 7. */
function firstWeekdayOf(locale: string): number {
  const known: WeekLocale = new Intl.Locale(locale);
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1;
}

export function useFirstWeekday(): number {
  const { locale } = useLocale();
  return useMemo(() => firstWeekdayOf(locale), [locale]);
}

export function useZoneFormat(timeZone: string): ZoneFormat {
  const { locale } = useLocale();
  return useMemo(() => createZoneFormat(locale, timeZone), [locale, timeZone]);
}

function createZoneFormat(locale: string, timeZone: string): ZoneFormat {
  const make = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const long = make({ day: "numeric", month: "long", year: "numeric" });
  const short = make({ weekday: "short", day: "numeric", month: "numeric" });
  const time = make({ hour: "2-digit", minute: "2-digit" });
  const zoned = make({ hour: "2-digit", minute: "2-digit", timeZoneName: "shortOffset" });
  const moment = make({ dateStyle: "medium", timeStyle: "short" });

  return {
    day: (at) => long.format(at),
    moment: (at) => moment.format(at),
    slots(parts, size) {
      if (size === "week") {
        return parts.map(({ from, to }) => `${short.format(from)} – ${short.format(to - 1)}`);
      }
      if (size === "day") return parts.map(({ from }) => short.format(from));
      const [first, last] = [parts[0], parts.at(-1)];
      const isOneDay =
        first !== undefined &&
        last !== undefined &&
        long.format(first.from) === long.format(last.from);
      const name = (at: number, clock: Intl.DateTimeFormat): string =>
        isOneDay ? clock.format(at) : `${short.format(at)} ${clock.format(at)}`;
      const plain = parts.map(({ from }) => name(from, time));
      return plain.map((text, index) => {
        const isTwice = plain[index - 1] === text || plain[index + 1] === text;
        const isTwiceHalf = plain[index - 2] === text || plain[index + 2] === text;
        return isTwice || isTwiceHalf ? name(parts[index]?.from ?? 0, zoned) : text;
      });
    },
  };
}
