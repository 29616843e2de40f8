import { pause } from "@/lib/pause";
import type { CallId, EndedCall, EndReason } from "@/phone/calls/call";
import type { SpyPlan } from "@/phone/dialects/dialect";
import type { Problem } from "@/phone/errors";

/** One call of ours by which an agent's is listened to. */
export interface Run {
  readonly agent: string;
  readonly id: CallId;
  readonly plan: SpyPlan;
  readonly over: AbortController;
  /** Listens since then. */
  since: number | null;
  /** Its signalling was cut: nobody knows what the phone system does with it. */
  isCut: boolean;
  switching: Promise<void> | null;
  /** 1, and one more for each that was dialled in vain before it. */
  readonly attempt: number;
  /** It was waited for. */
  readonly isNext: boolean;
  readonly settle: (problem: Problem | null) => void;
}

/** Digits that come sooner are answered 200 and lost (Asterisk 22: in its first 100 ms ChanSpy throws them away). */
const readyMs = 400;
/** "Nobody talks there" is a 200 and a BYE at once. */
export const emptyMs = 700;
/** What an agent's phone says may be of the call that has just ended. */
export const staleMs = 1_500;
/** How long after it the phone is asked again whether anybody talks. */
export const againMs = 2_000;
export const mostAttempts = 3;

export const cutOff: readonly EndReason[] = ["connectionLost", "endedWhileCut", "endedWhileAway"];
export const stopped: readonly EndReason[] = ["hungUp", "cancelled"];

/** Resolves when the phone system takes a change of mode, or the call is over. */
export async function untilReady({ since, over }: Run, at: number): Promise<void> {
  const restMs = (since ?? at) + readyMs - at;
  if (restMs > 0) await pause(restMs, over.signal).catch(nothing);
}

export function hasHeard(run: Run, at: number): boolean {
  return run.since !== null && at - run.since >= emptyMs;
}

export function whyEnded({ since }: Run, { reason }: EndedCall): Problem {
  if (reason === "forbidden") return { code: "forbidden", detail: {} };
  const isEmpty = since !== null || reason === "unavailable" || reason === "busy";
  return { code: isEmpty ? "noCallThere" : "commandFailed", detail: {} };
}

export function nothing(): void {
  // Nobody waits for it.
}
