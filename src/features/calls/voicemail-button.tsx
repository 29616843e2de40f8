import { Voicemail } from "lucide-react";
import { useStore } from "zustand";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";

/** New voice messages, and one press to hear them; nothing while there are none. */
export function VoicemailButton() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { fresh, number } = useStore(phone.voicemail.store);
  const isConnected = useIsConnected();
  if (fresh === 0) return null;
  const label = t("calls.voicemail", { count: fresh });
  return (
    <>
      <p role="status" className="sr-only">
        {label}
      </p>
      <Button
        look="quiet"
        icon={Voicemail}
        label={label}
        isDisabled={!isConnected || number === null}
        onPress={() => number !== null && phone.calls.do({ type: "dial", target: number })}
      >
        <span className="max-sm:sr-only">{label}</span>
      </Button>
    </>
  );
}
