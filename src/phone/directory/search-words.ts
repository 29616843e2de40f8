import { foldWords } from "@/lib/fold-text";
import { shortestEnding } from "@/lib/number-tokens";

import { readTarget } from "./read-target";

/**
 * Searching for a number ignores how it is grouped and whether it is written for home or abroad: "040 123" asks for
 * one word, "40123", which is found in +358 40 123 and in 040 123 alike, since every ending of a number is a token.
 */
export function searchWords(text: string): readonly string[] {
  const target = readTarget(text);
  if (target === null || !/^[+0-9*#]+$/.test(target)) return foldWords(text);
  const digits = target.replace(/^\+/, "");
  const national = digits.replace(/^0+/, "");
  return foldWords(national.length >= shortestEnding ? national : digits);
}
