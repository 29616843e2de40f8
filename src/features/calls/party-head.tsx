import { Users } from "lucide-react";
import type { ReactNode } from "react";

import { PartyName, PartyNumber, useCallName, usePartyName } from "@/features/shared/party";
import { useTranslation } from "@/i18n/use-translation";
import type { Call } from "@/phone/calls/call";
import { isOfCompany } from "@/phone/directory/contact";
import { Avatar } from "@/ui/avatar";

import { OriginLine } from "./origin-line";

/** Cut off at its own end, whichever way it runs, and begun where the page begins. */
const shortened = "block w-fit max-w-full truncate";

export interface PartyHeadProps {
  readonly call: Call;
  /** Stands above the name. */
  readonly above?: ReactNode;
  /** Stands at the end of the line: the timer, or how it ended. */
  readonly end: ReactNode;
  readonly avatarClassName?: string;
}

/** Who is on the line and where the call came from. */
export function PartyHead({ call, above, end, avatarClassName = "" }: PartyHeadProps) {
  const { t } = useTranslation();
  const callName = useCallName()(call);
  const partyName = usePartyName()(call.party);
  const { party, purpose } = call;
  const isConference = purpose.kind === "conference" || purpose.kind === "attending";
  // A conference and a code that was dialled have no party to name.
  const isParty = !isConference && callName === partyName;
  return (
    <div className="flex items-center gap-3">
      {isConference ? (
        <span
          aria-hidden="true"
          className="flex size-12 shrink-0 items-center justify-center rounded-full bg-brand-soft text-brand-ink"
        >
          <Users className="size-6" />
        </span>
      ) : (
        <Avatar name={party.contact?.name ?? party.display} className={avatarClassName} />
      )}
      <div className="min-w-0 flex-1">
        {above}
        <h2 className="text-lg font-bold" title={callName}>
          {isParty ? (
            <PartyName party={party} className={shortened} />
          ) : (
            <bdi className={shortened}>{callName}</bdi>
          )}
        </h2>
        {isParty && <PartyNumber party={party} className="block text-sm text-muted" />}
        {party.contact !== null && isOfCompany(party.contact.id) && (
          <p className="my-0.5 w-fit rounded-full bg-info-soft px-2 text-xs/5 font-medium text-info-ink">
            {t("contacts.ofCompany")}
          </p>
        )}
        <OriginLine call={call} />
      </div>
      {end}
    </div>
  );
}
