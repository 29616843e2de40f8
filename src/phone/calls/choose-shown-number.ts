import type { Config } from "@/phone/config/config";
import type { Settings } from "@/phone/settings/settings";

/** With a country code, a zero in front, or as long as no extension is. */
const outsideNumber = /^(?:[+0]\d{3,}|\d{7,})$/;

/** The agent's choice, for numbers of the outside: colleagues see the extension. */
export function chooseShownNumber(
  target: string,
  { shownNumber }: Pick<Settings, "shownNumber">,
  { callerNumbers }: Pick<Config, "callerNumbers">,
): string | null {
  const isOurs = callerNumbers.some(({ number }) => number === shownNumber);
  return isOurs && outsideNumber.test(target) ? shownNumber : null;
}
