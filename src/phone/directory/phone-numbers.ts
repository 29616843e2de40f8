import type { CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

export interface NumberReading {
  /** The same for every way of writing one number: E.164 if it is a real number, else its digits and signs. */
  readonly key: string;
  /** Grouped for reading. */
  readonly formatted: string;
  /** ISO 3166 code, or `null` for an extension or an address. */
  readonly country: string | null;
}

/** Numbers up to this many digits are the phone system's own extensions, whatever the region says. */
const longestExtension = 5;

let parse: typeof parsePhoneNumberFromString | null = null;

/** `null`: the number tables are wanted, and are not there yet. */
export function readNumberNow(number: string, region: string | null): NumberReading | null {
  const plain: NumberReading = { key: number.toLowerCase(), formatted: number, country: null };
  if (!/^\+?[0-9]+$/.test(number) || number.length <= longestExtension) return plain;
  if (parse === null) return null;
  const parsed = parse(
    number.replace(/^00/, "+"),
    region === null ? {} : { defaultCountry: region as CountryCode },
  );
  if (!parsed?.isPossible()) return plain;
  return {
    key: parsed.number,
    formatted: parsed.formatInternational(),
    country: parsed.country ?? null,
  };
}

/**
 * Reads a number as the region would (`"FI"`: 040… is +35840…); `null` region reads only international numbers.
 * The number tables (about 30 kB gzip) are loaded at the first call, off the way of dialling.
 */
export async function readNumber(number: string, region: string | null): Promise<NumberReading> {
  const now = readNumberNow(number, region);
  if (now !== null) return now;
  parse = (await import("libphonenumber-js/min")).parsePhoneNumberFromString;
  return readNumber(number, region);
}
