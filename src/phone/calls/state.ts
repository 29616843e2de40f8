import type { Call, CallId } from "./call";

export interface CallsState {
  readonly byId: Readonly<Record<CallId, Call>>;
  /** Oldest first. */
  readonly order: readonly CallId[];
}
