import { createStore } from "zustand/vanilla";

import { foldText, foldWords } from "@/lib/fold-text";
import { type Problem, toProblem } from "@/phone/errors";
import type { FactRow, RowTable } from "@/phone/storage/row-table";
import type { ReadonlyStore } from "@/phone/store";

import type { Contact } from "./contact";
import type { ContactRow, ContactTable } from "./directory";
import { unite } from "./unite";
import { walkContacts } from "./walk-contacts";

export type SameReason = "number" | "email" | "name";

/** Contacts that may be one person. */
export interface Duplicates {
  /** The same for the same contacts. */
  readonly key: string;
  readonly reason: SameReason;
  readonly contacts: readonly Contact[];
}

export interface MergerState {
  readonly phase: "idle" | "looking" | "looked";
  readonly found: readonly Duplicates[];
  /** More than are shown. */
  readonly count: number;
  /** Whom the last merge made of how many; `null`: there is nothing to take back. */
  readonly merged: { readonly name: string; readonly of: number } | null;
  readonly problem: Problem | null;
}

/** Which of them says what the one who stays is called; by id. */
export interface MergeChoice {
  readonly ids: readonly string[];
  readonly name: string;
  readonly company: string;
  readonly notes: string;
}

export type MergerCommand =
  | { readonly type: "look" }
  | { readonly type: "merge"; readonly key: string; readonly choice: MergeChoice }
  /** They are different people: they are not shown again. */
  | { readonly type: "keepApart"; readonly key: string }
  | { readonly type: "undo" };

export interface Merger {
  readonly store: ReadonlyStore<MergerState>;
  do(command: MergerCommand): Promise<void>;
}

export interface MergerOptions {
  readonly contacts: ContactTable;
  readonly facts: RowTable<FactRow>;
  readonly now: () => number;
}

const mostShown = 50;
/** More with one number share a switchboard. */
const mostTogether = 6;
const apartId = "differentPeople";

/** Finds contacts that may be one person, and makes one of them. The last merge can be undone until the page is closed. */
export function createMerger({ contacts, facts, now }: MergerOptions): Merger {
  const store = createStore<MergerState>(() => ({
    phase: "idle",
    found: [],
    count: 0,
    merged: null,
    problem: null,
  }));
  let before: readonly ContactRow[] = [];

  async function readApart(): Promise<readonly string[]> {
    const value = (await facts.get(apartId))?.value;
    return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
  }

  async function look(): Promise<void> {
    store.setState({ phase: "looking", problem: null });
    const groups = await findGroups(contacts, new Set(await readApart()));
    const shown = groups.slice(0, mostShown);
    const rows = await contacts.getAll([...new Set(shown.flatMap(({ ids }) => ids))]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const found = shown.map(({ key, reason, ids }) => ({
      key,
      reason,
      contacts: ids.flatMap((id) => byId.get(id) ?? []),
    }));
    store.setState({ phase: "looked", found, count: groups.length });
  }

  async function merge(key: string, choice: MergeChoice): Promise<void> {
    const rows = await contacts.getAll(choice.ids);
    const byId = new Map(rows.map((row) => [row.id, row]));
    const first = byId.get(choice.ids[0] ?? "");
    if (first === undefined || rows.length < 2) return look();
    const others = rows.filter((row) => row !== first);
    const chosen = {
      ...first,
      name: byId.get(choice.name)?.name ?? first.name,
      company: byId.get(choice.company)?.company ?? first.company,
      notes: byId.get(choice.notes)?.notes ?? first.notes,
    };
    // A field that was chosen empty stays so.
    const { company, notes } = chosen;
    const united = others.reduce((one, other) => unite(one, other), unite(chosen, chosen));
    const { tokens } = unite({ ...united, company }, { ...united, company });
    const one = { ...first, ...united, company, notes, tokens, batch: null, before: null };
    before = rows;
    await contacts.putAll([{ ...one, updatedAt: now() }]);
    await contacts.removeAll(others.map(({ id }) => id));
    const found = store.getState().found.filter((each) => each.key !== key);
    store.setState({ found, merged: { name: one.name, of: rows.length } });
    await look();
  }

  async function act(command: MergerCommand): Promise<void> {
    switch (command.type) {
      case "look":
        return look();
      case "merge":
        return merge(command.key, command.choice);
      case "keepApart":
        await facts.put({
          id: apartId,
          value: [...(await readApart()), command.key].slice(-1_000),
        });
        return look();
      case "undo":
        await contacts.putAll(before);
        before = [];
        store.setState({ merged: null });
        return look();
    }
  }

  return {
    store,
    async do(command) {
      try {
        await act(command);
      } catch (error) {
        store.setState({ phase: "looked", problem: toProblem(error) });
      }
    },
  };
}

interface Group {
  readonly key: string;
  readonly reason: SameReason;
  readonly ids: readonly string[];
}

/** Those with the same number, the same address, or the same name in any order of its words; strongest reason first. */
async function findGroups(
  contacts: Pick<ContactTable, "page">,
  apart: ReadonlySet<string>,
): Promise<readonly Group[]> {
  const byMark = new Map<string, { readonly reason: SameReason; readonly ids: string[] }>();
  for await (const rows of walkContacts(contacts)) {
    for (const row of rows) {
      for (const [reason, mark] of marksOf(row)) {
        const known = byMark.get(mark);
        if (known === undefined) byMark.set(mark, { reason, ids: [row.id] });
        else if (known.ids.at(-1) !== row.id) known.ids.push(row.id);
      }
    }
  }
  const groups = new Map<string, Group>();
  for (const wanted of ["number", "email", "name"] as const) {
    for (const { reason, ids } of byMark.values()) {
      const key = ids.toSorted().join(" ");
      if (reason !== wanted || ids.length < 2 || ids.length > mostTogether) continue;
      if (!apart.has(key) && !groups.has(key)) groups.set(key, { key, reason, ids });
    }
  }
  return [...groups.values()];
}

function marksOf(row: ContactRow): readonly (readonly [SameReason, string])[] {
  const words = foldWords(row.name).toSorted().join(" ");
  return [
    ...row.keys.map((key) => ["number", `number ${key}`] as const),
    ...row.emails.map((email) => ["email", `email ${foldText(email)}`] as const),
    ...(words === "" ? [] : [["name", `name ${words}`] as const]),
  ];
}
