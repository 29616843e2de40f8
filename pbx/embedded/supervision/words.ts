/** What people write in commands, as one word of a line. */

const mostCharacters = 200;

/** Kept by encodeURIComponent, or made by it. */
const foreign = /[^0-9A-Za-z%._~!*'()-]/g;

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return "";
  }
}

/** Plain text on one line, percent-encoded again; null: none, or it cannot be read. */
export function textWord(word = ""): string | null {
  const plain = decoded(word.replace(foreign, "")).replace(/[\p{Control}\p{Surrogate}]/gu, " ");
  const short = Array.from(plain.trim()).slice(0, mostCharacters).join("").trim();
  return short === "" || short === "-" ? null : encodeURIComponent(short);
}

/** Percent-encoded text that is passed on as it is; null: none. */
export function passedWord(word = ""): string | null {
  return word.replace(foreign, "") || null;
}

/** A word that one client has made up and another one repeats; null: none. */
export function idWord(word = ""): string | null {
  return /^[\w.-]{1,64}$/.test(word) ? word : null;
}
