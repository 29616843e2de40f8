import { toAsciiDigits } from "./digits";

/**
 * Text as it is compared in searches: lower case, without accents, Arabic letters folded (أإآا, ىي, ةه), without
 * tashkeel and tatweel, digits as ASCII. Finnish å ä ö fold to a and o for finding only; sorting keeps them apart.
 */
export function foldText(text: string): string {
  return toAsciiDigits(text)
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .toLowerCase()
    .trim();
}

/** The folded words of a text, each once. */
export function foldWords(text: string): readonly string[] {
  return [
    ...new Set(
      foldText(text)
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== ""),
    ),
  ];
}
