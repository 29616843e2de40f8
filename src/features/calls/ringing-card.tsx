import { Phone, PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";

import { usePartyName } from "@/features/shared/party";
import { useCalls, usePhone, useSettings } from "@/features/shared/phone-context";
import type { CallId } from "@/phone/calls/call";
import { selectActive, selectCall } from "@/phone/calls/select";
import { Button } from "@/ui/button";
import { Timer } from "@/ui/timer";

import { PartyHead } from "./party-head";

/** A call that waits for an answer: who, from where, and what answering and declining will do. */
export function RingingCard({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const call = useCalls(selectCall(id));
  const active = useCalls(selectActive);
  const name = usePartyName();
  const mayAutoAnswer = useSettings((settings) => settings.autoAnswer);
  if (call?.phase !== "ringing") return null;
  return (
    <section
      aria-label={name(call.party)}
      // In a narrow window the ring comes first to the eye; the active call stays first in reading order.
      className="flex flex-col gap-4 card border-success p-4 ring-2 ring-success max-lg:order-first"
    >
      <PartyHead
        call={call}
        avatarClassName="motion-safe:animate-ring"
        above={<p className="text-sm font-semibold text-success-ink">{t("calls.incoming")}</p>}
        end={<Timer since={call.startedAt} className="shrink-0 text-lg font-semibold" />}
      />
      {call.origin.autoAnswerSeconds !== null && mayAutoAnswer && active === null && (
        <p className="text-sm text-muted">{t("calls.answersItself")}</p>
      )}
      {active !== null && (
        <p className="text-sm text-muted">{t("calls.answerHolds", { name: name(active.party) })}</p>
      )}
      <div className="grid grid-cols-2 gap-3">
        <Button
          look="success"
          icon={Phone}
          onPress={() => phone.calls.do({ type: "answer", id })}
          className="min-h-14 text-base"
        >
          {t("calls.answer")}
        </Button>
        <Button
          look="danger"
          icon={PhoneOff}
          onPress={() => phone.calls.do({ type: "decline", id })}
          className="min-h-14 text-base"
        >
          {t("calls.decline")}
        </Button>
      </div>
      {call.origin.kind === "queue" && (
        <p className="text-xs text-muted">{t("calls.declineQueueHint")}</p>
      )}
    </section>
  );
}
