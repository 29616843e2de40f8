import { Eye, EyeOff } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useState } from "react";

import { ProblemNotice } from "@/features/shared/problem-notice";
import { forgetDrafts } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import { Button } from "@/ui/button";
import { CheckBox } from "@/ui/check-box";
import { IconButton } from "@/ui/icon-button";
import { Logo } from "@/ui/logo";
import { Notice } from "@/ui/notice";
import { PhoneNumber } from "@/ui/phone-number";
import { TextBox } from "@/ui/text-box";

import { type SignInPrefill, useSignInForm } from "./use-sign-in-form";

export interface SignInProps {
  readonly prefill: SignInPrefill;
  /** Language comes first: whoever cannot read this page must be able to change it. */
  readonly languageBox: ReactNode;
  readonly notice?: ReactNode;
}

export function SignIn({ prefill, languageBox, notice }: SignInProps) {
  const { t } = useTranslation();
  const form = useSignInForm(prefill);
  useEffect(forgetDrafts, []);
  const [changesServer, setChangesServer] = useState(false);
  const showsServer = !form.server.isConfigured || changesServer;

  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 p-4">
      <div className="flex items-center justify-between gap-4">
        <Logo name={t("app.name")} />
        {languageBox}
      </div>
      {notice}
      <form
        className="flex flex-col gap-4 card p-6"
        onSubmit={(event) => {
          event.preventDefault();
          void form.submit();
        }}
      >
        <div>
          <h1 className="text-xl font-bold">{t("connection.title")}</h1>
          <p className="text-sm text-muted">{t("connection.intro")}</p>
        </div>
        {form.isIncomplete && <Notice tone="danger" title={t("connection.incomplete")} />}
        {form.problem !== null && <ProblemNotice problem={form.problem} />}
        {showsServer && (
          <TextBox
            label={t("connection.server")}
            value={form.server.value}
            onChange={form.server.set}
            hint={t("connection.serverHint")}
            inputMode="url"
            ltr
            isRequired
          />
        )}
        <TextBox
          label={t("connection.extension")}
          value={form.extension.value}
          onChange={form.extension.set}
          autoComplete="username"
          ltr
          isRequired
        />
        <PasswordBox value={form.password.value} onChange={form.password.set} />
        <CheckBox
          isSelected={form.remember.value}
          onChange={form.remember.set}
          hint={t("connection.rememberHint")}
        >
          {t("connection.remember")}
        </CheckBox>
        <Button
          type="submit"
          look="primary"
          isDisabled={form.isBusy}
          className="min-h-12 text-base"
        >
          {form.isBusy ? t("connection.signingIn") : t("connection.signIn")}
        </Button>
        {!showsServer && (
          <Button
            look="quiet"
            onPress={() => setChangesServer(true)}
            className="min-h-9 text-xs text-muted"
          >
            <span>
              {t("connection.server")}: <PhoneNumber value={form.server.value} />
            </span>
          </Button>
        )}
      </form>
      <div className="flex flex-wrap justify-center gap-x-4 text-sm text-muted">
        <a href="#/check" className="rounded-lg px-3 py-2 underline focus-ring hover:text-ink">
          {t("nav.check")}
        </a>
        <a
          href="#/diagnostics"
          className="rounded-lg px-3 py-2 underline focus-ring hover:text-ink"
        >
          {t("diagnostics.title")}
        </a>
      </div>
    </main>
  );
}

function PasswordBox({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  const [capsLock, setCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent): void => {
    setCapsLock(event.getModifierState("CapsLock"));
  };
  return (
    <div onKeyDown={watchCapsLock} onKeyUp={watchCapsLock} role="presentation">
      <TextBox
        label={t("connection.password")}
        value={value}
        onChange={onChange}
        type={isShown ? "text" : "password"}
        autoComplete="current-password"
        ltr
        isRequired
        {...(capsLock ? { hint: <strong role="status">{t("connection.capsLock")}</strong> } : {})}
        end={
          <IconButton
            icon={isShown ? EyeOff : Eye}
            label={isShown ? t("connection.hidePassword") : t("connection.showPassword")}
            onPress={() => setShown(!isShown)}
          />
        }
      />
    </div>
  );
}
