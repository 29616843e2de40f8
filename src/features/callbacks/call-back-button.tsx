import { CalendarClock } from "lucide-react";
import { useState } from "react";

import { useDesk } from "@/features/shared/phone-context";
import { readDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import type { CallbackPromise } from "@/phone/callbacks/commands";
import { Button } from "@/ui/button";

import { callbackDraft, isCallbackDraft } from "./callback-draft";
import { CallbackForm } from "./later-form";
import { quickTime } from "./quick-times";
import { useOwn } from "./use-owner";
import { useWhen } from "./use-when";

export interface CallBackButtonProps extends Pick<
  CallbackPromise,
  "number" | "name" | "contactId" | "callId" | "queue"
> {
  /** The number as it is grouped for reading. */
  readonly shown: string;
}

/** Promises to call somebody back: a button, and below it when, who and why. Nothing for a withheld number. */
export function CallBackButton({ shown, ...who }: CallBackButtonProps) {
  const { t } = useTranslation();
  const { callbacks } = useDesk();
  const own = useOwn();
  const when = useWhen();
  const draft = who.callId ?? who.number;
  const [isOpen, setOpen] = useState(
    () => readDraft(callbackDraft(draft), isCallbackDraft) !== null,
  );
  const [promised, setPromised] = useState<string | null>(null);
  const [initial] = useState(() => ({
    dueAt: quickTime("inAnHour", Date.now()),
    owner: own,
    reason: "",
  }));
  if (who.number === "") return null;
  const name = who.name ?? shown;
  return (
    <>
      <Button
        icon={CalendarClock}
        isExpanded={isOpen}
        label={t("callbacks.callBackName", { name })}
        onPress={() => setOpen(!isOpen)}
      >
        {t("callbacks.callBack")}
      </Button>
      {promised !== null && !isOpen && (
        <p role="status" className="basis-full text-sm text-success-ink">
          {t("callbacks.promised", { moment: promised })}
        </p>
      )}
      {isOpen && (
        <CallbackForm
          id={draft}
          title={t("callbacks.callBackName", { name })}
          initial={initial}
          number={who.number}
          choosesOwner
          onSave={async (change) => {
            const isKept = await callbacks.do({ type: "promise", promise: { ...who, ...change } });
            if (isKept) setPromised(when.moment(change.dueAt, Date.now()));
            return isKept;
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
