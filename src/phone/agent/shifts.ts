import { newId } from "@/lib/new-id";
import type { RowTable } from "@/phone/storage/row-table";

import { type KnownState, modeOf } from "./agent-state";
import type { ShiftRow } from "./shift-row";

/** Whoever comes back within so much, as they were, has not been away. */
const reloadMs = 120_000;

type Stretch = Pick<ShiftRow, "state" | "reason" | "callId">;

/** Writes down what the agent does when. */
export interface Shifts {
  /** Gives the rows of pages that are gone their end. */
  begin(agent: string): Promise<void>;
  enter(state: KnownState, at: number): void;
  /** It still lasts. */
  beat(at: number): void;
  end(at: number): void;
}

export interface ShiftsOptions {
  readonly table: RowTable<ShiftRow>;
  readonly now: () => number;
  readonly failed: (error: unknown) => void;
}

export function createShifts({ table, now, failed }: ShiftsOptions): Shifts {
  let agent = "";
  let current: ShiftRow | null = null;
  /** What lasted when the page before this one was gone. */
  let before: ShiftRow | null = null;

  const keep = (work: Promise<unknown>): void => void work.catch(failed);

  /** Never opened again, whoever has closed it. */
  function touch(row: ShiftRow, change: Partial<ShiftRow>): void {
    keep(
      table.change(row.id, (kept) =>
        kept === null || kept.endedAt !== null ? null : { ...kept, ...change },
      ),
    );
  }

  function close(row: ShiftRow, at: number): void {
    touch(row, { endedAt: at, seenAt: at });
  }

  return {
    async begin(extension) {
      agent = extension;
      const open = (await table.all()).filter(({ endedAt }) => endedAt === null);
      const [last, ...others] = open.toSorted((one, other) => other.startedAt - one.startedAt);
      for (const row of others) close(row, row.seenAt);
      if (last === undefined) return;
      if (now() - last.seenAt < reloadMs) before = last;
      else close(last, last.seenAt);
    },
    enter(state, at) {
      const stretch = stretchOf(state);
      if (current !== null && isSame(current, stretch)) return;
      if (before !== null && isSame(before, stretch)) {
        current = before;
        before = null;
        return touch(current, { seenAt: at });
      }
      if (before !== null) close(before, before.seenAt);
      before = null;
      if (current !== null) close(current, at);
      current = { id: newId(), agent, ...stretch, startedAt: at, endedAt: null, seenAt: at };
      keep(table.put(current));
    },
    beat(at) {
      if (current !== null) touch(current, { seenAt: at });
    },
    end(at) {
      if (current !== null) close(current, at);
      current = null;
    },
  };
}

function stretchOf(state: KnownState): Stretch {
  const mode = modeOf(state);
  return {
    state: mode,
    reason: mode === "break" ? (state.pause?.reason ?? null) : null,
    callId: mode === "wrapUp" ? (state.wrapUp?.callId ?? null) : null,
  };
}

function isSame(one: Stretch, other: Stretch): boolean {
  return one.state === other.state && one.reason === other.reason && one.callId === other.callId;
}
