import { isText, readDraft } from "@/features/shared/use-draft";
import type { CallId } from "@/phone/calls/call";

/** Where the target and the note of a transfer are kept while they are typed. */
export const targetDraft = (id: CallId): string => `transfer ${id}`;
export const noteDraft = (id: CallId): string => `note ${id}`;

/** Whether somebody was writing one when the page was loaded anew. */
export function hasTransferDraft(id: CallId): boolean {
  return [targetDraft(id), noteDraft(id)].some((name) => readDraft(name, isText) !== null);
}
