import { useStore } from "zustand";

import { useDesk, usePhone, useSettings } from "@/features/shared/phone-context";
import { languageCodes, languages } from "@/i18n/languages";
import { useTranslation } from "@/i18n/use-translation";
import { CheckBox } from "@/ui/check-box";
import { Section } from "@/ui/section";
import { SelectBox } from "@/ui/select-box";

import { useChange } from "./use-change";

const reminderSeconds = [0, 30, 60, 120, 300];

/** What an agent may choose, an administrator may have decided (`config.json`, `agent`). */
function isChosen(policy: "never" | "choice" | "always", chosen: boolean): boolean {
  return policy === "always" || (policy === "choice" && chosen);
}

/** How calls behave, as far as the administrator leaves it to the agent. */
export function CallSettings() {
  const { t } = useTranslation();
  const change = useChange();
  const seconds = useSettings((settings) => settings.holdReminderSeconds);
  const { autoAnswer, readyAtSignIn } = useSettings((settings) => settings);
  const { agent: policies } = useDesk().config;
  const hasQueues = useStore(usePhone().agent.store, ({ phase }) => phase === "known");
  const lock = (policy: "never" | "choice" | "always") =>
    policy === "choice" ? {} : { lockedBecause: t("agent.settings.lockedByPolicy") };
  const choices = [...new Set([...reminderSeconds, seconds])].toSorted((one, other) => one - other);
  const name = (count: number): string => {
    if (count === 0) return t("settings.holdReminderOff");
    return count % 60 === 0
      ? t("settings.minutes", { count: count / 60 })
      : t("settings.seconds", { count });
  };
  return (
    <Section title={t("settings.callsSection")}>
      <SelectBox
        label={t("settings.holdReminder")}
        value={String(seconds)}
        options={choices.map((choice) => ({ value: String(choice), label: name(choice) }))}
        onChange={(value) => change({ holdReminderSeconds: Number(value) })}
        className="sm:max-w-xs"
      />
      <CheckBox
        isSelected={isChosen(policies.autoAnswer, autoAnswer)}
        onChange={(next) => change({ autoAnswer: next })}
        hint={t("settings.autoAnswerHint")}
        {...lock(policies.autoAnswer)}
      >
        {t("settings.autoAnswer")}
      </CheckBox>
      {hasQueues && (
        <CheckBox
          isSelected={isChosen(policies.readyAtSignIn, readyAtSignIn)}
          onChange={(next) => change({ readyAtSignIn: next })}
          hint={t("agent.settings.readyAtSignInHint")}
          {...lock(policies.readyAtSignIn)}
        >
          {t("agent.settings.readyAtSignIn")}
        </CheckBox>
      )}
      {hasQueues && <AnnouncementsBox />}
    </Section>
  );
}

/** In which language the phone system speaks to the agent. */
function AnnouncementsBox() {
  const { t } = useTranslation();
  const change = useChange();
  const chosen = useSettings((settings) => settings.announcements);
  const policy = useDesk().config.agent.announcements;
  const isLocked = policy !== "choice";
  return (
    <SelectBox
      label={t("agent.settings.announcements")}
      value={(isLocked ? policy : chosen) ?? ""}
      options={[
        { value: "", label: t("agent.settings.asThePhoneSystem") },
        ...languageCodes.map((code) => ({
          value: code,
          label: languages[code].name,
          lang: code,
        })),
      ]}
      onChange={(value) =>
        change({ announcements: languageCodes.find((code) => code === value) ?? null })
      }
      {...(isLocked && { lockedBecause: t("agent.settings.lockedByPolicy") })}
      className="sm:max-w-xs"
    />
  );
}
