import { toAsciiDigits } from "@/lib/digits";

/**
 * What a person typed or pasted, as something that can be dialled: `tel:` and `sip:` are taken off, spaces, dashes,
 * dots, brackets and invisible marks go, Arabic-Indic and Persian digits become ASCII, a trailing extension or
 * parameter (`;ext=`, `;user=phone`, `?subject`) is dropped. A SIP address keeps its host (`alice@example.com`).
 * `null` when nothing diallable is left (letters, or more than 64 characters): it may still be a name to search for.
 */
export function readTarget(text: string): string | null {
  const bare = decode(toAsciiDigits(text))
    .replace(/[\p{Cf}\p{Cc}]/gu, "")
    .trim()
    .replace(/^<(.*)>$/u, "$1")
    .replace(/^(?:tel|sips?|callto):(?:\/\/)?/iu, "")
    .replace(/[;?].*$/u, "");
  const number = bare
    // The trunk zero of "+358 (0)40" is only for callers inside the country.
    .replace(/^(\+[\d\s-]*)\(0\)/u, "$1")
    .replace(/[\s\-.()[\]/\u00a0\u2010-\u2015\u2212]/gu, "");
  if (/^\+?[0-9*#]{1,32}$/u.test(number)) return number;
  return isAddress(bare) ? bare : null;
}

function isAddress(text: string): boolean {
  return (
    text.length <= 64 &&
    /^[\w.!~*'()&=+$,%-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?$/u.test(text)
  );
}

function decode(text: string): string {
  try {
    return /^(?:tel|sips?|callto):/iu.test(text.trim()) ? decodeURIComponent(text) : text;
  } catch {
    return text;
  }
}
