import { shortestEnding } from "@/lib/number-tokens";

export interface SplitTokens {
  readonly words: readonly string[];
  /** Each stands for itself and all of its endings that are long enough. */
  readonly numbers: readonly string[];
}

/**
 * Numbers are entered by each of their endings (`numberTokens`), which are most of what a row is found by: a number whose
 * endings are all there is kept whole, once, and whatever else looks like one is a word like any other.
 */
export function splitTokens(tokens: readonly string[]): SplitTokens {
  const all = new Set(tokens);
  const isWhole = new Map<string, boolean>();
  function hasEndings(token: string): boolean {
    const told = isWhole.get(token);
    if (told !== undefined) return told;
    const is =
      token.length === shortestEnding ||
      (token.length > shortestEnding && all.has(token.slice(1)) && hasEndings(token.slice(1)));
    isWhole.set(token, is);
    return is;
  }
  const endings = new Set<string>();
  for (const token of all) {
    if (token.length > shortestEnding && hasEndings(token)) endings.add(token.slice(1));
  }
  const words: string[] = [];
  const numbers: string[] = [];
  for (const token of all) {
    if (endings.has(token)) continue;
    if (token.length > shortestEnding && hasEndings(token)) numbers.push(token);
    else words.push(token);
  }
  return { words, numbers };
}
