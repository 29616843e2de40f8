/** What the clock on a wall shows at a moment, written as if it were UTC. */
export type WallClock = (at: number) => number;

/** Making one takes a millisecond or two (Chromium 156). */
const clocks = new Map<string, WallClock>();

/** The clock of a time zone by its IANA name. Throws a `RangeError` for a name that the browser does not know. */
export function wallClock(timeZone: string): WallClock {
  const clock = clocks.get(timeZone) ?? createWallClock(timeZone);
  clocks.set(timeZone, clock);
  return clock;
}

function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  return (at) => {
    const shown: Record<string, number> = {};
    for (const { type, value } of format.formatToParts(at)) shown[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
}
