import type { ShiftRow } from "@/phone/agent/shift-row";

import { guarded } from "./read-storage-error";
import { openSchema } from "./schema";
import { readSealed } from "./sealed/read-sealed";

export interface KeptShifts {
  /** Those that touch the stretch of time that was asked for. */
  readonly shifts: readonly ShiftRow[];
  /** When the oldest of all begins; `null`: there is none. */
  readonly since: number | null;
}

/** No stretch of an agent's time is longer: signing in begins a new one. */
const longestMs = 7 * 86_400_000;

/** An account's times that touch [from, to), read on their own: for a worker. `key` as in `readCalls`. */
export async function readShifts(
  account: string,
  key: CryptoKey | null,
  from: number,
  to: number,
): Promise<KeptShifts> {
  const database = openSchema(`hamsa ${account}`);
  const touches = ({ startedAt, endedAt, seenAt }: ShiftRow): boolean =>
    startedAt < to && (endedAt ?? seenAt) >= from;
  try {
    return await guarded(async () => {
      if (key !== null) {
        const all = await readSealed<ShiftRow>(database.sealed, key, "shifts");
        const since = all.reduce((least, { startedAt }) => Math.min(least, startedAt), Infinity);
        return { shifts: all.filter(touches), since: all.length === 0 ? null : since };
      }
      const { shifts } = database;
      const [rows, first] = await Promise.all([
        shifts
          .where("startedAt")
          .between(from - longestMs, to, true, false)
          .toArray(),
        shifts.orderBy("startedAt").first(),
      ]);
      return { shifts: rows.filter(touches), since: first?.startedAt ?? null };
    });
  } finally {
    database.close();
  }
}

/** When the oldest call of an account's open tables begins; `null`: there is none. */
export async function readFirstCall(account: string): Promise<number | null> {
  const database = openSchema(`hamsa ${account}`);
  try {
    return await guarded(
      async () => (await database.calls.orderBy("startedAt").first())?.startedAt ?? null,
    );
  } finally {
    database.close();
  }
}
