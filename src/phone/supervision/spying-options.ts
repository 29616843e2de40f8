import type { StoreApi } from "zustand/vanilla";

import type { CallId } from "@/phone/calls/call";
import type { Calls } from "@/phone/calls/calls";
import type { Dialect } from "@/phone/dialects/dialect";
import type { Problem } from "@/phone/errors";
import type { Watches } from "@/phone/watches/watches";

import type { SpyMode, SupervisionState } from "./supervision-state";

/** What listening to calls needs of the rest of the phone. */
export interface SpyingOptions {
  readonly store: StoreApi<SupervisionState>;
  readonly calls: Pick<Calls, "do" | "watch" | "sink" | "supervise">;
  readonly watches: Pick<Watches, "watch">;
  readonly dialect: () => Dialect;
  readonly isConnected: () => boolean;
  /** Resolves with why the phone system does not want it, or `null`. */
  readonly tell: (agent: string, mode: SpyMode) => Promise<Problem | null>;
  readonly sendDigit: (id: CallId, digit: string) => Promise<void>;
  readonly now: () => number;
}
