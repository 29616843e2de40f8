import { log } from "@/lib/log";
import type { Commands } from "@/phone/commands/commands";
import type { History } from "@/phone/history/history";
import type { HistoryRow } from "@/phone/history/history-row";
import type { RowTable } from "@/phone/storage/row-table";

import type { CallbackRow } from "./callback-row";
import { askedUuid } from "./queue-news";
import { isOwnCall, settle } from "./rules";

export interface SettlingOptions {
  readonly table: RowTable<CallbackRow>;
  readonly history: Pick<History, "withNumber" | "annotate">;
  readonly send: Commands["send"];
  readonly now: () => number;
}

export interface Settling {
  /** Brings the open rows of a number up to date with the calls of the history. */
  settleNumber(key: string): Promise<void>;
  /** Somebody who waited in a queue was answered here: colleagues whom they rang at before have missed them. */
  tellAnswered(row: HistoryRow): void;
}

const watchedCalls = 50;
const freshMs = 60 * 60_000;
/** Nobody else's phone has rung before for a caller who waited less. */
const couldRingElsewhereSeconds = 5;

export function createSettling({ table, history, send, now }: SettlingOptions): Settling {
  const told = new Set<string>();

  /** Colleagues hear of it once, and not of what is long ago. A phone system without commands has nobody to tell. */
  function tell(command: string, at: number): void {
    if (told.has(command + at) || at < now() - freshMs) return;
    told.add(command + at);
    send(command).catch((error: unknown) =>
      log("info", "callbacks", "the phone system was not told", { error: String(error) }),
    );
  }

  function tellCalled(number: string, at: number): void {
    if (/^\+?[0-9*#]{1,32}$/.test(number)) tell(`called ${number}`, at);
  }

  async function annotate(
    before: CallbackRow,
    after: CallbackRow,
    calls: readonly HistoryRow[],
  ): Promise<void> {
    const known = new Set(before.attempts.map(({ callId }) => callId));
    const fresh = after.attempts.flatMap(({ callId }) =>
      known.has(callId) ? [] : (calls.find(({ id }) => id === callId) ?? []),
    );
    // Two rows may learn from one call; it was made for the one it was called from.
    const own = fresh.filter((call) => call.work.callbackId === null || isOwnCall(after, call));
    await Promise.all(own.map(({ id }) => history.annotate(id, { callbackId: after.id })));
  }

  async function settleRow(id: string, calls: readonly HistoryRow[]): Promise<void> {
    let before: CallbackRow | null = null;
    const after = await table.change(id, (row) => {
      before = row;
      const next = row && settle(row, calls);
      return next === row ? null : next;
    });
    if (before === null || after === null) return;
    await annotate(before, after, calls);
    if (after.done === null) return;
    if (after.kind === "asked") tell(`done ${askedUuid(after.id)}`, after.done.at);
    else tellCalled(after.number, after.done.at);
  }

  return {
    async settleNumber(key) {
      const open = (await table.all()).filter((row) => row.done === null && row.key === key);
      if (open.length === 0) return;
      const calls = await history.withNumber(key, watchedCalls);
      await Promise.all(open.map(({ id }) => settleRow(id, calls)));
    },
    tellAnswered({ direction, queue, waitedSeconds, answeredAt, number }) {
      const hasWaited = queue !== null && (waitedSeconds ?? 0) >= couldRingElsewhereSeconds;
      if (direction === "in" && hasWaited && answeredAt !== null) tellCalled(number, answeredAt);
    },
  };
}
