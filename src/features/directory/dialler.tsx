import { Delete, Phone, Siren } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Suspense } from "react";

import { pressedMs } from "@/features/shared/calls-to-draw";
import { useIsConnected, usePhone, useSettings, useSystem } from "@/features/shared/phone-context";
import { isText, useDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Keypad } from "@/ui/keypad";
import { lazyPart } from "@/ui/lazy-part";
import { SelectBox } from "@/ui/select-box";
import { TextBox } from "@/ui/text-box";

const People = lazyPart(async () => (await import("@/features/shared/people")).People);

/** Where calls begin: a number typed, pasted or pressed, or a person found by name. */
export function Dialler() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useDraft("dial", "", isText);
  const [isRefused, setRefused] = useState(false);
  const isConnected = useIsConnected();
  const target = readTarget(text);
  const isEmergency = target !== null && phone.config.emergencyNumbers.includes(target);
  const people = useRef<HTMLDivElement>(null);
  /** What has been dialled goes from the field when the call comes into view: drawing it empty would hold up the answer. */
  const leaving = useRef<ReturnType<typeof setTimeout>>(null);
  const written = useRef(text);
  const box = useRef<HTMLInputElement>(null);
  // A call that is above stays in view.
  useEffect(() => box.current?.focus({ preventScroll: true }), []);

  function write(next: string): void {
    written.current = next;
    setText(next);
    setRefused(false);
    if (next !== "") void phone.audio.do({ type: "expectCall" });
  }

  function dial(wish: string): void {
    const number = readTarget(wish);
    if (number === null) return setRefused(wish.trim() !== "");
    // A second press means the same call.
    if (leaving.current !== null) return;
    phone.calls.do({ type: "dial", target: number });
    leaving.current = setTimeout(() => {
      leaving.current = null;
      if (written.current === text) write("");
    }, pressedMs);
  }

  return (
    <section aria-labelledby="dialler-title" className="flex flex-col gap-4">
      <h1 id="dialler-title" className="sr-only">
        {t("phone.dialler")}
      </h1>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          dial(text);
        }}
      >
        <TextBox
          label={t("phone.number")}
          value={text}
          onChange={write}
          inputRef={box}
          inputMode="text"
          inputClassName="min-h-13 text-lg"
          hint={isRefused ? t("phone.notANumber", { text }) : t("phone.numberHint")}
          onKeyDown={(event) => {
            if (event.key !== "ArrowDown") return;
            const first = people.current?.querySelector("button");
            if (!first) return;
            event.preventDefault();
            first.focus();
          }}
          onPaste={(event) => {
            // A pasted number is cleaned at once, so that what will be dialled is what is seen.
            const target = readTarget(event.clipboardData.getData("text"));
            if (target === null || text !== "") return;
            event.preventDefault();
            write(target);
          }}
          end={
            text !== "" && (
              <IconButton
                icon={Delete}
                label={t("phone.backspace")}
                onPress={() => write(text.slice(0, -1))}
                className="rtl:-scale-x-100"
              />
            )
          }
        />
        <Button
          type="submit"
          look={isEmergency ? "danger" : "success"}
          icon={isEmergency ? Siren : Phone}
          // An emergency call that cannot be made says what to do instead.
          isDisabled={(!isConnected && !isEmergency) || text.trim() === ""}
          className="min-h-13 text-base"
        >
          {t(isEmergency ? "phone.emergency" : "phone.call")}
        </Button>
        {isEmergency && (
          <p role="status" className="text-sm text-muted">
            {t("phone.emergencyHint", { number: target })}
          </p>
        )}
        <ShownNumberBox />
        {!isConnected && <p className="text-sm text-muted">{t("phone.notConnected")}</p>}
      </form>
      <Keypad
        label={t("phone.keypad")}
        digitLabel={(digit) => t("calls.digit", { digit })}
        onDigit={(digit) => write(text + digit)}
      />
      <div ref={people}>
        <Suspense>
          <People text={text} onChoose={dial} />
        </Suspense>
      </div>
    </section>
  );
}

/** The number that is asked for; `null`: the phone system's own choice. */
function useShownNumber(): string | null {
  const phone = usePhone();
  const mayChoose = useSystem((state) => state.chooseNumber);
  const chosen = useSettings((settings) => settings.shownNumber);
  const isOffered = phone.config.callerNumbers.some(({ number }) => number === chosen);
  return mayChoose && isOffered ? chosen : null;
}

/** Which of our numbers is shown outside, where there is a choice. */
function ShownNumberBox() {
  const { t } = useTranslation();
  const phone = usePhone();
  const mayChoose = useSystem((state) => state.chooseNumber);
  const chosen = useShownNumber();
  const { callerNumbers } = phone.config;
  const [first] = callerNumbers;
  if (!mayChoose || first === undefined || callerNumbers.length < 2) return null;
  return (
    <SelectBox
      label={t("phone.shownNumber")}
      value={chosen ?? first.number}
      options={callerNumbers.map(({ number, label }) => ({
        value: number,
        label: `${label} ${leftToRight(number)}`,
      }))}
      onChange={(number) => phone.settings.do({ type: "change", change: { shownNumber: number } })}
    />
  );
}

/** An option has text only: the number is isolated by signs (Unicode UAX 9, LRI and PDI). */
function leftToRight(number: string): string {
  return `\u2066${number}\u2069`;
}
