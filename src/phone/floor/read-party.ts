import { cleanName } from "@/lib/clean-name";
import { decodeWord } from "@/lib/command-words";

import type { FloorParty } from "./floor-state";

/** What an agent's phone answers when it is asked for its call: percent-encoded JSON. `null`: none, or nothing readable. Hostile. */
export function readParty(word: string | undefined): FloorParty | null {
  const text = decodeWord(word);
  if (text === null) return null;
  let told: unknown;
  try {
    told = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof told !== "object" || told === null) return null;
  const { number, name } = told as { readonly number?: unknown; readonly name?: unknown };
  if (typeof number !== "string") return null;
  return {
    number: number.replace(/[^\w+*#.-]/g, "").slice(0, 64),
    name: typeof name === "string" ? cleanName(name) : null,
  };
}
