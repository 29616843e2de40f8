import { Headphones } from "lucide-react";

import { usePhone, useSettings } from "@/features/shared/phone-context";
import { useCanSupervise, useSupervision } from "@/features/shared/use-supervision";
import { useTranslation } from "@/i18n/use-translation";
import { CheckBox } from "@/ui/check-box";
import { Section } from "@/ui/section";

/** What an agent may decide and read of being helped. */
export function HelpSettings() {
  const { t } = useTranslation();
  const phone = usePhone();
  const canSupervise = useCanSupervise();
  const readCuesAloud = useSettings((settings) => settings.readCuesAloud);
  const mayRead = useSupervision(({ rights }) => rights?.journal === true);
  if (!canSupervise) return null;
  return (
    <Section title={t("coaching.settings.title")}>
      <CheckBox
        isSelected={readCuesAloud}
        onChange={(next) => phone.settings.do({ type: "change", change: { readCuesAloud: next } })}
        hint={t("coaching.settings.readAloudHint")}
      >
        {t("coaching.settings.readAloud")}
      </CheckBox>
      {mayRead && (
        <a
          href="#/team/audit"
          className="inline-flex min-h-11 items-center gap-2 self-start rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold focus-ring hover:bg-hover"
        >
          <Headphones aria-hidden="true" className="size-5" />
          {t("supervision.auditOwn")}
        </a>
      )}
    </Section>
  );
}
