import type { Direction, EndReason } from "@/phone/calls/call";
import type { KeptRow } from "@/phone/history/history-row";
import { meetsConditions, type RowFilter } from "@/phone/row-filter";

import { bytes, doubles, growing, shorts } from "./growing";
import { createRowIndex, type RowIndex } from "./row-index";

export interface CallFinder {
  readonly index: RowIndex<KeptRow>;
  /** The ids of the first calls, newest first, that a filter lets through. It knows no `key`. */
  find(filter: RowFilter): readonly string[];
  removeBefore(moment: number): void;
}

/** What a row says by yes or no, a bit each. */
const flags = { missed: 1, out: 2, internal: 4, held: 8, answered: 16, rated: 32, ended: 64 };

const someSurvey = { csat: 1, nps: null };

/** What calls are filtered by: 39 bytes of each. */
export function createCallFinder(): CallFinder {
  const startedAt = growing(doubles);
  const endedAt = growing(doubles);
  const wrapUpMs = growing(doubles);
  const flagsOf = growing(bytes);
  const names = { queue: createNames(), outcome: createNames(), agent: createNames() };
  const reasons = createNames();

  const index = createRowIndex<KeptRow>({
    keep(at, row) {
      startedAt.set(at, row.startedAt);
      endedAt.set(at, row.endedAt ?? 0);
      wrapUpMs.set(at, row.work.wrapUpMs);
      const { survey } = row.work;
      flagsOf.set(
        at,
        (row.missed === 1 ? flags.missed : 0) |
          (row.direction === "out" ? flags.out : 0) |
          (row.isInternal ? flags.internal : 0) |
          (row.heldMs > 0 ? flags.held : 0) |
          (row.answeredAt === null ? 0 : flags.answered) |
          ((survey?.csat ?? survey?.nps ?? null) === null ? 0 : flags.rated) |
          (row.endedAt === null ? 0 : flags.ended),
      );
      names.queue.keep(at, row.queue);
      names.outcome.keep(at, row.work.outcome);
      names.agent.keep(at, row.agent);
      reasons.keep(at, row.endReason);
    },
    isInPlace: (at, row) => startedAt.list[at] === row.startedAt,
    // Newest first, as `compareRows` has it.
    compare: (one, other, byId) =>
      (startedAt.list[other] ?? 0) - (startedAt.list[one] ?? 0) || -byId,
  });

  /** The row as far as it is remembered: all that conditions ask for. */
  function rowAt(at: number): Omit<KeptRow, "tokens"> {
    const flag = flagsOf.list[at] ?? 0;
    const has = (wanted: number): boolean => (flag & wanted) !== 0;
    const row = {
      id: index.idOf(at),
      startedAt: startedAt.list[at] ?? 0,
      endedAt: has(flags.ended) ? (endedAt.list[at] ?? 0) : null,
      answeredAt: has(flags.answered) ? 1 : null,
      heldMs: has(flags.held) ? 1 : 0,
      missed: has(flags.missed) ? 1 : 0,
      direction: (has(flags.out) ? "out" : "in") satisfies Direction,
      isInternal: has(flags.internal),
      queue: names.queue.at(at),
      agent: names.agent.at(at),
      endReason: reasons.at(at) as EndReason | null,
      work: {
        outcome: names.outcome.at(at),
        wrapUpMs: wrapUpMs.list[at] ?? 0,
        survey: has(flags.rated) ? someSurvey : null,
      },
    };
    return row as Omit<KeptRow, "tokens">;
  }

  return {
    index,
    find(filter) {
      const { where = {}, missedOnly, after = null } = filter;
      const isOpen = !missedOnly && after === null && Object.values(where).every(isNothing);
      const passes = isOpen ? () => true : (at: number) => meetsConditions(rowAt(at), filter);
      return index.find(filter.words).inOrder(passes, filter.limit).map(index.idOf);
    },
    removeBefore: (moment) => index.removeIf((at) => (startedAt.list[at] ?? 0) < moment),
  };
}

function isNothing(value: unknown): boolean {
  return value == null || (Array.isArray(value) && value.length === 0);
}

/** Names of which many rows have the same few. */
function createNames() {
  const names: (string | null)[] = [];
  const numbers = new Map<string | null, number>();
  const of = growing(shorts);
  return {
    keep(at: number, name: string | null): void {
      let number = numbers.get(name);
      if (number === undefined) {
        number = names.length;
        names.push(name);
        numbers.set(name, number);
      }
      of.set(at, number);
    },
    at: (at: number): string | null => names[of.list[at] ?? 0] ?? null,
  };
}
