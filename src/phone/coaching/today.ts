import type { History } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import type { Calendar } from "@/phone/reports/days";

/** An agent's figures of today; calls with colleagues are not among them. */
export interface Today {
  readonly answered: number;
  readonly missed: number;
  readonly talkSeconds: number;
  readonly afterCallSeconds: number;
}

const mostCalls = 5_000;

const sum = (values: readonly number[]): number =>
  Math.round(values.reduce((total, each) => total + each, 0) / 1_000);

type IsMissed = (row: HistoryRow) => boolean;

function countToday(rows: readonly HistoryRow[], isMissed: IsMissed): Today {
  const outside = rows.filter(({ isInternal }) => !isInternal);
  return {
    answered: outside.filter((row) => row.direction === "in" && row.answeredAt !== null).length,
    missed: outside.filter(isMissed).length,
    talkSeconds: sum(
      outside.map(({ answeredAt, endedAt }) =>
        answeredAt === null || endedAt === null ? 0 : Math.max(0, endedAt - answeredAt),
      ),
    ),
    afterCallSeconds: sum(outside.map(({ work }) => Math.max(0, work.wrapUpMs))),
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
  readonly calendar: Pick<Calendar, "startOf" | "dayOf">;
  readonly isMissed: IsMissed;
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
    const filter = { text: "", missedOnly: false, limit: mostCalls, where: { from: startOf(at) } };
    try {
      today = countToday(await history.search(filter), options.isMissed);
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
