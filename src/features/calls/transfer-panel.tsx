import { Forward, MessagesSquare } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { usePhone } from "@/features/shared/phone-context";
import type { CallId } from "@/phone/calls/call";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

const People = lazyPart(async () => (await import("@/features/shared/people")).People);

export interface TransferPanelProps {
  readonly id: CallId;
  readonly onDone: () => void;
}

/** A transfer to a number or a person, after asking there or at once; what becomes of it shows on the call. */
export function TransferPanel({ id, onDone }: TransferPanelProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [text, setText] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const target = readTarget(text);
  const go = (type: "consult" | "transfer"): void => {
    if (target === null) return;
    phone.calls.do({ type, id, target });
    onDone();
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        go("transfer");
      }}
    >
      <TextBox
        label={t("calls.transferTo")}
        value={text}
        onChange={setText}
        hint={t("calls.transferHint")}
        inputRef={box}
        inputMode="text"
        autoFocus
      />
      <div className="grid gap-2 sm:grid-cols-2">
        <Button icon={MessagesSquare} isDisabled={target === null} onPress={() => go("consult")}>
          {t("calls.consult")}
        </Button>
        <Button type="submit" look="primary" icon={Forward} turnsIcon isDisabled={target === null}>
          {t("calls.transferNow")}
        </Button>
      </div>
      <Suspense>
        <People
          text={target === null ? text : ""}
          onChoose={(number) => {
            setText(number);
            box.current?.focus();
          }}
        />
      </Suspense>
    </form>
  );
}
