import * as v from "valibot";

import { companyLimits } from "./company-limits";
import { type ContactDraft, companyPrefix } from "./contact";
import { contactRow } from "./contact-row";
import type { ContactRow } from "./directory";
import { guessColumns } from "./import/columns";
import { decode, guessEncoding } from "./import/decode";
import { checkWritten, readLine } from "./import/read-line";
import { guessDelimiter, readTable } from "./import/read-table";

const text = v.pipe(v.string(), v.maxLength(5_000));
const number = v.union([
  v.pipe(
    text,
    v.transform((each) => ({ kind: "work" as const, number: each })),
  ),
  v.object({
    kind: v.optional(v.picklist(["mobile", "work", "home", "other"]), "work"),
    number: text,
  }),
]);

/** Somebody in a JSON directory. */
const person = v.object({
  id: v.optional(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.maxLength(100))),
  name: v.optional(text, ""),
  company: v.optional(text, ""),
  numbers: v.optional(v.pipe(v.array(number), v.maxLength(20)), []),
  emails: v.optional(v.pipe(v.array(text), v.maxLength(20)), []),
  tags: v.optional(v.pipe(v.array(text), v.maxLength(50)), []),
  notes: v.optional(text, ""),
  fields: v.optional(v.record(v.string(), text), {}),
});

export interface CompanyReading {
  readonly rows: readonly ContactRow[];
  /** People who could not be read; the others are there. */
  readonly wrong: number;
}

interface Entry {
  readonly id: string | null;
  readonly written: Omit<ContactDraft, "id">;
}

/** The company's people from its file, JSON (an array, or `{"contacts": […]}`) or CSV; `null`: it is neither. */
export async function readCompanyFile(
  bytes: Uint8Array,
  region: string | null,
  updatedAt: number,
): Promise<CompanyReading | null> {
  const file = decode(bytes, guessEncoding(bytes));
  const found = /^\s*[[{]/.test(file) ? readJson(file) : readCsv(file);
  if (found === null || found.entries.length > companyLimits.people) return null;
  const rows = new Map<string, ContactRow>();
  for (const { id, written } of found.entries) {
    // Without an id of their own they are whom they are called and reached by.
    const name =
      id ?? JSON.stringify([written.name, written.numbers[0]?.number ?? written.emails[0]]);
    const row = await contactRow(written, { id: companyPrefix + name, region, updatedAt });
    rows.set(row.id, row);
  }
  // A directory in which nobody can be read is a broken one, not an empty company.
  if (rows.size === 0 && found.wrong > 0) return null;
  return { rows: [...rows.values()], wrong: found.wrong };
}

interface Found {
  readonly entries: readonly Entry[];
  readonly wrong: number;
}

function readJson(file: string): Found | null {
  let foreign: unknown;
  try {
    foreign = JSON.parse(file) as unknown;
  } catch {
    return null;
  }
  const list: unknown = Array.isArray(foreign)
    ? foreign
    : (foreign as { readonly contacts?: unknown } | null)?.contacts;
  if (!Array.isArray(list)) return null;
  const entries = list.flatMap((each): Entry[] => {
    const read = v.safeParse(person, each);
    if (!read.success) return [];
    const { id = null, ...written } = read.output;
    return "written" in checkWritten(written) ? [{ id, written }] : [];
  });
  return { entries, wrong: list.length - entries.length };
}

function readCsv(file: string): Found | null {
  // A page in place of the file, as servers answer that know no such file.
  if (/^\s*</.test(file)) return null;
  const [head, ...rows] = [...readTable(file, guessDelimiter(file))];
  if (head === undefined) return null;
  const columns = guessColumns(head.cells, []);
  if (!columns.some((kind) => kind === "name" || kind === "firstName")) return null;
  const idColumn = head.cells.findIndex((heading) => heading.trim().toLowerCase() === "id");
  const entries = rows.flatMap(({ cells, hasOpenQuote }): Entry[] => {
    const reading = hasOpenQuote ? null : readLine(cells, columns, head.cells);
    if (reading === null || !("written" in reading)) return [];
    return [{ id: cells[idColumn] || null, written: reading.written }];
  });
  return { entries, wrong: rows.length - entries.length };
}
