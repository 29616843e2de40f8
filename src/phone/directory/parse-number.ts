import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/min";

import { type NumberReading, plainReading } from "./phone-numbers";

/** With the tables of the world's numbers. */
export function parseNumber(number: string, region: string | null): NumberReading {
  const parsed = parsePhoneNumberFromString(
    number.replace(/^00/, "+"),
    region === null ? {} : { defaultCountry: region as CountryCode },
  );
  if (!parsed?.isPossible()) return plainReading(number);
  return {
    key: parsed.number,
    formatted: parsed.formatInternational(),
    country: parsed.country ?? null,
  };
}
