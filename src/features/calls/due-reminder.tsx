import { useCallName } from "@/features/shared/party";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { TalkingCall } from "@/phone/calls/call";
import { Notice } from "@/ui/notice";
import { useNow } from "@/ui/use-now";

export interface DueReminderProps {
  readonly call: TalkingCall;
  readonly dueAt: number;
  readonly afterSeconds: number;
}

/** Somebody waits for too long. */
export function DueReminder({ call, dueAt, afterSeconds }: DueReminderProps) {
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
