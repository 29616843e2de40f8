import { cleanName } from "@/lib/clean-name";
import { readEpoch } from "@/lib/command-words";
import { readReason } from "@/phone/dialects/read-presence";

import type { FloorAgent, FloorFigures } from "./floor-state";

/** What an agent's own phone tells of itself. */
export interface Desk {
  readonly state: "idle" | "ringing" | "talking" | "hold" | "wrapup" | null;
  readonly since: number | null;
  readonly queue: string | null;
  readonly direction: FloorAgent["direction"];
  readonly quality: FloorAgent["quality"];
  readonly figures: FloorFigures;
  readonly isHandRaised: boolean;
}

export interface DeskReading {
  /** Of a break, in the phone system's word. */
  readonly reason: string | null;
  /** `null`: it has told nothing. */
  readonly desk: Desk | null;
}

const longest = 1_007;

/** The text of an agent's presence: a reason, or `r=<reason>&s=…&t=…` with what the desk has told. Hostile. */
export function readDesk(text: string, now: number): DeskReading {
  const reason = cleanName(readReason(text));
  if (!text.startsWith("r=")) return { reason, desk: null };
  const fields = readPairs(text);
  const of = <Word extends string>(key: string, words: readonly Word[]): Word | null =>
    words.find((word) => word === fields.get(key)) ?? null;
  const queue = fields.get("q") ?? "";
  return {
    reason,
    desk: {
      state: of("s", ["idle", "ringing", "talking", "hold", "wrapup"]),
      since: readEpoch(fields.get("t"), now),
      queue: /^[a-z][a-z0-9_]{0,29}$/.test(queue) ? queue : null,
      direction: of("d", ["in", "out", "internal"]),
      quality: of("g", ["good", "fair", "bad"]),
      figures: {
        answered: readNumber(fields.get("c")),
        missed: readNumber(fields.get("m")),
        talkSeconds: readNumber(fields.get("k")),
        afterCallSeconds: readNumber(fields.get("a")),
      },
      isHandRaised: fields.get("h") === "1",
    },
  };
}

/** `key=value` pairs joined by `&`. */
export function readPairs(text: string): ReadonlyMap<string, string> {
  return new Map(
    text
      .slice(0, longest)
      .split("&")
      .flatMap((pair) => {
        const at = pair.indexOf("=");
        return at < 1 ? [] : [[pair.slice(0, at), pair.slice(at + 1)] as const];
      }),
  );
}

/** A figure that can be: no sign, no exponent, nothing that nobody could count. */
export function readNumber(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,7}(?:\.\d{1,3})?$/.test(word) ? Number(word) : null;
}
