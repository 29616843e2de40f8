import type { CallId } from "@/phone/calls/call";

/** Where the target of a transfer is kept while it is typed. */
export const transferDraft = (id: CallId): string => `transfer ${id}`;
