import { Delete, Phone } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";

import { useIsConnected, usePhone } from "@/features/shared/phone-context";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { IconButton } from "@/ui/icon-button";
import { Keypad } from "@/ui/keypad";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

const People = lazyPart(async () => (await import("@/features/shared/people")).People);

/** Where calls begin: a number typed, pasted or pressed, or a person found by name. */
export function Dialler() {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useState("");
  const [isRefused, setRefused] = useState(false);
  const isConnected = useIsConnected();
  const people = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);

  function write(next: string): void {
    setText(next);
    setRefused(false);
  }

  function dial(wish: string): void {
    const target = readTarget(wish);
    if (target === null) return setRefused(wish.trim() !== "");
    phone.calls.do({ type: "dial", target });
    write("");
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
          look="success"
          icon={Phone}
          isDisabled={!isConnected || text.trim() === ""}
          className="min-h-13 text-base"
        >
          {t("phone.call")}
        </Button>
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
