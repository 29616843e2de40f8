import type { CallbackRow } from "./callback-row";

type Known = Pick<
  CallbackRow,
  "number" | "formatted" | "key" | "name" | "contactId" | "queue" | "callId"
>;

/** A row to which its id and its times are still to be given. */
export function newRow(
  kind: CallbackRow["kind"],
  { number, formatted, key, name, contactId, queue, callId }: Known,
): Omit<CallbackRow, "id" | "createdAt" | "dueAt"> {
  return {
    kind,
    number,
    formatted,
    key,
    name,
    contactId,
    queue,
    callId,
    owner: null,
    reason: "",
    attempts: [],
    missed: [],
    remindAt: null,
    calledAt: null,
    done: null,
  };
}
