import { type ReadCall, readCalls } from "@/phone/db/read-calls";
import { readFirstCall, readShifts } from "@/phone/db/read-shifts";
import type { Range } from "@/phone/reports/days";
import type { ReadKept } from "@/phone/reports/reporter";

/** The rows of a report, out of IndexedDB. */
export const readReportRows: ReadKept = async (account, key, range) => {
  const [{ calls, since }, shifts] = await Promise.all([
    key === null ? readOpen(account, range) : readSealed(account, key, range),
    readShifts(account, key, range.from, range.to),
  ]);
  return { calls, shifts: shifts.shifts, callsSince: since, shiftsSince: shifts.since };
};

interface KeptCalls {
  readonly calls: readonly ReadCall[];
  readonly since: number | null;
}

async function readOpen(account: string, { from, to }: Range): Promise<KeptCalls> {
  const [calls, since] = await Promise.all([
    readCalls(account, null, from, to),
    readFirstCall(account),
  ]);
  return { calls, since };
}

/** What is sealed has no index by time: all of it is read, oldest first. */
async function readSealed(
  account: string,
  key: CryptoKey,
  { from, to }: Range,
): Promise<KeptCalls> {
  const all = await readCalls(account, key, 0, Number.MAX_SAFE_INTEGER);
  const calls = all.filter(({ startedAt }) => startedAt >= from && startedAt < to);
  return { calls, since: all[0]?.startedAt ?? null };
}
