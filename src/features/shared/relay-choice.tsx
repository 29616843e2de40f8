import { usePhone, useSettings } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import { hasRelay } from "@/phone/media/has-relay";
import { CheckBox } from "@/ui/check-box";

/** Whether new calls go over the relay; nothing where there is none, or where all of them do. */
export function RelayChoice() {
  const { t } = useTranslation();
  const phone = usePhone();
  const relayOnly = useSettings((settings) => settings.relayOnly);
  const { iceServers, iceTransportPolicy } = phone.config;
  if (!hasRelay(iceServers) || iceTransportPolicy === "relay") return null;
  return (
    <CheckBox
      isSelected={relayOnly}
      onChange={(next) => phone.settings.do({ type: "change", change: { relayOnly: next } })}
      hint={t("quality.relayOnlyHint")}
    >
      {t("quality.relayOnly")}
    </CheckBox>
  );
}
