import { foldText } from "@/lib/fold-text";

import type { Contact } from "./contact";
import { contactTokens } from "./contact-row";
import type { ContactRow } from "./directory";

type Written = Omit<Contact, "id" | "updatedAt">;
type Known = Written & { readonly keys: readonly string[] };

/** What two entries know of one person, each thing once. Where they say different things the `first` has its way. */
export function unite(first: Known, second: Known): Known & Pick<ContactRow, "tokens"> {
  const keys = [...first.keys];
  const numbers = [...first.numbers];
  for (const [at, key] of second.keys.entries()) {
    const number = second.numbers[at];
    if (number === undefined || keys.includes(key)) continue;
    keys.push(key);
    numbers.push(number);
  }
  const united = {
    name: first.name || second.name,
    company: first.company || second.company,
    notes: first.notes || second.notes,
    numbers,
    emails: distinct([...first.emails, ...second.emails]),
    tags: distinct([...first.tags, ...second.tags]),
    fields: { ...second.fields, ...first.fields },
    keys,
  };
  return { ...united, tokens: contactTokens(united, keys) };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Map(texts.toReversed().map((text) => [foldText(text), text])).values()].reverse();
}
