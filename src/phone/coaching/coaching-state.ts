import type { SpyMode } from "@/phone/supervision/supervision-state";

/** A written cue of a supervisor's. */
export interface Cue {
  readonly id: string;
  /** An extension. */
  readonly from: string;
  readonly text: string;
  readonly at: number;
  readonly answer: "got" | "help" | null;
}

/** What a supervisor did to this agent. */
export interface Supervised {
  readonly id: number;
  readonly by: string;
  /** `pause`, `unpause`, `login`, `leave`, `logout`, `hangup`, `take`. */
  readonly act: string;
  readonly detail: string | null;
  readonly reason: string | null;
  readonly at: number;
}

/** The agent's side of being helped. Plain data. */
export interface CoachingState {
  /** Who listens now, and how, as far as policy lets it be known. */
  readonly listener: { readonly by: string; readonly mode: SpyMode; readonly since: number } | null;
  /** Somebody listened, told afterwards. */
  readonly heardAfter: {
    readonly by: string;
    readonly widest: SpyMode;
    readonly at: number;
  } | null;
  /** Of this call, newest last. */
  readonly cues: readonly Cue[];
  readonly hand: { readonly since: number; readonly reason: string | null } | null;
  readonly supervised: readonly Supervised[];
}

export type CoachingCommand =
  /** `null`: no reason given. */
  | { readonly type: "raiseHand"; readonly reason: string | null }
  | { readonly type: "lowerHand" }
  | { readonly type: "answerCue"; readonly id: string; readonly answer: "got" | "help" }
  | { readonly type: "dismiss"; readonly what: "supervised" | "heardAfter" };
