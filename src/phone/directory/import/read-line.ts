import type { ContactDraft } from "@/phone/directory/contact";
import { contactLimits } from "@/phone/directory/contact-row";
import { readTarget } from "@/phone/directory/read-target";

import type { ColumnKind } from "./columns";
import type { LineProblemCode } from "./problem";

export type Written = Omit<ContactDraft, "id">;

export type LineReading =
  | { readonly written: Written }
  | { readonly code: LineProblemCode; readonly value: string };

/** No cell of a list of people is longer. */
const longestCell = 20_000;

/** Excel's way to show a number of more than eleven digits: what it then saves has lost its last digits. */
const rounded = /^[+-]?\d(?:[.,]\d+)?E\+?\d{1,2}$/i;

/** Several in one cell, as exports of other address books have them. */
const several = /\s*(?::::|[;|\n])\s*/;

/** One line of a table as somebody to know, by what its columns are. */
export function readLine(
  cells: readonly string[],
  columns: readonly ColumnKind[],
  headings: readonly string[] | null,
): LineReading {
  const long = cells.find(({ length }) => length > longestCell);
  if (long !== undefined) return { code: "tooLong", value: long.slice(0, 80) };
  const beyond = cells.slice(columns.length).find((cell) => cell.trim() !== "");
  if (beyond !== undefined) return { code: "tooManyCells", value: beyond.slice(0, 80) };
  const valuesOf = (kind: ColumnKind): string[] =>
    cells
      .filter((_, at) => columns[at] === kind)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== "");
  const fields: Record<string, string> = {};
  for (const [at, kind] of columns.entries()) {
    const value = cells[at]?.trim() ?? "";
    const name = headings?.[at]?.trim() || String(at + 1);
    // Two columns of one heading are one field.
    if (kind === "field" && value !== "") {
      fields[name] = fields[name] === undefined ? value : `${fields[name]}\n${value}`;
    }
  }
  const name = valuesOf("name")[0];
  return checkWritten({
    name: name ?? [...valuesOf("firstName"), ...valuesOf("lastName")].join(" "),
    company: valuesOf("company")[0] ?? "",
    numbers: (["mobile", "work", "home", "other"] as const).flatMap((kind) =>
      valuesOf(kind)
        .flatMap((cell) => cell.split(several))
        .map((number) => ({ kind, number: withoutApostrophe(number) }))
        .filter(({ number }) => number !== ""),
    ),
    emails: valuesOf("email").flatMap((cell) => cell.split(/[\s;,|]+|:::/).filter(Boolean)),
    tags: valuesOf("tags").flatMap((cell) => cell.split(/[;,|\n]|:::/).map((tag) => tag.trim())),
    notes: valuesOf("notes").join("\n"),
    fields,
  });
}

/** A spreadsheet's way to say that a number is a text. */
function withoutApostrophe(number: string): string {
  return number.replace(/^['’`]+/, "").trim();
}

/** What is to be kept must be right: who was written, or the first thing that is wrong. */
export function checkWritten(written: Written): LineReading {
  const { name, numbers, emails, notes } = written;
  if (name.trim() === "" && numbers.length === 0 && emails.length === 0) {
    return { code: "nobody", value: "" };
  }
  for (const { number } of numbers) {
    if (rounded.test(number)) return { code: "roundedNumber", value: number };
    if (readTarget(number) === null) {
      return { code: "notANumber", value: number.slice(0, 80) };
    }
  }
  const email = emails.find((each) => !/^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/u.test(each));
  if (email !== undefined) return { code: "notAnEmail", value: email.slice(0, 80) };
  if (notes.length > contactLimits.noteCharacters)
    return { code: "tooLong", value: notes.slice(0, 80) };
  return { written };
}
