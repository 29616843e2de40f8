import { foldText } from "./fold-text";

/** Fewer digits than these are no ending worth finding. */
export const shortestEnding = 3;

/**
 * Every ending of a number's digits with at least three of them, longest first: a search for the beginning of a token
 * then finds digits from the middle of the number.
 */
export function numberTokens(number: string): readonly string[] {
  const digits = foldText(number).replace(/[^\p{L}\p{N}]+/gu, "");
  const count = Math.max(1, digits.length - shortestEnding + 1);
  return digits === "" ? [] : Array.from({ length: count }, (_, start) => digits.slice(start));
}
