/** Names and numbers of strangers in lines of text to phones. */

const longestName = 60;
const nothing = "-";

/** One word, percent-encoded; "-": no name. */
export function nameWord(name: string): string {
  // A lone surrogate cannot be encoded.
  const clean = Array.from(name.replace(/\p{Surrogate}/gu, "").trim()).slice(0, longestName);
  return clean.length === 0 ? nothing : encodeURIComponent(clean.join(""));
}

/** "-": none that could be called. */
export function numberWord(number: string): string {
  return /^\+?[0-9*#]{2,20}$/.test(number) ? number : nothing;
}

const longestReason = 30;

/** Why somebody is on a break, as one word. */
export function reasonWord(words: string): string {
  return words.replace(/[^0-9A-Za-z_]/g, "").slice(0, longestReason) || "pause";
}
