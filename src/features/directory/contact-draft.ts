import type { ContactDraft } from "@/phone/directory/contact";

/** Where a contact is kept while it is written. */
export const contactDraft = "contact";

/** As far as a page of another version could have written it otherwise. */
export function isContactDraft(foreign: unknown): foreign is ContactDraft {
  if (typeof foreign !== "object" || foreign === null) return false;
  const { id, name, company, notes, numbers, emails, tags, fields } =
    foreign as Partial<ContactDraft>;
  const texts = [name, company, notes];
  return (
    id !== undefined &&
    texts.every((text) => typeof text === "string") &&
    [numbers, emails, tags].every(Array.isArray) &&
    typeof fields === "object"
  );
}
