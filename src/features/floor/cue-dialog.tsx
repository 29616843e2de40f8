import { useState } from "react";

import { usePhone } from "@/features/shared/phone-context";
import { ProblemNotice } from "@/features/shared/problem-notice";
import { ReadyPhrases } from "@/features/shared/ready-phrases";
import { mostReason } from "@/features/shared/use-order-of";
import { useTranslation } from "@/i18n/use-translation";
import { type Problem, toProblem } from "@/phone/errors";
import { Confirm } from "@/ui/confirm";
import { TextBox } from "@/ui/text-box";

interface CueDialogProps {
  readonly extension: string;
  readonly name: string;
  readonly onClose: (isDone: boolean) => void;
}

/** Written words to an agent, without listening to them. */
export function CueDialog({ extension, name, onClose }: CueDialogProps) {
  const { t } = useTranslation();
  const { supervision } = usePhone();
  const [text, setText] = useState("");
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  async function send(): Promise<void> {
    setSending(true);
    setProblem(null);
    try {
      await supervision.do({ type: "cue", agent: extension, text: text.trim() });
      onClose(true);
    } catch (error) {
      setProblem(toProblem(error));
      setSending(false);
    }
  }
  return (
    <Confirm
      title={t("floor.cueTitle", { name })}
      advice={t("floor.cueAdvice", { name })}
      confirmLabel={t("supervision.sendCue")}
      cancelLabel={t("app.cancel")}
      look="primary"
      isIncomplete={text.trim() === "" || isSending}
      onCancel={() => onClose(false)}
      onConfirm={() => void send()}
    >
      <TextBox
        label={t("floor.cueText")}
        value={text}
        onChange={(next) => setText(next.slice(0, mostReason))}
        isRequired
        autoFocus
      />
      <ReadyPhrases onChoose={setText} />
      {problem !== null && <ProblemNotice problem={problem} />}
    </Confirm>
  );
}
