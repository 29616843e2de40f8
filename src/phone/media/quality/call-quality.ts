import type { CallId } from "@/phone/calls/call";

import type { Interval } from "./interval";
import type { Route } from "./snapshot";

/** Something that spoils a call, as the agent would say it. */
export type FindingKind =
  /** No packet comes, although the path works: it is the other side's doing. */
  | "noAudioIn"
  /** Our microphone is open, and we send nothing. */
  | "noAudioOut"
  /** We hear them, and they get nothing of what we send. */
  | "oneWay"
  | "microphoneSilent"
  | "microphoneClipped"
  | "talkingWhileMuted"
  /** This computer is too slow for the sound. */
  | "overloaded"
  | "relayInUse"
  | "highLoss"
  | "highDelay"
  | "highJitter";

export interface Finding {
  readonly kind: FindingKind;
  readonly since: number;
}

/** One interval with what it is worth. */
export interface QualityPoint extends Interval {
  /** `null` while no sound is to come. */
  readonly mos: number | null;
}

export type Grade = "good" | "fair" | "poor";

/** "Satisfied" begins at a score of 4, "many dissatisfied" below 3.5 (ITU-T G.107, annex B). */
const goodFrom = 4;
const fairFrom = 3.5;

/** `slack`: how much more than that a grade is kept on. */
export function gradeOf(mos: number, before: Grade | null = null, slack = 0): Grade {
  if (mos >= goodFrom - (before === "good" ? slack : 0)) return "good";
  return mos >= fairFrom - (before === "fair" ? slack : 0) ? "fair" : "poor";
}

/** How the way of the sound stands. `lost`: it has been down for so long that more is wrong than a change of networks. */
export type PathCondition =
  | { readonly state: "up" }
  | { readonly state: "restoring" | "lost"; readonly since: number };

/** What a call was like, for its row in the history. */
export interface QualitySummary {
  /** Means over the seconds in which sound was to come. */
  readonly mosMean: number | null;
  /** The worst five seconds. */
  readonly mosLeast: number | null;
  readonly lossPercent: number | null;
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  readonly route: Route | null;
  /** Everything that was ever found. */
  readonly findings: readonly FindingKind[];
  /** How often the way of the sound was looked for anew. */
  readonly restarts: number;
}

export interface CallQuality {
  readonly path: PathCondition;
  /** `null` in the first seconds. */
  readonly grade: Grade | null;
  /** The last minutes, oldest first. */
  readonly points: readonly QualityPoint[];
  readonly findings: readonly Finding[];
  readonly summary: QualitySummary;
}

export interface QualityState {
  readonly byId: Readonly<Record<CallId, CallQuality>>;
}
