import type { Call } from "./call";

/** What the agent should be hearing from the phone itself. */
export type PhoneSound =
  | "ringtone"
  | "callWaiting"
  | "ringback"
  /** In the headset: the microphone is about to open without a press. */
  | "autoAnswer";

/**
 * The sound that fits these calls, or `null` for silence. A pure function of state: there is no "stop ringing" that
 * could be forgotten, so there is no phantom ringtone. Early media brings its own ringback, so ours keeps quiet.
 */
export function chooseSound(calls: readonly Call[]): PhoneSound | null {
  const busy = calls.some(
    (call) =>
      (call.phase === "talking" && !call.held) ||
      call.phase === "connecting" ||
      call.phase === "dialing",
  );
  if (calls.some((call) => call.phase === "ringing" && call.answersItself)) return "autoAnswer";
  if (calls.some((call) => call.phase === "ringing")) return busy ? "callWaiting" : "ringtone";
  const ringingThere = calls.some(
    (call) => call.phase === "dialing" && call.progress === "ringing",
  );
  return ringingThere ? "ringback" : null;
}
