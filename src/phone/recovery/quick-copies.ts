import type { TextStorage } from "@/phone/connection/stored-sign-in";

import type { LiveRow } from "./recovery";

/** An agent has fewer calls at once. */
const mostKept = 12;

/**
 * What lies in the table of live calls, once more in a storage that is written in the same turn. On a busy computer a write to
 * IndexedDB took a second and more (Chromium 156), and goes with the page that has asked for it: what was answered rang
 * again on the next page. The table remains what outlives a browser that dies.
 */
export interface QuickCopies {
  put(row: LiveRow): void;
  remove(id: string): void;
  rows(): readonly LiveRow[];
}

export function createQuickCopies(storage: TextStorage, account: () => string): QuickCopies {
  const name = (): string => `hamsa.live ${account()}`;

  function rows(): readonly LiveRow[] {
    try {
      const found: unknown = JSON.parse(storage.getItem(name()) ?? "[]");
      return Array.isArray(found) ? found.flatMap((each) => readRow(each) ?? []) : [];
    } catch {
      return [];
    }
  }

  function write(next: readonly LiveRow[]): void {
    try {
      if (next.length === 0) return storage.removeItem(name());
      const kept = next.slice(-mostKept).map(({ sealed, ...row }) => ({
        ...row,
        sealed: btoa(String.fromCodePoint(...sealed)),
      }));
      storage.setItem(name(), JSON.stringify(kept));
    } catch {
      // Blocked or full: the table has it, a moment later.
    }
  }

  const without = (id: string): readonly LiveRow[] => rows().filter((row) => row.id !== id);

  return {
    put: (row) => write([...without(row.id), row]),
    remove: (id) => write(without(id)),
    rows,
  };
}

function readRow(value: unknown): LiveRow | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, instance, livedAt, sealed } = value as Record<string, unknown>;
  const isRow =
    typeof id === "string" &&
    typeof instance === "string" &&
    typeof livedAt === "number" &&
    typeof sealed === "string";
  if (!isRow) return null;
  const bytes = Uint8Array.from(atob(sealed), (letter) => letter.codePointAt(0) ?? 0);
  return { id, instance, livedAt, sealed: bytes };
}

/** Of the same call the newer one; a call that only one of them has is in it. */
export function newest(
  rows: readonly LiveRow[],
  copies: readonly LiveRow[],
  others: readonly string[],
): readonly LiveRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const copy of copies) {
    if (others.includes(copy.instance)) continue;
    const row = byId.get(copy.id);
    if (row === undefined || row.livedAt < copy.livedAt) byId.set(copy.id, copy);
  }
  return [...byId.values()];
}
