import { pause } from "@/lib/pause";
import type { Problem } from "@/phone/errors";
import { within } from "@/phone/within";

import { quietMs, settleMs } from "./modes";
import type { SpyMode } from "./supervision-state";

export interface SwitchSteps {
  /** Aborted once the call is over, its signalling is cut, or nobody wants it any more. */
  readonly signal: AbortSignal;
  /** At once, and for whatever follows. */
  readonly closeMicrophone: () => void;
  /** Resolves with why not, or `null`. */
  readonly tell: (mode: SpyMode) => Promise<Problem | null>;
  /** Resolves when the phone system has taken it. */
  readonly sendDigit: (mode: SpyMode) => Promise<void>;
}

export type SwitchOutcome =
  /** The phone system is in the new mode; the microphone is still closed. */
  | { readonly result: "done" }
  /** It is in the old one. */
  | { readonly result: "refused"; readonly problem: Problem }
  /** Nobody knows which one it is in. */
  | { readonly result: "unknown"; readonly problem: Problem }
  /** The call is not there any more, or not ours to change. */
  | { readonly result: "gone" };

const digitMs = 1_000;

/**
 * Changes how a call is listened to, so that nobody ever hears what was not meant for them:
 *
 * ```
 * microphone closed ─► nothing is on its way any more ─► agent told ─► digit ─► 200 ─► 300 ms ─► (opened by the caller)
 * ```
 *
 * Never rejects. What does not widen who hears us needs no leave of anybody.
 */
export async function switchMode(
  from: SpyMode,
  to: SpyMode,
  { signal, closeMicrophone, tell, sendDigit }: SwitchSteps,
): Promise<SwitchOutcome> {
  closeMicrophone();
  try {
    const [refusal] = await Promise.all([
      tell(to),
      // Who whispered has a word on its way that a customer would hear in the next mode.
      from === "monitor" ? null : pause(quietMs, signal),
    ]);
    signal.throwIfAborted();
    if (refusal !== null && to !== "monitor") return { result: "refused", problem: refusal };
    const isTaken = await within(sendDigit(to), digitMs, "modeRefused").then(
      () => true,
      () => false,
    );
    signal.throwIfAborted();
    if (!isTaken) return { result: "unknown", problem: { code: "modeRefused", detail: {} } };
    await pause(settleMs, signal);
    return { result: "done" };
  } catch {
    return { result: "gone" };
  }
}
