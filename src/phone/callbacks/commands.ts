import type { CallbackRow } from "./callback-row";

/** Whom to call back, when and why. */
export interface CallbackPromise extends Pick<
  CallbackRow,
  "number" | "name" | "contactId" | "dueAt" | "owner" | "reason" | "callId" | "queue"
> {}

export type CallbackChange = Pick<CallbackRow, "dueAt" | "owner" | "reason">;

export type CallbacksCommand =
  | { readonly type: "promise"; readonly promise: CallbackPromise }
  | { readonly type: "change"; readonly id: string; readonly change: CallbackChange }
  /** Off the list without having talked, with a word why. */
  | { readonly type: "remove"; readonly id: string; readonly why: string }
  | { readonly type: "call"; readonly id: string }
  /** What a caller asked for is one agent's from now on, or anybody's again. */
  | { readonly type: "take"; readonly id: string }
  | { readonly type: "giveBack"; readonly id: string }
  | { readonly type: "snooze"; readonly id: string; readonly minutes: number }
  | { readonly type: "dismissReminder"; readonly id: string }
  | { readonly type: "dismissProblem" };
