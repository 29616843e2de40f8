import { LogOut, PhoneOff } from "lucide-react";

import { usePartyName } from "@/features/shared/party";
import { usePhone, useSystem } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { TalkingCall } from "@/phone/calls/call";
import { Button } from "@/ui/button";

/** A conference is left to the others, or ended for everybody; with the last other one it is a call like any other. */
export function ConferenceEnd({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const name = usePartyName();
  const mayEnd = useSystem((state) => state.removeMember);
  const members = call.purpose.kind === "conference" ? call.purpose.members : [];
  const [last, ...others] = members.filter(({ state }) => state !== "left");
  const isLast = last !== undefined && others.length === 0;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-3">
        <Button
          look="danger"
          icon={isLast ? PhoneOff : LogOut}
          turnsIcon={!isLast}
          onPress={() => phone.calls.do({ type: "hangUp", id: call.id })}
          className="min-h-12 flex-1 text-base"
        >
          {t(isLast ? "calls.hangUp" : "calls.leaveConference")}
        </Button>
        {mayEnd && !isLast && (
          <Button
            icon={PhoneOff}
            onPress={() => phone.calls.do({ type: "endConference", id: call.id })}
            className="min-h-12 flex-1 text-base"
          >
            {t("calls.endConference")}
          </Button>
        )}
      </div>
      <p className="text-xs text-muted">
        {isLast
          ? t("calls.lastMember", { name: name(last.party) })
          : t("calls.leaveConferenceHint")}
      </p>
    </div>
  );
}
