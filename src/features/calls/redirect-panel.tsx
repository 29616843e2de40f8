import { Forward, Voicemail } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { useConnection, usePhone, useSystem } from "@/features/shared/phone-context";
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
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== null) phone.calls.do({ type: "redirect", id, target });
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
      <div className="grid gap-2 sm:grid-cols-2">
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
        <Button type="submit" look="primary" icon={Forward} turnsIcon isDisabled={target === null}>
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
