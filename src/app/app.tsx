import { useMemo } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";

import { SignIn } from "@/features/connection/sign-in";
import type { SignInPrefill } from "@/features/connection/use-sign-in-form";
import { LanguageBox } from "@/features/shared/language-box";
import {
  PhoneContext,
  useConnection,
  usePhone,
  useSettings,
  useTabs,
} from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { createFormat } from "@/i18n/format";
import { type Language, localeOf } from "@/i18n/languages";
import { TranslationProvider } from "@/i18n/translation-provider";
import { FormatContext } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { ConfigProblem } from "@/phone/config/read-fields";
import type { SharedPhone } from "@/phone/shared-phone";
import { Button } from "@/ui/button";
import { Logo } from "@/ui/logo";
import { Notice } from "@/ui/notice";

import { laterPage } from "./later-page";
import { Panel } from "./panel";
import { CheckPage, DiagnosticsPage, Shell } from "./shell";
import { useRoute } from "./use-route";

/** Only while developing: the panel that makes a simulated customer call. */
const DemoPanel = import.meta.env.DEV
  ? laterPage(async () => (await import("@/features/demo/demo-panel")).DemoPanel)
  : null;

export interface AppProps {
  readonly phone: SharedPhone;
  readonly prefill: SignInPrefill;
  readonly configProblem: ConfigProblem | null;
}

export function App({ phone, prefill, configProblem }: AppProps) {
  return (
    <PhoneContext value={phone}>
      <TranslationProvider>
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
      </TranslationProvider>
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

/** A moment, unless another tab has the phone and cannot be understood. */
function Starting() {
  const { t } = useTranslation();
  const phone = usePhone();
  const tabs = useTabs((state) => state);
  if (tabs.place !== "outOfReach") return <p className="sr-only">{t("app.loading")}</p>;
  const what = tabs.isOtherVersion ? "otherVersion" : "silent";
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-4">
      <Logo name={t("app.name")} />
      <Notice
        tone="warning"
        title={t(`tabs.${what}`)}
        action={
          <Button onPress={() => void phone.tabs.do({ type: "takeHere" })}>
            {t("tabs.takeHere")}
          </Button>
        }
      >
        {t(`tabs.${what}Advice`)}
      </Notice>
    </main>
  );
}

type SignedOutProps = Pick<AppProps, "prefill" | "configProblem">;

function Screen(props: SignedOutProps) {
  const phase = useConnection((state) => state.phase);
  switch (phase) {
    case "starting":
      return <Starting />;
    case "signedOut":
    case "signingIn":
      return <SignedOut {...props} />;
    case "connected":
    case "recovering":
    case "signingOut":
      return <Shell />;
  }
}

function SignedOut({ prefill, configProblem }: SignedOutProps) {
  const { page } = useRoute();
  const isElsewhere = page === "diagnostics" || page === "check";
  return (
    <>
      {/* What was typed is still there afterwards. */}
      <div hidden={isElsewhere}>
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
              {configProblem && <ConfigNotice problem={configProblem} />}
            </>
          }
        />
      </div>
      {isElsewhere && (
        <main className="mx-auto w-full max-w-4xl p-4 md:p-6">
          <Panel>{page === "check" ? <CheckPage /> : <DiagnosticsPage back="#/" />}</Panel>
        </main>
      )}
    </>
  );
}

function ConfigNotice({ problem }: { readonly problem: ConfigProblem }) {
  const { t } = useTranslation();
  return (
    <Notice tone="warning" title={t("connection.configProblem")}>
      {t("connection.configProblemAdvice", { fields: problem.fields.join(", ") })}
    </Notice>
  );
}
