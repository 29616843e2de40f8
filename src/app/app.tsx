import { useMemo } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { useTranslation } from "react-i18next";

import { SignIn } from "@/features/connection/sign-in";
import type { SignInPrefill } from "@/features/connection/use-sign-in-form";
import { LanguageBox } from "@/features/shared/language-box";
import { PhoneContext, useConnection, useSettings } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { createFormat } from "@/i18n/format";
import { type Language, localeOf } from "@/i18n/languages";
import { FormatContext } from "@/i18n/use-format";
import type { ConfigProblem } from "@/phone/config/config";
import type { SharedPhone } from "@/phone/shared-phone";
import { lazyPart } from "@/ui/lazy-part";
import { Notice } from "@/ui/notice";

import { Panel } from "./panel";
import { Shell } from "./shell";

/** Only while developing: the panel that makes a simulated customer call. */
const DemoPanel = import.meta.env.DEV
  ? lazyPart(async () => (await import("@/features/demo/demo-panel")).DemoPanel)
  : null;

export interface AppProps {
  readonly phone: SharedPhone;
  readonly prefill: SignInPrefill;
  readonly configProblem: ConfigProblem | null;
}

export function App({ phone, prefill, configProblem }: AppProps) {
  return (
    <PhoneContext value={phone}>
      <Localized>
        <Panel>
          <Screen prefill={prefill} configProblem={configProblem} />
        </Panel>
        {DemoPanel && (
          <Panel>
            <DemoPanel />
          </Panel>
        )}
      </Localized>
    </PhoneContext>
  );
}

function Localized({ children }: { readonly children: React.ReactNode }) {
  const { i18n } = useTranslation();
  const digits = useSettings((settings) => settings.digits);
  const locale = localeOf(i18n.language as Language, digits, navigator.languages);
  const format = useMemo(() => createFormat(locale), [locale]);
  return (
    <I18nProvider locale={locale}>
      <FormatContext value={format}>{children}</FormatContext>
    </I18nProvider>
  );
}

function Screen({ prefill, configProblem }: Pick<AppProps, "prefill" | "configProblem">) {
  const { t } = useTranslation();
  const phase = useConnection((state) => state.phase);
  switch (phase) {
    case "starting":
      return <p className="sr-only">{t("app.loading")}</p>;
    case "signedOut":
    case "signingIn":
      return (
        <SignIn
          prefill={prefill}
          languageBox={<LanguageBox />}
          notice={
            <>
              {!window.isSecureContext && (
                <ProblemNotice
                  tone="warning"
                  problem={{ code: "microphoneInsecure", detail: {} }}
                />
              )}
              {configProblem && (
                <Notice tone="warning" title={t("connection.configProblem")}>
                  {t("connection.configProblemAdvice", { fields: configProblem.fields.join(", ") })}
                </Notice>
              )}
            </>
          }
        />
      );
    case "connected":
    case "recovering":
    case "signingOut":
      return <Shell />;
  }
}
