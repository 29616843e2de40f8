import { Forward, MessagesSquare } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { usePhone, useSystem } from "@/features/shared/phone-context";
import type { CallId } from "@/phone/calls/call";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

const TargetPicker = lazyPart(
  async () => (await import("@/features/shared/target-picker")).TargetPicker,
);

export interface TransferPanelProps {
  readonly id: CallId;
  readonly onDone: () => void;
}

/** A transfer to a number or a person, after asking there or at once; what becomes of it shows on the call. */
export function TransferPanel({ id, onDone }: TransferPanelProps) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { attendedTransfer, transferNote } = useSystem((state) => state);
  const [text, setText] = useState("");
  const [note, setNote] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const target = readTarget(text);
  function consult(): void {
    if (target === null) return;
    phone.calls.do({ type: "consult", id, target });
    onDone();
  }
  function transfer(): void {
    if (target === null) return;
    const words = note.trim();
    phone.calls.do({ type: "transfer", id, target, ...(words === "" ? {} : { note: words }) });
    onDone();
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        transfer();
      }}
    >
      <TextBox
        label={t("calls.transferTo")}
        value={text}
        onChange={setText}
        hint={t(attendedTransfer ? "calls.transferHint" : "calls.transferNowHint")}
        inputRef={box}
        inputMode="text"
        autoFocus
      />
      {transferNote && (
        <TextBox
          label={t("calls.note")}
          value={note}
          onChange={(next) => setNote(next.slice(0, longestNote))}
          hint={t("calls.noteHint")}
        />
      )}
      <div className="grid gap-2 sm:grid-cols-2">
        {attendedTransfer && (
          <Button icon={MessagesSquare} isDisabled={target === null} onPress={consult}>
            {t("calls.consult")}
          </Button>
        )}
        <Button type="submit" look="primary" icon={Forward} turnsIcon isDisabled={target === null}>
          {t("calls.transferNow")}
        </Button>
      </div>
      <Suspense>
        <TargetPicker
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

/** Characters; three bytes each, percent-encoded, must fit into one MESSAGE (1,023 bytes at Asterisk 22). */
const longestNote = 100;
