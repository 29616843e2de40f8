import { wallClock } from "@/lib/wall-clock";

/** The clocks of a country at one moment. One and the same zone where it has one time only. */
export interface LocalTimes {
  /** IANA names of the zones that are furthest behind and furthest ahead. */
  readonly earliest: string;
  readonly latest: string;
}

interface ZonedLocale {
  getTimeZones?(): string[] | undefined;
  readonly timeZones?: string[] | undefined;
}

const minuteMs = 60_000;

/**
 * A number tells its country and no more: the tables of numbers in use (`libphonenumber-js/min`) know no areas. A country
 * with several clocks is therefore told by its first and its last one. `null` where the browser does not know.
 */
export function localTimes(country: string, at: number): LocalTimes | null {
  const zones = zonesOf(country)
    .map((zone, _, all) => ({ zone, offset: all.length === 1 ? 0 : offsetMinutes(zone, at) }))
    .toSorted((one, other) => one.offset - other.offset);
  const [first] = zones;
  const last = zones.at(-1);
  if (first === undefined || last === undefined) return null;
  return { earliest: first.zone, latest: first.offset === last.offset ? first.zone : last.zone };
}

/** The browser looks them up for a millisecond each time (Chromium 156). */
const knownZones = new Map<string, readonly string[]>();

/** In use for a country by its ISO 3166 code. */
function zonesOf(country: string): readonly string[] {
  const zones = knownZones.get(country) ?? askZones(country);
  knownZones.set(country, zones);
  return zones;
}

/** Chromium 92 has the property, later versions and the standard the method. */
function askZones(country: string): readonly string[] {
  try {
    const locale = new Intl.Locale(`und-${country}`) as ZonedLocale;
    return locale.getTimeZones?.() ?? locale.timeZones ?? [];
  } catch {
    return [];
  }
}

function offsetMinutes(timeZone: string, at: number): number {
  return Math.round((wallClock(timeZone)(at) - at) / minuteMs);
}
