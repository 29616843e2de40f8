/**
 * Splits at a character, but not inside quotation marks (with their escapes) nor inside `<…>` (RFC 3261 section 25.1).
 * A quotation that never ends holds everything after it.
 */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isBracketed = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === "\\") at += 1;
    else if (character === '"' && !isBracketed) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (character === "<") isBracketed = true;
    else if (character === ">") isBracketed = false;
    else if (character === separator && !isBracketed) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}
