import type { ShiftRow } from "@/phone/agent/shift-row";

import { guarded } from "./read-storage-error";
import { openSchema } from "./schema";

/** Since when there are rows of an account, milliseconds since 1970; `null`: there are none. */
export interface KeptSince {
  readonly calls: number | null;
  readonly shifts: number | null;
}

/** No stretch of an agent's time is longer: signing in begins a new one. */
const longestMs = 7 * 86_400_000;

/** The stretches of an account's time that touch [from, to), and since when anything is kept; for a worker. */
export async function readShifts(
  account: string,
  from: number,
  to: number,
): Promise<{ readonly shifts: readonly ShiftRow[]; readonly since: KeptSince }> {
  const database = openSchema(`hamsa ${account}`);
  try {
    return await guarded(async () => {
      const { calls, shifts } = database;
      const [rows, firstCall, firstShift] = await Promise.all([
        shifts
          .where("startedAt")
          .between(from - longestMs, to, true, false)
          .toArray(),
        calls.orderBy("startedAt").first(),
        shifts.orderBy("startedAt").first(),
      ]);
      return {
        shifts: rows.filter(({ endedAt, seenAt }) => (endedAt ?? seenAt) >= from),
        since: { calls: firstCall?.startedAt ?? null, shifts: firstShift?.startedAt ?? null },
      };
    });
  } finally {
    database.close();
  }
}
