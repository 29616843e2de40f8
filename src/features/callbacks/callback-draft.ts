import type { CallbackChange } from "@/phone/callbacks/commands";

/** The name under which what is half typed is kept. */
export const callbackDraft = (id: string): string => `callback.${id}`;

export function isCallbackDraft(foreign: unknown): foreign is CallbackChange {
  if (typeof foreign !== "object" || foreign === null) return false;
  const { dueAt, owner, reason } = foreign as Record<string, unknown>;
  return (
    Number.isFinite(dueAt) &&
    (owner === null || typeof owner === "string") &&
    typeof reason === "string"
  );
}
