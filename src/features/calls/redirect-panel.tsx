import { Forward, Voicemail } from "lucide-react";
import { Suspense, useRef, useState } from "react";

import { useColleagueStatus } from "@/features/shared/colleague-state";
import { useNumberName } from "@/features/shared/party";
import { useConnection, usePhone, useSystem } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { selectAccount } from "@/phone/connection/connection";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

const TargetPicker = lazyPart(
  async () => (await import("@/features/shared/target-picker")).TargetPicker,
);

/** Where a ringing call is to ring instead. One press on a person, or a number and Enter. */
export function RedirectPanel({ id }: { readonly id: CallId }) {
  const { t } = useTranslation();
  const phone = usePhone();
  const account = useConnection(selectAccount);
  const hasVoicemail = useSystem((state) => state.voicemailOf);
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const target = readTarget(text);
  const whyNot = useWhyNot(target, account?.extension ?? "");
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== null && whyNot === null) phone.calls.do({ type: "redirect", id, target });
      }}
    >
      <TextBox
        label={t("calls.redirectTo")}
        value={text}
        onChange={setText}
        hint={t("calls.redirectHint")}
        inputRef={box}
        inputMode="text"
        autoFocus
      />
      <p role="status" className="text-sm text-warning-ink empty:hidden">
        {whyNot}
        {target !== null && whyNot === null && <Absence extension={target} />}
      </p>
      <div className="flex flex-wrap gap-2 *:flex-1">
        {hasVoicemail && account !== null && (
          <Button
            icon={Voicemail}
            onPress={() =>
              phone.calls.do({ type: "redirectToVoicemail", id, extension: account.extension })
            }
          >
            {t("calls.redirectVoicemail")}
          </Button>
        )}
        <Button
          type="submit"
          look="primary"
          icon={Forward}
          turnsIcon
          isDisabled={target === null || whyNot !== null}
        >
          {t("calls.redirectNow")}
        </Button>
      </div>
      <Suspense>
        <TargetPicker
          text={target === null ? text : ""}
          isInside
          onChoose={(number) => {
            setText(number);
            box.current?.focus();
          }}
        />
      </Suspense>
    </form>
  );
}

/** Why a call cannot be sent there, in a sentence: a phone system takes its own people and queues, and nobody else. */
function useWhyNot(target: string | null, own: string): string | null {
  const { t } = useTranslation();
  const { team } = usePhone();
  if (target === null) return null;
  if (target === own) return t("calls.ownExtension");
  return team.people.length > 0 && team.nameOf(target) === null
    ? t("calls.redirectOnlyTeam")
    : null;
}

/** What may become of the caller where nobody is free; nothing where somebody is. */
function Absence({ extension }: { readonly extension: string }) {
  const { t } = useTranslation();
  const numberName = useNumberName();
  const { state } = useColleagueStatus(extension);
  const name = numberName(extension);
  if (state === "offline") return t("calls.redirectAbsent", { name });
  return state === "busy" || state === "ringing" ? t("calls.redirectBusy", { name }) : null;
}
