import { ArrowLeftRight, Merge, Undo2 } from "lucide-react";

import { usePartyName } from "@/features/shared/party";
import { useCalls, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { Call, CallId } from "@/phone/calls/call";
import { can } from "@/phone/calls/can";
import { selectCall } from "@/phone/calls/select";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

export interface ConsultationPanelProps {
  readonly call: Call;
  readonly forCall: CallId;
}

/** On the call with whoever is asked: who waits, and how the three come apart. */
export function ConsultationPanel({ call, forCall }: ConsultationPanelProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const name = usePartyName();
  const waiting = useCalls(selectCall(forCall));
  if (waiting === null) return null;
  const { completeTransfer } = can(call);
  const who = { name: name(waiting.party) };
  if (!completeTransfer) {
    const both = { one: who.name, other: name(call.party) };
    return <Notice tone="info" title={t("calls.completing", both)} />;
  }
  return (
    <div className="flex flex-col gap-3 rounded-lg bg-info-soft p-3 text-info-ink">
      <p className="text-sm font-semibold wrap-anywhere">{t("calls.consulting", who)}</p>
      {waiting.phase === "talking" && waiting.wish.held && (
        <p className="text-sm wrap-anywhere">{t("calls.consultingHint", who)}</p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="primary"
          icon={Merge}
          isDisabled={waiting.phase !== "talking" || waiting.transfer !== null}
          onPress={() => phone.calls.do({ type: "completeTransfer", id: call.id })}
        >
          {t("calls.completeTransfer")}
        </Button>
        <Swap call={call} other={waiting} />
        <Button
          icon={Undo2}
          turnsIcon
          onPress={() => phone.calls.do({ type: "hangUp", id: call.id })}
        >
          {t("calls.cancelConsultation", who)}
        </Button>
      </div>
    </div>
  );
}

/** Whoever is on hold of the two comes up, and the other one waits. */
function Swap({ call, other }: { readonly call: Call; readonly other: Call }) {
  const { t } = useTranslation();
  const phone = usePhone();
  if (call.phase !== "talking") return null;
  const held = [call, other].find((either) => can(either).resume);
  return (
    <Button
      icon={ArrowLeftRight}
      isDisabled={held === undefined}
      onPress={() => held && phone.calls.do({ type: "resume", id: held.id })}
    >
      {t("calls.swap")}
    </Button>
  );
}
