import { ListChecks } from "lucide-react";
import { type ReactNode, useState } from "react";

import { LanguageBox } from "@/features/shared/language-box";
import { useConnection, useDesk, usePhone, useSettings } from "@/features/shared/phone-context";
import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import { selectAccount } from "@/phone/connection/connection";
import type { Settings } from "@/phone/settings/settings";
import { Button } from "@/ui/button";
import { Confirm } from "@/ui/confirm";
import { PhoneNumber } from "@/ui/phone-number";
import { Section } from "@/ui/section";
import { SelectBox } from "@/ui/select-box";

import { CallSettings } from "./call-settings";
import { HelpSettings } from "./help-settings";
import { NotificationSettings } from "./notification-settings";
import { useChange } from "./use-change";

export interface SettingsPageProps {
  /** Headset and sound: the media feature's own part. */
  readonly audio: ReactNode;
}

export function SettingsPage({ audio }: SettingsPageProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-col gap-5">
      <h1 className="text-2xl font-bold">{t("settings.title")}</h1>
      <a
        href="#/check"
        className="inline-flex min-h-11 items-center gap-2 self-start rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold focus-ring"
      >
        <ListChecks aria-hidden="true" className="size-5" />
        {t("nav.check")}
      </a>
      {audio}
      <AppearanceSettings />
      <CallSettings />
      <NotificationSettings />
      <HelpSettings />
      <ConnectionFacts />
      <StoredHere />
      <DiagnosticsLink />
    </div>
  );
}

function AppearanceSettings() {
  const { t, i18n } = useTranslation();
  const change = useChange();
  const { digits, theme, textSize } = useSettings((settings) => settings);
  return (
    <Section title={t("settings.appearance")}>
      <div className="grid gap-4 sm:grid-cols-2">
        <LanguageBox />
        {i18n.language === "ar" && (
          <SelectBox
            label={t("settings.digits")}
            value={digits}
            options={[
              { value: "latn", label: t("settings.digitsLatn") },
              { value: "arab", label: t("settings.digitsArab") },
            ]}
            onChange={(value) => change({ digits: value as Settings["digits"] })}
          />
        )}
        <SelectBox
          label={t("settings.theme")}
          value={theme}
          options={(["system", "light", "dark"] as const).map((value) => ({
            value,
            label: t(`settings.themes.${value}`),
          }))}
          onChange={(value) => change({ theme: value as Settings["theme"] })}
        />
        <SelectBox
          label={t("settings.textSize")}
          value={textSize}
          options={(["normal", "large"] as const).map((value) => ({
            value,
            label: t(`settings.textSizes.${value}`),
          }))}
          onChange={(value) => change({ textSize: value as Settings["textSize"] })}
        />
      </div>
    </Section>
  );
}

function ConnectionFacts() {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useConnection((connection) => connection);
  const account = selectAccount(state);
  if (account === null) return null;
  return (
    <Section title={t("settings.connection")}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 text-sm">
        <dt className="text-muted">{t("settings.signedInAs")}</dt>
        <dd>
          <PhoneNumber value={`${account.extension}@${account.domain}`} className="wrap-anywhere" />
        </dd>
        <dt className="text-muted">{t("settings.server")}</dt>
        <dd>
          <PhoneNumber
            value={state.phase === "connected" ? state.server : account.server}
            className="wrap-anywhere"
          />
          {state.phase === "connected" && state.isReserve && (
            <p className="text-muted">{t("settings.reserve")}</p>
          )}
        </dd>
        {state.phase === "connected" && (
          <>
            <dt className="text-muted">{t("settings.pbx")}</dt>
            <dd>
              <bdi>{state.pbx ?? t("app.unknown")}</bdi>
            </dd>
            <dt className="text-muted">{t("settings.provenAt")}</dt>
            <dd>{format.moment(state.provenAt)}</dd>
          </>
        )}
      </dl>
    </Section>
  );
}

function StoredHere() {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <Section title={t("settings.storage")}>
      <p className="text-sm text-muted">{t("settings.storageText")}</p>
      <PrivacyPolicy />
      <div className="flex flex-wrap gap-2">
        <Deletion
          label={t("history.clear")}
          question={t("history.clearSure")}
          advice={t("history.clearAdvice")}
          onConfirm={() => void phone.history.do({ type: "clear" })}
        />
        <Deletion
          label={t("contacts.clear")}
          question={t("contacts.clearSure")}
          advice={t("contacts.clearAdvice")}
          onConfirm={() => void phone.directory.do({ type: "clear" })}
        />
      </div>
    </Section>
  );
}

/** What the administrator has decided about it. */
function PrivacyPolicy() {
  const { t } = useTranslation();
  const format = useFormat();
  const { encrypt, historyDays, signOutRemoves } = useDesk().config.privacy;
  const removed = signOutRemoves.map((kept) => t(`settings.removed.${kept}`));
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5 text-sm text-muted empty:hidden">
      {encrypt && <li>{t("settings.encrypted")}</li>}
      {historyDays !== null && <li>{t("settings.historyDays", { count: historyDays })}</li>}
      {removed.length > 0 && (
        <li>{t("settings.signOutRemoves", { what: format.list(removed) })}</li>
      )}
    </ul>
  );
}

function DiagnosticsLink() {
  const { t } = useTranslation();
  return (
    <Section title={t("diagnostics.title")}>
      <p className="text-sm text-muted">{t("diagnostics.what")}</p>
      <a
        href="#/diagnostics"
        className="inline-flex min-h-11 items-center self-start rounded-lg border border-line bg-raised px-4 py-2 text-sm font-semibold focus-ring hover:bg-hover"
      >
        {t("diagnostics.open")}
      </a>
    </Section>
  );
}

interface DeletionProps {
  readonly label: string;
  readonly question: string;
  readonly advice: string;
  readonly onConfirm: () => void;
}

/** A button that asks before it deletes. */
function Deletion({ label, question, advice, onConfirm }: DeletionProps) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button onPress={() => setAsking(true)}>{label}</Button>
      {isAsking && (
        <Confirm
          title={question}
          advice={advice}
          confirmLabel={label}
          cancelLabel={t("app.cancel")}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            onConfirm();
            setAsking(false);
          }}
        />
      )}
    </>
  );
}
