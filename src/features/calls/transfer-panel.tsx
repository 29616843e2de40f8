import { Forward, MessagesSquare } from "lucide-react";
import { Suspense, useEffect, useRef } from "react";

import { useConnection, usePhone, useSystem } from "@/features/shared/phone-context";
import { forgetDraft, isText, useDraft } from "@/features/shared/use-draft";
import { useTranslation } from "@/i18n/use-translation";
import type { CallId } from "@/phone/calls/call";
import { selectAccount } from "@/phone/connection/connection";
import { readTarget } from "@/phone/directory/read-target";
import { Button } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";
import { TextBox } from "@/ui/text-box";

import { noteDraft, targetDraft } from "./transfer-draft";

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
  const [text, setText] = useDraft(targetDraft(id), "", isText);
  const [note, setNote] = useDraft(noteDraft(id), "", isText);
  useEffect(() => () => forgetTransfer(id), [id]);
  const box = useRef<HTMLInputElement>(null);
  const own = useConnection((state) => selectAccount(state)?.extension);
  const typed = readTarget(text);
  const isOwn = typed !== null && typed === own;
  const target = isOwn ? null : typed;
  const words = note.trim();
  const details = words === "" ? {} : { note: words };
  function consult(): void {
    if (target === null) return;
    phone.calls.do({ type: "consult", id, target, ...details });
    onDone();
  }
  function transfer(): void {
    if (target === null) return;
    phone.calls.do({ type: "transfer", id, target, ...details });
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
        hint={
          isOwn
            ? t("calls.ownExtension")
            : t(attendedTransfer ? "calls.transferHint" : "calls.transferNowHint")
        }
        inputRef={box}
        inputMode="text"
        autoFocus
      />
      {transferNote && (
        <TextBox
          label={t("calls.note")}
          value={note}
          onChange={(next) => setNote(Array.from(next).slice(0, longestNote).join(""))}
          hint={t("calls.noteHint", { left: longestNote - Array.from(note).length })}
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
          text={typed === null ? text : ""}
          onChoose={(number) => {
            setText(number);
            box.current?.focus();
          }}
        />
      </Suspense>
    </form>
  );
}

/** A panel that is closed has been given up or sent; a reload closes none. */
function forgetTransfer(id: CallId): void {
  forgetDraft(targetDraft(id));
  forgetDraft(noteDraft(id));
}

/** Characters; percent-encoded they must fit into one MESSAGE (1,023 bytes at Asterisk 22), as a hundred Arabic letters do. */
const longestNote = 100;
