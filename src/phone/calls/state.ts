import type { Call, CallId } from "./call";

export interface CallsState {
  readonly byId: Readonly<Record<CallId, Call>>;
  /** Oldest first. */
  readonly order: readonly CallId[];
}

export const noCalls: CallsState = { byId: {}, order: [] };

export function without({ byId, order }: CallsState, id: CallId): CallsState {
  const { [id]: _, ...rest } = byId;
  return { byId: rest, order: order.filter((other) => other !== id) };
}
