const firstStrongIsolate = "\u2068";
const popIsolate = "\u2069";
const rightToLeftLetter = /\p{Script=Arabic}|\p{Script=Hebrew}/u;
const plainDigits = /^\p{Nd}+$/u;
const leftToRight = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Nd}]/u;

/**
 * How a value is put into a sentence of this locale: numbers in its digits, and text that runs the other way isolated
 * (Unicode UAX 9, FSI and PDI), so that a name or number cannot reorder the words around it. Text that runs with the
 * sentence stays as it is. Escaping for HTML is React's.
 */
export function createInterpolation(
  locale: string,
  direction: "ltr" | "rtl",
): (value: unknown) => string {
  const format = new Intl.NumberFormat(locale);
  const runsOtherWay = direction === "rtl" ? leftToRight : rightToLeftLetter;
  return (value) => {
    if (typeof value === "number") return format.format(value);
    const text = String(value);
    return runsOtherWay.test(text) && !plainDigits.test(text)
      ? `${firstStrongIsolate}${text}${popIsolate}`
      : text;
  };
}
