import type { DeskConfig } from "@/phone/config/desk-config";
import type { Shelves } from "@/phone/shelves";
import type { Stop } from "@/phone/store";

import { addDays, createCalendar, type Day, type Range, type SlotSize } from "./days";
import type { FigureId } from "./figure";
import type { Scope } from "./figures";
import type { Report, ReportCalls, ReportRequest } from "./report";
import type { Reporter, ReportSource } from "./reporter";

/** A stretch of time as it is chosen. */
export type Span =
  | { readonly kind: "today" }
  | { readonly kind: "week" }
  | { readonly kind: "days"; readonly first: Day; readonly last: Day };

export interface ReportWish {
  readonly span: Span;
  readonly scope: Scope;
  readonly slots: SlotSize | null;
  /** 1 (Monday) to 7: weeks begin by the language of the screen. */
  readonly firstWeekday: number;
}

/** Why figures are counted anew. */
export type Change = "calls" | "minute";

/** An agent's own figures, counted from what is kept in the browser. */
export interface Reports {
  readonly timeZone: string;
  readonly resolvedDays: number;
  /** By figure, as configured: seconds, percent, counts. */
  readonly targets: Readonly<Record<string, number>>;
  rangeOf(wish: Pick<ReportWish, "span" | "firstWeekday">): Range;
  dayOf(at: number): Day;
  report(wish: ReportWish): Promise<Report>;
  /** The calls that a figure is made of, newest first. */
  calls(wish: ReportWish, id: FigureId, limit: number): Promise<ReportCalls>;
  /** Calls back when calls have changed, and each minute: time passes in figures too. */
  watch(changed: (why: Change) => void): Stop;
}

export interface ReportsOptions {
  readonly openReporter: () => Promise<Reporter>;
  readonly shelves: Pick<Shelves, "history" | "storage" | "account">;
  readonly config: Pick<DeskConfig, "reports" | "outcomes" | "queues">;
  readonly now: () => number;
}

const minuteMs = 60_000;
/** A call's end, its wrap-up and its outcome are written one after the other. */
const settleMs = 300;

export function createReports({ openReporter, shelves, config, now }: ReportsOptions): Reports {
  const { resolvedDays, targets } = config.reports;
  const timeZone =
    config.reports.timeZone ?? new Intl.DateTimeFormat("en").resolvedOptions().timeZone;
  const calendar = createCalendar(timeZone);
  const listeners = new Set<(why: Change) => void>();
  let version = 0;
  let stop: Stop = () => undefined;

  async function source(): Promise<ReportSource> {
    const { storage, history, account } = shelves;
    const name = account();
    if (storage.store.getState().phase === "kept" && name !== null) {
      return { kind: "kept", account: name, key: await storage.dataKey(), version };
    }
    // What is in memory only this tab can read.
    const [calls, shifts] = await Promise.all([
      history.search({ text: "", missedOnly: false, limit: Number.MAX_SAFE_INTEGER }),
      storage.shifts.all(),
    ]);
    return {
      kind: "given",
      rows: {
        calls,
        shifts,
        callsSince: firstOf(calls),
        shiftsSince: firstOf(shifts),
      },
    };
  }

  function rangeOf({ span, firstWeekday }: Pick<ReportWish, "span" | "firstWeekday">): Range {
    const today = calendar.dayOf(now());
    switch (span.kind) {
      case "today":
        return calendar.days(today, today);
      case "week":
        return calendar.week(today, firstWeekday);
      case "days":
        return calendar.days(span.first, span.last);
    }
  }

  /** As many days before; of a time that is not over, only as far as it has come. */
  function beforeOf(range: Range, at: number): Range {
    const first = calendar.dayOf(range.from);
    const days = calendar.cut(range, "day", 1).length;
    const from = calendar.startOf(addDays(first, -days));
    return { from, to: at < range.to ? Math.min(range.from, from + at - range.from) : range.from };
  }

  function requestOf(wish: ReportWish): ReportRequest {
    const { scope, slots, firstWeekday } = wish;
    const range = rangeOf(wish);
    const at = now();
    const outcomes = config.outcomes.map(({ id, resolved, conversion }) => ({
      id,
      resolved,
      conversion,
    }));
    const asking = config.queues.flatMap(({ id, survey }) => (survey && id !== null ? [id] : []));
    const before = at < range.from ? null : beforeOf(range, at);
    const calendarOf = { timeZone, firstWeekday, resolvedDays };
    return { range, before, slots, scope, ...calendarOf, outcomes, asking, now: at };
  }

  function startWatching(): void {
    let settling: ReturnType<typeof setTimeout> | undefined;
    const tell = (why: Change): void => {
      version += 1;
      for (const listener of listeners) listener(why);
    };
    let isFirst = true;
    const unwatch = shelves.history.watch({ text: "", missedOnly: false, limit: 20 }, () => {
      // At once, with what is there.
      if (isFirst) isFirst = false;
      else {
        clearTimeout(settling);
        settling = setTimeout(() => tell("calls"), settleMs);
      }
    });
    const minutes = setInterval(() => tell("minute"), minuteMs);
    stop = () => {
      unwatch();
      clearTimeout(settling);
      clearInterval(minutes);
    };
  }

  return {
    timeZone,
    resolvedDays,
    targets,
    rangeOf,
    dayOf: calendar.dayOf,
    async report(wish) {
      const [reporter, from] = await Promise.all([openReporter(), source()]);
      return reporter.ask({ want: "report", source: from, request: requestOf(wish) });
    },
    async calls(wish, id, limit) {
      const [reporter, from] = await Promise.all([openReporter(), source()]);
      return reporter.ask({ want: "calls", id, limit, source: from, request: requestOf(wish) });
    },
    watch(changed) {
      if (listeners.size === 0) startWatching();
      listeners.add(changed);
      return () => {
        listeners.delete(changed);
        if (listeners.size === 0) stop();
      };
    },
  };
}

function firstOf(rows: readonly { readonly startedAt: number }[]): number | null {
  return rows.length === 0
    ? null
    : rows.reduce((least, row) => Math.min(least, row.startedAt), Infinity);
}
