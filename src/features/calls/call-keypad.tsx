import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { Keypad } from "@/ui/keypad";
import { PhoneNumber } from "@/ui/phone-number";

const shownDigits = 24;

/** Digits into a call: by buttons, or by keys while the keypad has the focus. They are shown, never kept. */
export function CallKeypad({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [sent, setSent] = useState("");
  return (
    <div className="flex flex-col gap-3">
      <output
        aria-label={t("calls.digitsSent")}
        className="min-h-7 text-center text-xl tracking-widest"
      >
        <PhoneNumber value={sent.slice(-shownDigits)} />
      </output>
      <Keypad
        label={t("calls.keypad")}
        digitLabel={(digit) => t("calls.digit", { digit })}
        onDigit={(digit) => {
          setSent((before) => before + digit);
          phone.calls.do({ type: "sendDigits", id, digits: digit });
        }}
        takesKeys
      />
    </div>
  );
}
