import { newId } from "@/lib/new-id";
import type { ContactRow, ContactTable } from "@/phone/directory/directory";
import { unite } from "@/phone/directory/unite";

import type { ContactIndex } from "./contact-index";
import type { PreparedRow } from "./file-reader";
import type { LineProblem } from "./problem";

/**
 * What becomes of somebody who is there already. `skip`: the line is left. `update`: what the file says is taken over, and
 * what only the contact knows stays. `add`: there are two then.
 */
export const duplicatePolicies = ["skip", "update", "add"] as const;
export type DuplicatePolicy = (typeof duplicatePolicies)[number];

export interface Tally {
  readonly added: number;
  readonly updated: number;
  readonly skipped: number;
  readonly wrong: number;
}

export const noTally: Tally = { added: 0, updated: 0, skipped: 0, wrong: 0 };

export interface KeepOptions {
  readonly contacts: ContactTable;
  readonly index: ContactIndex;
  readonly batch: string;
  readonly policy: DuplicatePolicy;
  readonly now: () => number;
}

/** Writes a batch of people in one step. Each row remembers what it was before, so that the import can be undone. */
export async function keepBatch(prepared: readonly PreparedRow[], options: KeepOptions) {
  const { contacts, index, batch, policy } = options;
  const problems: LineProblem[] = [];
  const added = new Map<string, ContactRow>();
  const changes: { readonly id: string; readonly by: PreparedRow }[] = [];
  const updatedAt = options.now();
  for (const row of prepared) {
    const { written, keys, tokens, line, cells } = row;
    const known = policy === "add" ? null : index.find({ ...written, keys });
    if (known !== null && policy === "skip") {
      problems.push({ line, cells, code: "duplicate", value: written.name });
    } else if (known === null) {
      const id = newId();
      added.set(id, { ...written, id, updatedAt, keys, tokens, batch, before: null });
      index.add(id, { ...written, keys });
    } else changes.push({ id: known, by: row });
  }
  const rows = new Map(added);
  const old = changes.map(({ id }) => id).filter((id) => !added.has(id));
  for (const row of old.length === 0 ? [] : await contacts.getAll([...new Set(old)])) {
    // Only what the import has found is brought back: a row that it has changed before knows that already.
    const before = row.batch === batch ? row.before : { ...row, before: null };
    rows.set(row.id, { ...row, batch, before, updatedAt });
  }
  let updated = 0;
  for (const { id, by } of changes) {
    const row = rows.get(id);
    if (row === undefined) continue;
    rows.set(id, { ...row, ...unite({ ...by.written, keys: by.keys }, row) });
    index.add(id, { ...by.written, keys: by.keys });
    updated += 1;
  }
  if (rows.size > 0) await contacts.putAll([...rows.values()]);
  return {
    problems,
    tally: (before: Tally, wrong: number): Tally => ({
      added: before.added + added.size,
      updated: before.updated + updated,
      skipped: before.skipped + problems.length,
      wrong: before.wrong + wrong,
    }),
  };
}
