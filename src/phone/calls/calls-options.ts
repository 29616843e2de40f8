import type { Dialect } from "@/phone/dialects/dialect";

import type { Call, Identity } from "./call";
import type { CallEvent } from "./events";
import type { CallCommands, CallPort } from "./perform";

export interface CallsOptions {
  readonly port: CallPort;
  readonly commands: CallCommands;
  readonly dialect: () => Dialect;
  /** Numbers that are dialled as they are, whatever else goes on. */
  readonly isEmergency: (target: string) => boolean;
  /** The number of ours that is to be shown there; `null`: the phone system's choice. */
  readonly shownNumber: (target: string) => string | null;
  readonly identify: (number: string) => Promise<Identity>;
  readonly now: () => number;
  /** Calls at once, the ringing ones included; one more is answered "busy". */
  readonly maxCalls: () => number;
  /** Without a connection nothing is dialled, and no call is disturbed for it. */
  readonly isConnected: () => boolean;
  /** Whether the agent lets the phone system answer for them. */
  readonly mayAutoAnswer: () => boolean;
  /** Whether we have just asked for the call of this agent: it is answered without a press. Asked once for each call. */
  readonly isTakenFrom: (agent: string) => boolean;
  /** Told of every event, also of one that changed nothing. */
  readonly told?: CallTold;
  /** How long an ended call stays on the stage. */
  readonly endedShownMs: number;
}

/** `before`: `null` when the call begins. */
export type CallTold = (
  event: CallEvent | { readonly type: "begun" },
  before: Call | null,
  after: Call,
) => void;
