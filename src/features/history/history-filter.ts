import type { HistoryWish } from "@/features/shared/history-link";
import {
  beganFor,
  type Ending,
  endings,
  type Having,
  havings,
  type RowConditions,
  type RowScope,
  scopes,
} from "@/phone/row-filter";

export const spans = ["all", "today", "week", "custom"] as const;

/** What the list is narrowed to, as it is chosen; an empty text: whatever it is. */
export interface ChosenFilter {
  readonly text: string;
  /** `booked`: a figure's time, to the moment. */
  readonly span: (typeof spans)[number] | "booked";
  /** Days as `2026-11-29`. */
  readonly from: string;
  readonly to: string;
  /** When the work of the calls of a figure was over, milliseconds since 1970. */
  readonly bookedFrom: number;
  readonly bookedTo: number;
  readonly scope: "" | RowScope;
  readonly having: "" | Having;
  readonly direction: "" | "in" | "out";
  readonly queue: string;
  readonly ending: "" | Ending;
  /** The id of an outcome; those that are kinds of it count too. */
  readonly outcome: string;
  readonly agent: string;
  /** `numberKey`, and the number as it is shown. */
  readonly key: string;
  readonly number: string;
  /** Calls to call back, whether or not anybody could hear them. */
  readonly missedOnly: boolean;
  readonly isGrouped: boolean;
}

export const noFilter: ChosenFilter = {
  text: "",
  span: "all",
  from: "",
  to: "",
  bookedFrom: 0,
  bookedTo: 0,
  scope: "",
  having: "",
  direction: "",
  queue: "",
  ending: "",
  outcome: "",
  agent: "",
  key: "",
  number: "",
  missedOnly: false,
  isGrouped: false,
};

/** Whether something of an older page can still be used. */
export function isChosenFilter(foreign: unknown): foreign is ChosenFilter {
  if (typeof foreign !== "object" || foreign === null) return false;
  const read = foreign as Readonly<Record<string, unknown>>;
  return (
    Object.entries(noFilter).every(([name, value]) => typeof read[name] === typeof value) &&
    [...spans, "booked"].includes(String(read["span"])) &&
    ["", ...scopes].includes(String(read["scope"])) &&
    ["", ...havings].includes(String(read["having"])) &&
    ["", ...endings].includes(String(read["ending"])) &&
    ["", "in", "out"].includes(String(read["direction"]))
  );
}

/** The calls that a link asks for, and no narrower. */
export function filterOf({ booked, ...wish }: HistoryWish): ChosenFilter {
  const time =
    booked && ({ span: "booked", bookedFrom: booked.from, bookedTo: booked.to } as const);
  return { ...noFilter, ...wish, ...time };
}

/** Whether anything is left out; how the rest is shown does not count. */
export function isNarrowed(filter: ChosenFilter): boolean {
  const { isGrouped: _isGrouped, ...narrowing } = filter;
  return (Object.keys(narrowing) as (keyof typeof narrowing)[]).some(
    (name) => filter[name] !== noFilter[name],
  );
}

interface Named {
  readonly id: string;
  readonly parent: string | null;
}

export function toConditions(
  filter: ChosenFilter,
  outcomes: readonly Named[],
  now: number,
): RowConditions {
  const { direction, queue, ending, outcome, agent, key, scope, having } = filter;
  return {
    ...spanOf(filter, now),
    direction: direction === "" ? null : direction,
    scope: scope === "" ? null : scope,
    having: having === "" ? null : having,
    queue: orNull(queue),
    ending: ending === "" ? null : ending,
    outcomes: outcome === "" ? [] : withKinds(outcome, outcomes),
    agent: orNull(agent),
    key: orNull(key),
  };
}

function orNull(text: string): string | null {
  return text === "" ? null : text;
}

/** An outcome and all that are kinds of it, however deep. */
function withKinds(id: string, outcomes: readonly Named[]): readonly string[] {
  const found = [id];
  // It grows while it is gone through. A circle in the configuration ends, since nothing is found twice.
  for (const each of found) {
    for (const kind of outcomes) {
      if (kind.parent === each && !found.includes(kind.id)) found.push(kind.id);
    }
  }
  return found;
}

type Time = Pick<RowConditions, "from" | "to" | "booked">;

function spanOf({ span, from, to, bookedFrom, bookedTo }: ChosenFilter, now: number): Time {
  const booked = null;
  switch (span) {
    case "all":
      return { from: null, to: null, booked };
    case "today":
      return { from: startOfDay(now, 0), to: null, booked };
    case "week":
      return { from: startOfDay(now, -6), to: null, booked };
    case "custom":
      return { from: readDay(from, 0), to: readDay(to, 1), booked };
    case "booked": {
      const stretch = { from: bookedFrom, to: bookedTo };
      return { ...beganFor(stretch), booked: stretch };
    }
  }
}

/** Midnight of so many days from a moment's day, by the clock on the wall: days of 23 and 25 hours count as one. */
function startOfDay(at: number, days: number): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).getTime();
}

function readDay(text: string, days: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === undefined) return null;
  return new Date(Number(year), Number(month) - 1, Number(day) + days).getTime();
}
