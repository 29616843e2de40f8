const longestName = 80;

/**
 * A name from the network as it may be shown: control characters, bidirectional overrides and isolates, zero-width
 * and line characters are removed, white space is folded, and it is cut at 80 characters. Names come from whoever
 * calls: a right-to-left override could otherwise make a number read backwards. `null` when nothing is left.
 */
export function cleanName(text: string | null | undefined): string | null {
  if (!text) return null;
  const visible = text
    .slice(0, longestName * 8)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ")
    .replace(/[\p{Cf}\p{Cs}\p{Co}]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  const characters = Array.from(visible);
  if (characters.length === 0) return null;
  return characters.length > longestName
    ? `${characters.slice(0, longestName - 1).join("")}…`
    : visible;
}
