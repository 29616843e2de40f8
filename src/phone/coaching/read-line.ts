import { cleanName } from "@/lib/clean-name";
import { readCommandText } from "@/lib/command-text";
import { isExtension, isRef, readEpoch } from "@/lib/command-words";
import type { SpyMode } from "@/phone/supervision/supervision-state";

/** What the phone system tells an agent of their supervisors. */
export type CoachingLine =
  | { readonly kind: "heard"; readonly by: string; readonly mode: SpyMode; readonly at: number }
  | { readonly kind: "heardEnd"; readonly by: string }
  | {
      readonly kind: "heardAfter";
      readonly by: string;
      readonly widest: SpyMode;
      readonly at: number;
    }
  | {
      readonly kind: "supervised";
      readonly by: string;
      readonly act: string;
      readonly detail: string | null;
      readonly reason: string | null;
    }
  | { readonly kind: "cue"; readonly by: string; readonly id: string; readonly text: string }
  | { readonly kind: "ask"; readonly by: string; readonly ref: string };

export const spyModes: readonly SpyMode[] = ["monitor", "whisper", "barge"];

const longest = 2_000;

/** `null`: it is none of these lines, or cannot be read. Hostile. */
export function readLine(line: string, now: number): CoachingLine | null {
  const [word, by, third, fourth, fifth] = line.slice(0, longest).split(/\s+/);
  if (!isExtension(by) || third === undefined) return null;
  switch (word) {
    case "heard":
      return readHeard(by, third, fourth, fifth, now);
    case "supervised":
      if (!/^[a-z]{1,20}$/.test(third)) return null;
      return {
        kind: "supervised",
        by,
        act: third,
        detail: fourth === "-" ? null : cleanName(fourth),
        reason: readCommandText(fifth ?? ""),
      };
    case "cue": {
      const text = readCommandText(fourth ?? "");
      return isRef(third) && text !== null ? { kind: "cue", by, id: third, text } : null;
    }
    case "ask":
      return isRef(third) ? { kind: "ask", by, ref: third } : null;
    default:
      return null;
  }
}

function readHeard(
  by: string,
  word: string,
  next: string | undefined,
  last: string | undefined,
  now: number,
): CoachingLine | null {
  if (word === "end") return { kind: "heardEnd", by };
  const at = readEpoch(next, now) ?? now;
  if (word === "after") {
    const widest = spyModes.find((each) => each === last);
    return widest === undefined ? null : { kind: "heardAfter", by, widest, at };
  }
  const mode = spyModes.find((each) => each === word);
  return mode === undefined ? null : { kind: "heard", by, mode, at };
}
