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
  readonly notes: string;
  readonly updatedAt: number;
}

/** A contact before it is kept: no id yet for a new one. */
export type ContactDraft = Omit<Contact, "id" | "updatedAt"> & { readonly id: string | null };
