import type { RecordFacts, RowSet } from "./row-set";
import type { Change } from "./seal-record";

/** Rows of one record; some 400 kB of calls. */
export const recordRows = 500;
/** A record with fewer rows of its own is small, and so many small ones are too many. */
const smallRows = 100;
const mostSmall = 64;
/** Rows that are sealed anew in one go: some tens of milliseconds in which nothing else is written. */
const mostRewritten = 2_000;

interface Records {
  readonly entries: ReadonlyMap<string, { readonly seq: number }>;
  readonly records: ReadonlyMap<number, RecordFacts>;
}

/**
 * The records to seal anew next: those that still tell of rows that were removed, those most of whose rows are told of
 * later, and the small ones when they are many.
 */
export function chooseRewrite({ entries, records }: Records): readonly number[] {
  const all = [...records.values()];
  const gone = new Set(all.flatMap(({ removes }) => removes).filter((id) => !entries.has(id)));
  const isTainted = ({ puts }: RecordFacts): boolean =>
    gone.size > 0 && puts.some((id) => gone.has(id));
  const isStale = ({ live, puts }: RecordFacts): boolean =>
    puts.length >= smallRows && live * 2 < puts.length;
  const small = new Set(all.filter(({ live }) => live < smallRows));
  const wanted = all.filter(
    (record) =>
      isTainted(record) || isStale(record) || (small.size > mostSmall && small.has(record)),
  );
  // Nothing tells of what was removed any more: that it was removed need not be known either.
  if (wanted.length === 0) return all.filter(({ removes }) => removes.length > 0).map(seqOf);
  const chosen: number[] = [];
  let rows = 0;
  for (const { seq, live } of wanted) {
    if (chosen.length > 0 && rows + live > mostRewritten) break;
    chosen.push(seq);
    rows += live;
  }
  return chosen;
}

/** The rows that some records have the present form of; what they removed, if another record still tells of it. */
export function rewriteOf<Row extends { readonly id: string }>(
  { entries, records }: Pick<RowSet<Row>, "entries" | "records">,
  seqs: readonly number[],
): readonly Change<Row>[] {
  const chosen = new Set(seqs);
  const facts = [...records.values()];
  const mine = facts.filter(({ seq }) => chosen.has(seq));
  const elsewhere = facts.filter(({ seq }) => !chosen.has(seq));
  const rows = [...new Set(mine.flatMap(({ puts }) => puts))].flatMap((id) => {
    const entry = entries.get(id);
    return entry !== undefined && chosen.has(entry.seq) ? [entry.row] : [];
  });
  const gone = mine.flatMap(({ removes }) => removes).filter((id) => !entries.has(id));
  if (gone.length === 0) return inRecords(rows);
  const told = new Set(elsewhere.flatMap(({ puts }) => puts));
  return inRecords(
    rows,
    gone.filter((id) => told.has(id)),
  );
}

function seqOf({ seq }: RecordFacts): number {
  return seq;
}

/** Rows as changes of a length that is opened in a few milliseconds; at least one. */
export function inRecords<Row>(
  rows: readonly Row[],
  removed: readonly string[] = [],
): readonly Change<Row>[] {
  const first: Change<Row> = {
    ...(removed.length > 0 ? { remove: removed } : {}),
    put: rows.slice(0, recordRows),
  };
  const changes = [first];
  for (let at = recordRows; at < rows.length; at += recordRows) {
    changes.push({ put: rows.slice(at, at + recordRows) });
  }
  return changes;
}
