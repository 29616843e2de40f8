/** How an agent stands, seen from outside. `unknown`: nobody has told. */
export type FloorAgentState =
  | "unknown"
  | "offline"
  | "signedOff"
  | "ready"
  | "ringing"
  | "talking"
  | "hold"
  | "wrapUp"
  | "break";

/** Figures of today as the agent's own phone tells them; `null`: not known. Seconds. */
export interface FloorFigures {
  readonly answered: number | null;
  readonly missed: number | null;
  readonly talkSeconds: number | null;
  readonly afterCallSeconds: number | null;
}

/** The other end of an agent's call, asked from the agent's phone. */
export interface FloorParty {
  readonly number: string;
  readonly name: string | null;
}

export interface FloorAgent {
  readonly extension: string;
  readonly name: string;
  readonly state: FloorAgentState;
  /** Milliseconds since 1970; `null`: not known. */
  readonly since: number | null;
  /** Of a break. */
  readonly reason: string | null;
  readonly queue: string | null;
  readonly direction: "in" | "out" | "internal" | null;
  readonly quality: "good" | "fair" | "bad" | null;
  /** Whom they talk with: only once asked for, and only for as long as that call lasts. */
  readonly party: FloorParty | null;
  readonly figures: FloorFigures;
  /** The hand is raised: since when, and why. */
  readonly hand: { readonly since: number; readonly reason: string | null } | null;
}

/** Every number is `null` until it is known. */
export interface FloorQueue {
  readonly id: string;
  readonly waiting: number | null;
  /** Milliseconds since 1970: when the one who waits longest came; `null`: nobody, or not known. */
  readonly oldestAt: number | null;
  readonly loggedIn: number | null;
  readonly ready: number | null;
  readonly free: number | null;
  readonly averageWaitSeconds: number | null;
  readonly averageTalkSeconds: number | null;
  readonly completed: number | null;
  readonly abandoned: number | null;
  readonly serviceLevelPercent: number | null;
}

/** A rule that is broken now. Hands come first, then the oldest. */
export interface Alarm {
  /** Rule and whom it is about: the same alarm has the same key. */
  readonly key: string;
  readonly rule: string;
  readonly about: { readonly kind: "agent" | "queue"; readonly id: string };
  readonly since: number;
  /** Who has seen it, or `null`. */
  readonly acknowledgedBy: string | null;
}

export interface FloorState {
  /** Nobody looks, or nothing has been told yet, or the phone system does not tell. */
  readonly phase: "off" | "waiting" | "live" | "unavailable";
  readonly agents: Readonly<Record<string, FloorAgent>>;
  readonly queues: Readonly<Record<string, FloorQueue>>;
  readonly alarms: readonly Alarm[];
}

export type FloorCommand =
  /** Somebody looks, for as long as it is said again within 60 s; `looker` is any word of theirs. */
  | { readonly type: "look"; readonly looker: string }
  | { readonly type: "lookAway"; readonly looker: string }
  /** Asks the agent's phone whom they talk with. */
  | { readonly type: "askParty"; readonly extension: string }
  | { readonly type: "acknowledge"; readonly key: string };
