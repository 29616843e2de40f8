/** As many characters as anybody writes into one word of a line. */
const longestWord = 2_000;

/** A percent-encoded word of a line with everything that is in it, for whoever reads it further; `null`: there is none. */
export function decodeWord(word: string | undefined): string | null {
  if (word === undefined || word === "-") return null;
  try {
    return decodeURIComponent(word.slice(0, longestWord));
  } catch {
    return null;
  }
}

/** Seconds since 1970 as somebody else's clock has them, in milliseconds; never later than now. */
export function readEpoch(word: string | undefined, now: number): number | null {
  if (word === undefined || !/^\d{9,11}$/.test(word)) return null;
  return Math.min(Number(word) * 1_000, now);
}

export function isExtension(word: string | undefined): word is string {
  return word !== undefined && /^[\w+*#][\w+*#-]{0,19}$/.test(word);
}

/** An id that somebody made up: of a cue, or of a question. */
export function isRef(word: string | undefined): word is string {
  return word !== undefined && /^[\w.-]{1,64}$/.test(word);
}
