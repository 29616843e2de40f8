import { UserMinus, Users } from "lucide-react";

import { PartyName, PartyNumber, usePartyName } from "@/features/shared/party";
import { useCalls, usePhone, useSystem } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { TalkingCall } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import type { Member } from "@/phone/calls/purpose";
import { selectTogether } from "@/phone/calls/select";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";

/** On a call with more than one other party: who they are. Nothing on any other call. */
export function ConferencePanel({ call }: { readonly call: TalkingCall }) {
  if (call.purpose.kind === "conference") {
    return <Members call={call} members={call.purpose.members} />;
  }
  return call.room === null ? null : <Together call={call} />;
}

function Members({
  call,
  members,
}: {
  readonly call: TalkingCall;
  readonly members: readonly Member[];
}) {
  const { t } = useTranslation();
  return (
    <section aria-label={t("calls.conferenceMembers")} className="rounded-lg bg-info-soft p-3">
      <h3 className="pb-1 text-sm font-semibold text-info-ink">{t("calls.conferenceMembers")}</h3>
      <ul className="flex flex-col">
        {members.map((member) => (
          <MemberRow key={member.digit} call={call} member={member} />
        ))}
      </ul>
    </section>
  );
}

function MemberRow({ call, member }: { readonly call: TalkingCall; readonly member: Member }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const name = usePartyName()(member.party);
  const mayRemove = useSystem((state) => state.removeMember) && can(call).removeMember;
  return (
    <li className="flex min-h-11 items-center gap-3 text-sm text-info-ink">
      <span className="flex min-w-0 flex-1 flex-col">
        <PartyName party={member.party} className="block w-fit max-w-full truncate font-medium" />
        {member.state === "in" ? (
          <PartyNumber party={member.party} className="text-xs" />
        ) : (
          <span className="text-xs">
            {t(member.state === "joining" ? "calls.memberJoining" : "calls.memberLeft")}
          </span>
        )}
      </span>
      {mayRemove && member.state === "in" && (
        <IconButton
          icon={UserMinus}
          label={t("calls.removeMember", { name })}
          onPress={() => phone.calls.do({ type: "removeMember", id: call.id, digit: member.digit })}
          colour="text"
        />
      )}
    </li>
  );
}

/** Two calls whose voices this computer brings together. */
function Together({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const format = useFormat();
  const partyName = usePartyName();
  const attends = useSystem((state) => state.attendedTransfer);
  const others = useCalls(selectTogether(call.id));
  const names = useCalls((state) =>
    others.map((id) => (state.byId[id] ? partyName(state.byId[id].party) : "")).join("\n"),
  );
  const mayLeave = attends && can(call).leaveTogether && others.length === 1;
  return (
    <div className="flex flex-col gap-3 rounded-lg bg-info-soft p-3 text-sm text-info-ink">
      <p className="font-semibold wrap-anywhere">
        {t("calls.together", { names: format.list(names.split("\n")) })}
      </p>
      <p>{t("calls.togetherHint")}</p>
      {mayLeave && (
        <Button
          icon={Users}
          onPress={() => phone.calls.do({ type: "leaveTogether", id: call.id })}
          className="self-start"
        >
          {t("calls.leaveTogether")}
        </Button>
      )}
    </div>
  );
}
