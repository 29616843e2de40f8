import { Suspense } from "react";

import { useSettings } from "@/features/shared/phone-context";
import { loadLaterWords } from "@/i18n/i18n";
import type { TalkingCall } from "@/phone/calls/call";
import { lazyPart } from "@/ui/lazy-part";

const DueReminder = lazyPart(async () => {
  const [part] = await Promise.all([import("./due-reminder"), loadLaterWords()]);
  return part.DueReminder;
});

/** Reminds of somebody who waits, once they have waited longer than the agent has set. */
export function HoldReminder({ call }: { readonly call: TalkingCall }) {
  const afterSeconds = useSettings((settings) => settings.holdReminderSeconds);
  if (call.heldSince === null || afterSeconds === 0) return null;
  return (
    <Suspense>
      <DueReminder
        call={call}
        dueAt={call.heldSince + afterSeconds * 1_000}
        afterSeconds={afterSeconds}
      />
    </Suspense>
  );
}
