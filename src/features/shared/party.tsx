import { useStore } from "zustand";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Call, Party } from "@/phone/calls/call";
import { PhoneNumber } from "@/ui/phone-number";

import { usePhone } from "./phone-context";
import { useNameOf } from "./use-words";

/** The name of a party, if there is one: of the agent's own contact, what the network claims, of a colleague or queue. */
function useKnownName(): (party: Party) => string | null {
  const nameOf = useNameOf();
  return ({ contact, display, number }) => contact?.name ?? display ?? nameOf(number);
}

/** The best name for a party: a known one, else the number. */
export function usePartyName(): (party: Party) => string {
  const { t } = useTranslation();
  const knownName = useKnownName();
  return (party) =>
    knownName(party) ??
    (party.number === "" ? t("calls.withheld") : (party.formatted ?? party.number));
}

/** A number as people call it, where it is a colleague's or a queue's. */
export function useNumberName(): (number: string) => string {
  const nameOf = useNameOf();
  return (number) => nameOf(number) ?? number;
}

/** What a call is called: its party, or what it is where nobody in particular is on the other end. */
export function useCallName(): (call: Pick<Call, "party" | "purpose">) => string {
  const { t } = useTranslation();
  const phone = usePhone();
  const partyName = usePartyName();
  const numberName = useNumberName();
  const voicemailNumber = useStore(phone.voicemail.store, (state) => state.number);
  return ({ party, purpose }) => {
    if (purpose.kind === "conference") return t("calls.conferenceName");
    if (purpose.kind === "attending") {
      return t("calls.conferenceOf", { name: partyName(party) });
    }
    if (party.number === voicemailNumber && party.contact === null) return t("calls.voicemailName");
    // Until the phone system says who is there, what was dialled is a code.
    const isKnown = party.display !== null || party.contact !== null || !/^[*#]/.test(party.number);
    if (purpose.kind === "pickup" && !isKnown) {
      return t("calls.pickupOf", { name: numberName(purpose.extension) });
    }
    if (purpose.kind === "fetch" && party.number === purpose.slot) {
      return t("calls.parkedIn", { slot: purpose.slot });
    }
    return partyName(party);
  };
}

/** The name, isolated: it may be of the other direction than the page. */
export function PartyName({
  party,
  className,
}: {
  readonly party: Party;
  readonly className?: string;
}) {
  const name = usePartyName()(party);
  const isNumber = useKnownName()(party) === null && party.number !== "";
  if (isNumber) return <PhoneNumber value={name} {...(className ? { className } : {})} />;
  return <bdi className={className}>{name}</bdi>;
}

/** The number and its country, under a name; nothing when the number is the name. */
export function PartyNumber({
  party,
  className,
}: {
  readonly party: Party;
  readonly className?: string;
}) {
  const format = useFormat();
  const named = useKnownName()(party) !== null;
  const country = party.country === null ? null : format.country(party.country);
  return (
    <span className={className}>
      {named && party.number !== "" && <PhoneNumber value={party.formatted ?? party.number} />}
      {named && country !== null && <span aria-hidden="true"> · </span>}
      {country}
    </span>
  );
}
