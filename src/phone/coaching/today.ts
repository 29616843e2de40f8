import type { ShiftRow } from "@/phone/agent/shift-row";
import type { History } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import type { Calendar } from "@/phone/reports/days";
import type { Figure } from "@/phone/reports/figure";
import type { figuresOf, readRows } from "@/phone/reports/figures";
import type { RowTable } from "@/phone/storage/row-table";

/** An agent's figures of today: those of the strip on the agent's own desk. */
export interface Today {
  readonly answered: number;
  readonly missed: number;
  readonly talkSeconds: number;
  readonly afterCallSeconds: number;
}

const mostCalls = 5_000;
const dayMs = 86_400_000;
/** Of what is told here nothing depends on them. */
const unused = { resolvedDays: 1, outcomes: [], asking: [] } as const;

const whole = ({ value }: Figure): number => Math.round(value ?? 0);
const seconds = ({ value }: Figure): number => Math.round((value ?? 0) / 1_000);

/** How every report counts: agent and supervisor see the same. */
export interface Counting {
  readonly readRows: typeof readRows;
  readonly figuresOf: typeof figuresOf;
}

function countToday(
  counting: Counting,
  rows: readonly HistoryRow[],
  shifts: readonly ShiftRow[],
  from: number,
  now: number,
): Today {
  const readings = counting.readRows(rows, shifts, from, {
    ...unused,
    scope: { kind: "all" },
    now,
  });
  const figures = counting.figuresOf(readings, { from, to: from + 2 * dayMs });
  return {
    answered: whole(figures.answeredIn),
    missed: whole(figures.missedIn),
    talkSeconds: seconds(figures.talk),
    afterCallSeconds: seconds(figures.wrapUp),
  };
}

/** The figures of today, counted from the calls that are kept; the day is that of the agent's own reports. */
export interface TodaysFigures {
  /** `null`: not counted yet. */
  value(): Today | null;
  /** They are to be counted again, though not at once. */
  stale(): void;
  count(): Promise<void>;
  second(at: number): void;
  forget(): void;
}

export interface TodayOptions {
  readonly history: Pick<History, "search">;
  readonly shifts: Pick<RowTable<ShiftRow>, "all">;
  readonly calendar: Pick<Calendar, "startOf" | "dayOf">;
  readonly counting: Counting;
  readonly counted: () => void;
  readonly now: () => number;
}

const leastMs = 10_000;

export function createToday(options: TodayOptions): TodaysFigures {
  const { calendar, history, now } = options;
  let today: Today | null = null;
  let countedAt = 0;
  let isStale = true;

  const startOf = (at: number): number => calendar.startOf(calendar.dayOf(at));

  async function count(): Promise<void> {
    const at = now();
    isStale = false;
    countedAt = at;
    const from = startOf(at);
    // A call belongs to the day in which it was over.
    const where = { from: from - dayMs };
    try {
      const [rows, shifts] = await Promise.all([
        history.search({ text: "", missedOnly: false, limit: mostCalls, where }),
        options.shifts.all(),
      ]);
      today = countToday(options.counting, rows, shifts, from, at);
      options.counted();
    } catch {
      isStale = true;
    }
  }

  return {
    value: () => today,
    stale() {
      isStale = true;
    },
    count,
    second(at) {
      const isAnotherDay = today !== null && startOf(countedAt) !== startOf(at);
      if (isAnotherDay || (isStale && at - countedAt >= leastMs)) void count();
    },
    forget() {
      today = null;
      isStale = true;
    },
  };
}
