const foreignZeros = [0x0660, 0x06f0];

/** Arabic-Indic (٠-٩) and Persian (۰-۹) digits as ASCII digits; everything else is left alone. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = foreignZeros.find((start) => code >= start && code <= start + 9) ?? code;
    return String(code - zero);
  });
}
