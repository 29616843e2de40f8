import type { Config } from "@/phone/config/config";

import type { Dialect } from "./dialect";

type Codes = Config["codes"];

/** What an administrator (or `npm run check:pbx`) has said of this phone system, in place of what is usual for its kind. */
export function configureDialect(
  base: Dialect,
  config: Pick<Config, "features" | "codes" | "voicemailNumber" | "echoNumber">,
): Dialect {
  const { features, voicemailNumber, echoNumber } = config;
  const coded = withCodes(base, config.codes);
  const may = (feature: keyof Config["features"]): boolean => features[feature] !== false;
  return {
    ...coded,
    voicemailNumber: voicemailNumber ?? coded.voicemailNumber,
    echoNumber: echoNumber ?? coded.echoNumber,
    transfers: features.transfer ?? coded.transfers,
    transfersAfterAsking: features.attendedTransfer ?? coded.transfersAfterAsking,
    redirects: features.redirect ?? coded.redirects,
    watchesPeople: features.presence ?? coded.watchesPeople,
    showsChosenNumber: features.callerNumber ?? coded.showsChosenNumber,
    commandUser: may("commands") ? coded.commandUser : null,
    pickup: may("pickup") ? coded.pickup : () => null,
    park: may("parking") ? coded.park : () => null,
    parkingSlots: may("parking") ? coded.parkingSlots : [],
    conference: may("conferenceRoom") ? coded.conference : () => null,
    voicemailOf: may("voicemailOf") ? coded.voicemailOf : () => null,
  };
}

function withCodes(base: Dialect, codes: Codes): Dialect {
  const { pickup, park, parkingSlots, conference, voicemailOf } = codes;
  return {
    ...base,
    ...(pickup === undefined ? {} : { pickup: (extension) => fill(pickup, { extension }) }),
    ...(park === undefined ? {} : { park: (slot) => fill(park, { slot }) }),
    ...(parkingSlots === undefined ? {} : { parkingSlots: listSlots(parkingSlots) }),
    ...(conference === undefined
      ? {}
      : { conference: (room, member) => fill(conference, { room, member: String(member) }) }),
    ...(voicemailOf === undefined
      ? {}
      : { voicemailOf: (extension) => fill(voicemailOf, { extension }) }),
  };
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function listSlots({ first, last }: NonNullable<Codes["parkingSlots"]>): readonly string[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => String(first + at));
}
