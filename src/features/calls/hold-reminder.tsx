import { useTranslation } from "react-i18next";

import { useCallName } from "@/features/shared/party";
import { useSettings } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import type { TalkingCall } from "@/phone/calls/call";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/use-now";

/** Reminds of somebody who waits, once they have waited longer than the agent has set. */
export function HoldReminder({ call }: { readonly call: TalkingCall }) {
  const afterSeconds = useSettings((settings) => settings.holdReminderSeconds);
  if (call.heldSince === null || afterSeconds === 0) return null;
  return (
    <DueReminder
      call={call}
      dueAt={call.heldSince + afterSeconds * 1_000}
      afterSeconds={afterSeconds}
    />
  );
}

interface DueProps {
  readonly call: TalkingCall;
  readonly dueAt: number;
  readonly afterSeconds: number;
}

function DueReminder({ call, dueAt, afterSeconds }: DueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = useCallName();
  const now = useNow();
  if (now < dueAt) return null;
  // In whole rounds of the reminder, so that a screen reader is told each round and not each second.
  const rounds = Math.floor((now - dueAt) / (afterSeconds * 1_000)) + 1;
  const duration = format.duration(rounds * afterSeconds * 1_000);
  return (
    <Notice tone="warning" title={t("calls.holdReminder", { name: name(call), duration })}>
      {t("calls.holdReminderAdvice")}
    </Notice>
  );
}
