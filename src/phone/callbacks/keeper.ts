import { log } from "@/lib/log";
import { createQueue } from "@/lib/queue";
import type { Commands } from "@/phone/commands/commands";
import type { Directory } from "@/phone/directory/directory";
import type { History } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import type { RowTable } from "@/phone/storage/row-table";

import type { CallbackRow } from "./callback-row";
import { createLostCalls } from "./lost-calls";
import type { CallbacksOrder } from "./orders";
import { createQueueNews } from "./queue-news";
import { dayMs } from "./rules";
import { createSettling } from "./settling";

export interface KeeperOptions {
  readonly table: RowTable<CallbackRow>;
  readonly history: Pick<History, "watch" | "withNumber" | "annotate">;
  readonly identify: Directory["identify"];
  readonly isMissed: (row: HistoryRow) => boolean;
  /** The same for every way of writing a number. */
  readonly keyOf: (call: { readonly number: string; readonly formatted: string | null }) => string;
  readonly send: Commands["send"];
  readonly agent: () => string;
  readonly now: () => number;
}

/** Keeps the list of callbacks in step with the calls and with what the phone system tells. In the tab with the phone. */
export interface Keeper {
  /** A line of the phone system. */
  hear(text: string): void;
  /** Connected: what was told meanwhile was not heard. */
  linkUp(): void;
  do(order: CallbacksOrder): Promise<void>;
  stop(): void;
}

const watchedCalls = 20;
const keptDoneMs = 30 * dayMs;

export function createKeeper(options: KeeperOptions): Keeper {
  const { table, history, now, keyOf } = options;
  const ending = new AbortController();
  /** One after the other: what is read is still so when it is written. */
  const inTurn = createQueue(ending.signal);
  const lostCalls = createLostCalls(options);
  const settling = createSettling(options);
  const news = createQueueNews({ ...options, lose: lostCalls.lose });
  /** What was last seen of the newest calls. */
  let seen = new Map<string, string>();

  function begin(work: () => Promise<void>): Promise<void> {
    return inTurn(work).catch((error: unknown) => {
      if (!ending.signal.aborted) {
        log("warn", "callbacks", "the list was not brought up to date", { error: String(error) });
      }
    });
  }

  async function followCall(row: HistoryRow): Promise<void> {
    const key = keyOf(row);
    if (key === "") return;
    if (options.isMissed(row)) await lostCalls.loseCall(row, key);
    await settling.settleNumber(key);
    settling.tellAnswered(row);
  }

  function followCalls(rows: readonly HistoryRow[]): void {
    const before = seen;
    seen = new Map(rows.map((row) => [row.id, signature(row)]));
    const fresh = rows.filter(
      (row) => before.get(row.id) !== signature(row) && row.startedAt > now() - dayMs,
    );
    for (const row of fresh.toReversed()) void begin(() => followCall(row));
  }

  /** What happened while no tab looked, and what is too old to be shown. */
  async function catchUp(): Promise<void> {
    const rows = await table.all();
    const old = rows.filter(({ done }) => done !== null && done.at < now() - keptDoneMs);
    await Promise.all(old.map(({ id }) => table.remove(id)));
    const keys = new Set(rows.flatMap(({ done, key }) => (done === null ? [key] : [])));
    await Promise.all([...keys].map(settling.settleNumber));
  }

  function signature(row: HistoryRow): string {
    return `${keyOf(row)} ${row.answeredAt} ${row.endReason}`;
  }

  void begin(catchUp);
  const stopWatching = history.watch(
    { text: "", missedOnly: false, limit: watchedCalls },
    followCalls,
  );

  return {
    hear: (text) => void begin(() => news.hear(text)),
    linkUp() {
      // A phone system that knows nothing of it says so, or nothing.
      options.send("callbacks").then(
        (answer) => begin(() => news.beginAsking(answer)),
        () => undefined,
      );
    },
    do: (order) => begin(() => news.do(order)),
    stop() {
      stopWatching();
      ending.abort();
    },
  };
}
