import { useMemo } from "react";
import { useLocale } from "react-aria-components/I18nProvider";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How moments read that are to come, or that have just been. */
export interface When {
  /** In 20 minutes, 2 hours ago. */
  relative(at: number, now: number): string;
  /** Wed 2 Dec, 14:30; of today the time alone. */
  moment(at: number, now: number): string;
  /** The same in another place, with the day; `undefined`: here. */
  inZone(at: number, timeZone: string | undefined): string;
}

export function useWhen(): When {
  const { locale } = useLocale();
  return useMemo(() => createWhen(locale), [locale]);
}

function createWhen(locale: string): When {
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const time = new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" });
  const day: Intl.DateTimeFormatOptions = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  };
  const dayAndTime = new Intl.DateTimeFormat(locale, day);
  return {
    relative(at, now) {
      const ms = at - now;
      const size = Math.abs(ms);
      if (size < hourMs) return relative.format(Math.round(ms / minuteMs), "minute");
      return size < dayMs
        ? relative.format(Math.round(ms / hourMs), "hour")
        : relative.format(Math.round(ms / dayMs), "day");
    },
    moment: (at, now) =>
      new Date(at).toDateString() === new Date(now).toDateString()
        ? time.format(at)
        : dayAndTime.format(at),
    inZone: (at, timeZone) => new Intl.DateTimeFormat(locale, { ...day, timeZone }).format(at),
  };
}
