import type { Range } from "./days";
import type { FigureId } from "./figure";
import { rowsFor } from "./figures";
import {
  listCalls,
  makeReport,
  type Report,
  type ReportCalls,
  type ReportRequest,
  type ReportRows,
} from "./report";

/** Where the rows of a report are. */
export type ReportSource =
  /** In IndexedDB. `version`: another one than last time means that they have changed. */
  | {
      readonly kind: "kept";
      readonly account: string;
      readonly key: CryptoKey | null;
      readonly version: number;
    }
  | { readonly kind: "given"; readonly rows: ReportRows };

export type ReportOrder = { readonly source: ReportSource; readonly request: ReportRequest } & (
  | { readonly want: "report" }
  /** The calls that a figure is made of, as many as a list shows. */
  | { readonly want: "calls"; readonly id: FigureId; readonly limit: number }
);

export type ReportAnswer<Order extends ReportOrder = ReportOrder> = Order extends {
  readonly want: "calls";
}
  ? ReportCalls
  : Report;

/** Reads and counts where it disturbs nobody. Rejects with a `PhoneError`. */
export interface Reporter {
  ask<Order extends ReportOrder>(order: Order): Promise<ReportAnswer<Order>>;
}

export type ReadKept = (
  account: string,
  key: CryptoKey | null,
  range: Range,
) => Promise<ReportRows>;

/** What was read is kept this long for the next question: opening figures reads nothing anew. */
const forgetMs = 30_000;

/** Answers orders from rows that `read` reads. Runs in a worker, or in the page where there is none. */
export function createReporter(read: ReadKept): Reporter {
  let last: { readonly name: string; readonly rows: Promise<ReportRows> } | null = null;
  let forgetting: ReturnType<typeof setTimeout> | undefined;

  function rowsOf({ source, request }: ReportOrder): Promise<ReportRows> {
    if (source.kind === "given") return Promise.resolve(source.rows);
    const { account, key, version } = source;
    const range = rangeOf(request);
    const name = JSON.stringify([account, version, range]);
    if (last?.name !== name) last = { name, rows: read(account, key, range) };
    const mine = last;
    mine.rows.catch(() => {
      if (last === mine) last = null;
    });
    clearTimeout(forgetting);
    forgetting = setTimeout(() => (last = null), forgetMs);
    return mine.rows;
  }

  return {
    async ask<Order extends ReportOrder>(order: Order): Promise<ReportAnswer<Order>> {
      const rows = await rowsOf(order);
      const answer =
        order.want === "calls"
          ? listCalls(rows, order.request, order.id, order.limit)
          : makeReport(rows, order.request);
      return answer as ReportAnswer<Order>;
    },
  };
}

/** One reading for the range and what it is compared with. */
function rangeOf({ range, before, resolvedDays }: ReportRequest): Range {
  const from = Math.min(range.from, before?.from ?? range.from);
  const to = Math.max(range.to, before?.to ?? range.to);
  return rowsFor({ from, to }, resolvedDays);
}
