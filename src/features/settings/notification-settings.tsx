import { Bell } from "lucide-react";

import { useNotificationPermission } from "@/features/shared/use-notification-permission";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { Section } from "@/ui/section";

const words = {
  granted: "settings.notificationsOn",
  denied: "settings.notificationsOff",
  none: "settings.notificationsNone",
} as const;

export function NotificationSettings() {
  const { t } = useTranslation();
  const { permission, ask } = useNotificationPermission();
  return (
    <Section title={t("settings.notifications")}>
      {permission === "default" ? (
        <Button icon={Bell} onPress={() => void ask()} className="self-start">
          {t("settings.notificationsAsk")}
        </Button>
      ) : (
        <p className="text-sm text-muted">{t(words[permission])}</p>
      )}
    </Section>
  );
}
