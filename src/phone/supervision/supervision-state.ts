import type { CallId } from "@/phone/calls/call";
import type { Problem } from "@/phone/errors";

/** How a supervisor is in somebody's call. */
export type SpyMode = "monitor" | "whisper" | "barge";

/** Who can hear the supervisor now, or may still: it shrinks only 600 ms after the microphone has closed. */
export type HeardBy = "nobody" | "agent" | "agentAndCustomer";

/** What this user may do, as the phone system says. Plain data. */
export interface Rights {
  readonly role: "agent" | "supervisor" | "administrator";
  /** Extensions that may be helped; `all` of them; empty: nobody. */
  readonly over: "all" | readonly string[];
  /** When agents are told that somebody listens. */
  readonly tell: "always" | "whispered" | "afterwards" | "never";
  /** Whether agents may read who listened to them. */
  readonly journal: boolean;
}

/** Listening to one call of one agent. */
export interface SpySession {
  readonly agent: string;
  readonly callId: CallId;
  /** `dialing`: it is on its way; `waiting`: nobody talks there, the next call is dialled when it begins. */
  readonly phase: "dialing" | "waiting" | "listening";
  /** What was asked for, and what is so. */
  readonly wish: SpyMode;
  readonly mode: SpyMode;
  readonly heardBy: HeardBy;
  readonly isSwitching: boolean;
  readonly startedAt: number;
  /** What went wrong last: it listens in monitor again. */
  readonly problem: Problem | null;
}

/** A written cue and what the agent has said to it. */
export interface SentCue {
  readonly id: string;
  readonly agent: string;
  readonly text: string;
  readonly at: number;
  readonly answer: "got" | "help" | null;
}

/** What was done, by the phone system's own list. */
export interface AuditLine {
  readonly at: number;
  readonly supervisor: string;
  readonly agent: string;
  /** `monitor`, `whisper`, `barge`, `end`, `take`, `pause`, `unpause`, `login`, `leave`, `logout`, `hangup`, `cue` … */
  readonly act: string;
  readonly detail: string | null;
  readonly text: string | null;
}

export interface SupervisionState {
  /** `null` until the phone system has said it, or if it has none to give. */
  readonly rights: Rights | null;
  readonly session: SpySession | null;
  /** The agent whose next call is wanted; `null`: nobody's. */
  readonly next: string | null;
  /** Of this sign-in, newest first. */
  readonly cues: readonly SentCue[];
  /** The last session, until it is dismissed or scored. */
  readonly last: {
    readonly agent: string;
    readonly startedAt: number;
    readonly endedAt: number;
  } | null;
}

export type SupervisionCommand =
  | { readonly type: "spy"; readonly agent: string; readonly mode: SpyMode }
  /** Listens as soon as this agent talks. */
  | { readonly type: "spyNext"; readonly agent: string }
  | { readonly type: "switchTo"; readonly mode: SpyMode }
  | { readonly type: "stop" }
  | { readonly type: "takeOver"; readonly agent: string; readonly reason: string }
  | { readonly type: "cue"; readonly agent: string; readonly text: string }
  /** Each is told to the agent with its reason. Rejects with a `PhoneError` where the phone system refuses. */
  | {
      readonly type: "order";
      readonly agent: string;
      readonly order:
        | { readonly do: "pause"; readonly why: string }
        | { readonly do: "unpause" | "logout" | "hangup" }
        | { readonly do: "login" | "leave"; readonly queue: string };
      readonly reason: string;
    }
  | { readonly type: "dismissLast" };

/** Rejects with a `PhoneError`: `forbidden`, `commandFailed`, `notConnected`. */
export interface SupervisionQueries {
  /** Newest first, 50 a page. */
  audit(page: number): Promise<{ readonly count: number; readonly lines: readonly AuditLine[] }>;
}
