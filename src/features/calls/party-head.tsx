import type { ReactNode } from "react";

import { PartyName, PartyNumber, usePartyName } from "@/features/shared/party";
import type { Call } from "@/phone/calls/call";
import { Avatar } from "@/ui/avatar";

import { OriginLine } from "./origin-line";

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
  const name = usePartyName();
  const { party, origin } = call;
  return (
    <div className="flex items-center gap-3">
      <Avatar name={party.contact?.name ?? party.display} className={avatarClassName} />
      <div className="min-w-0 flex-1">
        {above}
        <h2 className="truncate text-lg font-bold" title={name(party)}>
          <PartyName party={party} />
        </h2>
        <PartyNumber party={party} className="block truncate text-sm text-muted" />
        <OriginLine origin={origin} />
      </div>
      {end}
    </div>
  );
}
