export const numberKinds = ["mobile", "work", "home", "other"] as const;
export type NumberKind = (typeof numberKinds)[number];

export interface ContactNumber {
  readonly kind: NumberKind;
  /** As the agent wrote it, cleaned of nothing but outer space. */
  readonly number: string;
}

export interface Contact {
  readonly id: string;
  readonly name: string;
  readonly company: string;
  readonly numbers: readonly ContactNumber[];
  readonly emails: readonly string[];
  readonly tags: readonly string[];
  readonly notes: string;
  /** What else is known, by the name that whoever wrote it gave it: a customer's number, a contract. */
  readonly fields: Readonly<Record<string, string>>;
  readonly updatedAt: number;
}

/** A contact before it is kept: no id yet for a new one. */
export type ContactDraft = Omit<Contact, "id" | "updatedAt"> & { readonly id: string | null };

/** What the id of a contact of the company's own directory begins with. */
export const companyPrefix = "company:";

/** It comes from the company's directory: it can be read and called, not changed. */
export function isOfCompany(id: string): boolean {
  return id.startsWith(companyPrefix);
}
