/** How times, spans and counts read in one language with one set of digits. */
export interface Format {
  /** 3:07, 1:02:09. */
  duration(ms: number): string;
  /** 14:05. */
  time(at: number): string;
  /** The same by the clock of a time zone, by its IANA name. */
  timeIn(at: number, timeZone: string): string;
  /** Today, yesterday, or a date. */
  day(at: number, now: number): string;
  /** A whole moment, for a tooltip. */
  moment(at: number): string;
  /** 4.3; as many digits after the point as are said. */
  number(value: number, digits: number): string;
  /** 45 ms. */
  milliseconds(ms: number): string;
  /** 1.5%; of 100. */
  percent(percent: number): string;
  /** Names after each other, as a sentence lists them. */
  list(names: readonly string[]): string;
  /** A country by its ISO 3166 code. */
  country(code: string): string;
  /** For sorting lists by the interface language (Finnish å ä ö last). */
  readonly compare: (one: string, other: string) => number;
}

const secondMs = 1_000;
const dayMs = 86_400_000;

const hourAndMinute = { hour: "2-digit", minute: "2-digit" } as const;

export function createFormat(locale: string): Format {
  const time = new Intl.DateTimeFormat(locale, hourAndMinute);
  // Making one takes a millisecond or two (Chromium 156).
  const timesIn = new Map<string, Intl.DateTimeFormat>();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long" });
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric" });
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const plain = new Intl.NumberFormat(locale, { useGrouping: false });
  const padded = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2, useGrouping: false });
  const milliseconds = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "millisecond",
    maximumFractionDigits: 0,
  });
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  const names = new Intl.ListFormat(locale, { type: "conjunction" });
  const countries = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  const collator = new Intl.Collator(locale, { sensitivity: "base", numeric: true });

  return {
    duration(ms) {
      const seconds = Math.max(0, Math.floor(ms / secondMs));
      const hours = Math.floor(seconds / 3_600);
      const minutes = Math.floor((seconds % 3_600) / 60);
      const tail = padded.format(seconds % 60);
      return hours > 0
        ? `${plain.format(hours)}:${padded.format(minutes)}:${tail}`
        : `${plain.format(minutes)}:${tail}`;
    },
    time: (at) => time.format(at),
    timeIn(at, timeZone) {
      const there =
        timesIn.get(timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, ...hourAndMinute });
      timesIn.set(timeZone, there);
      return there.format(at);
    },
    day(at, now) {
      const age = Math.round((startOfDay(now) - startOfDay(at)) / dayMs);
      if (age === 0 || age === 1) return relative.format(-age, "day");
      return age > 1 && age < 7 ? weekday.format(at) : date.format(at);
    },
    moment: (at) => moment.format(at),
    number: (value, digits) =>
      new Intl.NumberFormat(locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }).format(value),
    milliseconds: (ms) => milliseconds.format(ms),
    percent: (value) => percent.format(value / 100),
    list: (all) => names.format(all),
    country: (code) => countries.of(code) ?? code,
    compare: collator.compare,
  };
}

function startOfDay(at: number): number {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}
