import { wallClock } from "@/lib/wall-clock";

/** A stretch of time; `to` is no more part of it. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A day of a calendar on a wall; months are 1 to 12. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type SlotSize = "halfHour" | "hour" | "day" | "week";

/** Days, hours and weeks as the clocks of one time zone show them. */
export interface Calendar {
  readonly timeZone: string;
  dayOf(at: number): Day;
  /** The first moment of a day: not always midnight (Cairo's summer begins at midnight, with one o'clock). */
  startOf(day: Day): number;
  /** From the first moment of a day to the first moment after another. */
  days(first: Day, last: Day): Range;
  /** The week that a day is in; weekdays are 1 (Monday) to 7. */
  week(day: Day, firstWeekday: number): Range;
  /**
   * A range in parts that follow each other without a gap. A day of 25 hours has 25 hours, two of which have the same
   * name; one of 23 has 23.
   */
  cut(range: Range, size: SlotSize, firstWeekday: number): readonly Range[];
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const quarterMs = 15 * minuteMs;
/** Two years of hours. */
const mostOffsets = 20_000;

export function addDays({ year, month, day }: Day, days: number): Day {
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return {
    year: moved.getUTCFullYear(),
    month: moved.getUTCMonth() + 1,
    day: moved.getUTCDate(),
  };
}

/** 1 for Monday to 7 for Sunday. */
function weekdayOf({ year, month, day }: Day): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

export function createCalendar(timeZone: string): Calendar {
  const offsets = new Map<number, number>();
  const readWall = wallClock(timeZone);

  /** How far the clock on the wall is before UTC. Asking `Intl` is slow, and clocks are turned at quarters of an hour. */
  function offsetAt(at: number): number {
    const quarter = Math.floor(at / quarterMs);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    if (offsets.size > mostOffsets) offsets.clear();
    const offset = readWall(quarter * quarterMs) - quarter * quarterMs;
    offsets.set(quarter, offset);
    return offset;
  }

  /** What the clock on the wall shows, written as if it were UTC. */
  const wallAt = (at: number): number => at + offsetAt(at);

  function dayOf(at: number): Day {
    return addDays({ year: 1970, month: 1, day: 1 }, Math.floor(wallAt(at) / dayMs));
  }

  function startOf({ year, month, day }: Day): number {
    const wanted = Date.UTC(year, month - 1, day);
    const around = [wanted - dayMs, wanted + dayMs].map(offsetAt);
    let early = wanted - Math.max(...around);
    let late = wanted - Math.min(...around);
    if (wallAt(early) === wanted) return early;
    // The day begins where the clocks reach it.
    while (early < late) {
      const middle = Math.floor((early + late) / 2);
      if (wallAt(middle) >= wanted) late = middle;
      else early = middle + 1;
    }
    return late;
  }

  const days = (first: Day, last: Day): Range => ({
    from: startOf(first),
    to: startOf(addDays(last, 1)),
  });

  function week(day: Day, firstWeekday: number): Range {
    const first = addDays(day, -((weekdayOf(day) - firstWeekday + 7) % 7));
    return days(first, addDays(first, 6));
  }

  /** Where the next hour, or half of one, begins on the clock. */
  function nextOnClock(at: number, stepMs: number): number {
    const wanted = wallAt(at) - (wallAt(at) % stepMs) + stepMs;
    let next = at + wanted - wallAt(at);
    // Some zones turn their clocks by half an hour: turned back, the hour goes on; turned forward, the next one begins
    // in its middle.
    while (wallAt(next) < wanted && wallAt(next) % stepMs !== 0) {
      next += stepMs - (wallAt(next) % stepMs);
    }
    return next;
  }

  function nextBegin(at: number, size: SlotSize, firstWeekday: number): number {
    if (size === "hour") return nextOnClock(at, hourMs);
    if (size === "halfHour") return nextOnClock(at, hourMs / 2);
    if (size === "week") return week(dayOf(at), firstWeekday).to;
    const next = startOf(addDays(dayOf(at), 1));
    // A day that a zone leaves out (Samoa, 30 December 2011) begins where the next one does.
    return next > at ? next : startOf(addDays(dayOf(at), 2));
  }

  return {
    timeZone,
    dayOf,
    startOf,
    days,
    week,
    cut({ from, to }, size, firstWeekday) {
      const parts: Range[] = [];
      for (let at = from; at < to;) {
        const next = Math.min(to, nextBegin(at, size, firstWeekday));
        parts.push({ from: at, to: next });
        at = next;
      }
      return parts;
    },
  };
}
