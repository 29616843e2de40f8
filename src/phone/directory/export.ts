import { csvBeginning, csvLine } from "@/lib/csv-cell";

import { type Contact, type NumberKind, numberKinds } from "./contact";
import type { ContactTable } from "./directory";
import { walkContacts } from "./walk-contacts";

/** What the columns are called; the words of the screen, which an import knows again. */
export type ColumnNames = Readonly<
  Record<"name" | "company" | NumberKind | "email" | "tags" | "notes", string>
>;

/** All contacts as a CSV file (RFC 4180, UTF-8) that is safe to open in a spreadsheet. In parts, for a `Blob`. */
export async function exportTable(
  table: Pick<ContactTable, "page">,
  names: ColumnNames,
): Promise<readonly string[]> {
  const width = await measure(table);
  const columns = [
    names.name,
    names.company,
    ...numberKinds.flatMap((kind) => repeat(names[kind], width.numbers[kind])),
    ...repeat(names.email, width.emails),
    names.tags,
    names.notes,
    ...width.fields,
  ];
  const parts = [csvBeginning + csvLine(columns)];
  for await (const rows of walkContacts(table)) {
    parts.push(rows.map((row) => csvLine(cellsOf(row, width))).join(""));
  }
  return parts;
}

interface Width {
  readonly numbers: Record<NumberKind, number>;
  readonly emails: number;
  readonly fields: readonly string[];
}

/** Each value has a cell of its own: how many columns that makes. */
async function measure(table: Pick<ContactTable, "page">): Promise<Width> {
  const numbers: Width["numbers"] = { mobile: 1, work: 1, home: 0, other: 0 };
  const fields = new Set<string>();
  let emails = 1;
  for await (const rows of walkContacts(table)) {
    for (const row of rows) {
      for (const kind of numberKinds)
        numbers[kind] = Math.max(numbers[kind], ofKind(row, kind).length);
      emails = Math.max(emails, row.emails.length);
      for (const field of Object.keys(row.fields)) fields.add(field);
    }
  }
  return { numbers, emails, fields: [...fields] };
}

const ofKind = (contact: Pick<Contact, "numbers">, kind: NumberKind): readonly string[] =>
  contact.numbers.filter((each) => each.kind === kind).map(({ number }) => number);

const repeat = (name: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => (at === 0 ? name : `${name} ${at + 1}`));

const upTo = (texts: readonly string[], count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => texts[at] ?? "");

function cellsOf(contact: Contact, width: Width): readonly string[] {
  return [
    contact.name,
    contact.company,
    ...numberKinds.flatMap((kind) => upTo(ofKind(contact, kind), width.numbers[kind])),
    ...upTo(contact.emails, width.emails),
    contact.tags.join(", "),
    contact.notes,
    ...width.fields.map((field) => contact.fields[field] ?? ""),
  ];
}

/** All contacts as vCard 4.0 (RFC 6350). */
export async function exportCards(table: Pick<ContactTable, "page">): Promise<readonly string[]> {
  const parts: string[] = [];
  for await (const rows of walkContacts(table)) parts.push(rows.map(cardOf).join(""));
  return parts;
}

const cardTypes: Readonly<Record<NumberKind, string>> = {
  mobile: ";TYPE=cell",
  work: ";TYPE=work",
  home: ";TYPE=home",
  other: "",
};

function cardOf(contact: Contact): string {
  const lines = [
    "BEGIN:VCARD",
    "VERSION:4.0",
    `UID:urn:uuid:${contact.id}`,
    `FN:${escape(contact.name)}`,
    ...(contact.company === "" ? [] : [`ORG:${escape(contact.company)}`]),
    ...contact.numbers.map(
      ({ kind, number }) => `TEL${cardTypes[kind]};VALUE=text:${escape(number)}`,
    ),
    ...contact.emails.map((email) => `EMAIL:${escape(email)}`),
    ...(contact.tags.length === 0 ? [] : [`CATEGORIES:${contact.tags.map(escape).join(",")}`]),
    ...(contact.notes === "" ? [] : [`NOTE:${escape(contact.notes)}`]),
    ...Object.entries(contact.fields).map(
      ([name, value]) =>
        `X-HAMSA-FIELD;VALUE=text;NAME="${name.replace(/["\n^]/g, "'")}":${escape(value)}`,
    ),
    `REV:${new Date(contact.updatedAt).toISOString().replace(/[-:]|\.\d+/g, "")}`,
    "END:VCARD",
  ];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

function escape(text: string): string {
  return text.replace(/[\\,;]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");
}

/** Lines of at most 75 bytes (RFC 6350 3.2), no character cut in two. */
function fold(line: string): string {
  if (line.length < 25) return line;
  const encoder = new TextEncoder();
  let bytes = 0;
  let folded = "";
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > 74) {
      folded += "\r\n ";
      bytes = 0;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}
