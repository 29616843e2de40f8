import type { parseNumber } from "./parse-number";

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

let parse: typeof parseNumber | null = null;

/** `null`: the number tables are wanted, and are not there yet. */
export function readNumberNow(number: string, region: string | null): NumberReading | null {
  return !/^\+?[0-9]+$/.test(number) || number.length <= longestExtension
    ? plainReading(number)
    : (parse?.(number, region) ?? null);
}

/**
 * Reads a number as the region would (`"FI"`: 040… is +35840…); `null` region reads only international numbers.
 * The number tables (about 30 kB gzip) are loaded at the first call, off the way of dialling.
 */
export async function readNumber(number: string, region: string | null): Promise<NumberReading> {
  const now = readNumberNow(number, region);
  if (now !== null) return now;
  parse = (await import("./parse-number")).parseNumber;
  return parse(number, region);
}

/** Of what is no telephone number. */
export function plainReading(number: string): NumberReading {
  return { key: number.toLowerCase(), formatted: number, country: null };
}
