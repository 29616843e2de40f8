import { usePartyName } from "@/features/shared/party";
import { useCalls } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { TalkingCall } from "@/phone/calls/call";
import { selectConsultationFor } from "@/phone/calls/select";

/** On the call that waits: for whom. */
export function WaitingFor({ call }: { readonly call: TalkingCall }) {
  const { t } = useTranslation();
  const name = usePartyName();
  const consultation = useCalls(selectConsultationFor(call.id));
  if (consultation === null || !call.wish.held) return null;
  return (
    <p className="text-sm text-muted">
      {t("calls.waitsForAnswer", { name: name(consultation.party) })}
    </p>
  );
}
