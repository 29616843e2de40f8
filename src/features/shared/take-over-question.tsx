import { useState } from "react";

import { useTranslation } from "@/i18n/use-translation";
import { Confirm } from "@/ui/confirm";
import { TextBox } from "@/ui/text-box";

import { useNumberName } from "./party";
import { mostReason } from "./use-order-of";

export interface TakeOverQuestionProps {
  readonly agent: string;
  readonly onYes: (reason: string) => void;
  readonly onClose: () => void;
}

/** Asked before a customer is taken from an agent; the agent reads why, if it is said. */
export function TakeOverQuestion({ agent, onYes, onClose }: TakeOverQuestionProps) {
  const { t } = useTranslation();
  const name = useNumberName()(agent);
  const [reason, setReason] = useState("");
  return (
    <Confirm
      title={t("supervision.takeSure", { name })}
      advice={t("supervision.takeAdvice", { name })}
      confirmLabel={t("supervision.takeOver")}
      cancelLabel={t("app.cancel")}
      onCancel={onClose}
      onConfirm={() => {
        onYes(reason.trim());
        onClose();
      }}
    >
      <TextBox
        label={t("supervision.reasonMaybe")}
        value={reason}
        onChange={(text) => setReason(text.slice(0, mostReason))}
        autoFocus
      />
    </Confirm>
  );
}
