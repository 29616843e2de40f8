import { cleanName } from "@/lib/clean-name";
import { foldText, foldWords } from "@/lib/fold-text";
import { numberTokens } from "@/lib/number-tokens";

import type { Contact, ContactDraft } from "./contact";
import type { ContactRow } from "./directory";
import { readNumber } from "./phone-numbers";
import { readTarget } from "./read-target";

/** Nobody writes more by hand; a file that does is not a list of people. */
export const contactLimits = {
  numbers: 20,
  emails: 10,
  tags: 20,
  fields: 30,
  noteCharacters: 5_000,
  fieldCharacters: 500,
} as const;

type Written = Omit<ContactDraft, "id">;

/** Text over several lines, without what is invisible. */
function cleanText(text: string, most: number): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(/[\u202a-\u202e\u2066-\u2069\ufeff]/gu, "")
    .slice(0, most)
    .trim();
}

function distinct(texts: readonly string[], most: number): readonly string[] {
  const seen = new Map<string, string>();
  for (const text of texts) {
    const clean = cleanName(text);
    const key = clean === null ? "" : foldText(clean);
    if (clean !== null && !seen.has(key)) seen.set(key, clean);
  }
  return [...seen.values()].slice(0, most);
}

function cleanFields(fields: Contact["fields"]): Contact["fields"] {
  const clean = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    const key = cleanName(name);
    const text = cleanText(value, contactLimits.fieldCharacters);
    return key === null || text === "" || key === "__proto__" ? [] : [[key, text]];
  });
  return Object.fromEntries(clean.slice(0, contactLimits.fields));
}

/** What was written, as it is kept: no empty lines, nothing twice, nothing invisible. */
export function cleanContact(written: Written): Written {
  const numbers = written.numbers
    .map(({ kind, number }) => ({ kind, number: (cleanName(number) ?? "").trim() }))
    .filter(({ number }) => number !== "")
    .slice(0, contactLimits.numbers);
  const emails = distinct(written.emails, contactLimits.emails);
  return {
    name: cleanName(written.name) ?? numbers[0]?.number ?? emails[0] ?? "",
    company: cleanName(written.company) ?? "",
    notes: cleanText(written.notes, contactLimits.noteCharacters),
    numbers,
    emails,
    tags: distinct(written.tags, contactLimits.tags),
    fields: cleanFields(written.fields),
  };
}

/** What a contact's numbers are recognised by, whatever they are written like. */
export async function numberKeys(
  numbers: Contact["numbers"],
  region: string | null,
): Promise<readonly string[]> {
  const keys: string[] = [];
  for (const { number } of numbers) {
    keys.push((await readNumber(readTarget(number) ?? number, region)).key);
  }
  return keys;
}

/**
 * What a contact is found by. Numbers are entered by every ending of at least three digits, so that a search for
 * the beginning of a token finds digits from the middle of a number.
 */
export function contactTokens(contact: Written, keys: readonly string[]): readonly string[] {
  const { name, company, tags, emails } = contact;
  const words = foldWords([name, company, ...tags, ...emails].join(" "));
  const numbers = [...contact.numbers.map(({ number }) => number), ...keys];
  return [...new Set([...words, ...numbers.flatMap(numberTokens)])];
}

export interface RowFacts {
  readonly id: string;
  readonly region: string | null;
  readonly updatedAt: number;
}

/** A contact as it is kept. */
export async function contactRow(
  written: Written,
  { id, region, updatedAt }: RowFacts,
): Promise<ContactRow> {
  const contact = cleanContact(written);
  const keys = await numberKeys(contact.numbers, region);
  return {
    ...contact,
    id,
    updatedAt,
    keys,
    tokens: contactTokens(contact, keys),
    batch: null,
    before: null,
  };
}
