import { useTranslation } from "@/i18n/use-translation";
import { Confirm } from "@/ui/confirm";

import { useNumberName } from "./party";

export interface BargeQuestionProps {
  readonly agent: string;
  readonly onYes: () => void;
  readonly onClose: () => void;
}

/** Asked before a customer hears a supervisor. */
export function BargeQuestion({ agent, onYes, onClose }: BargeQuestionProps) {
  const { t } = useTranslation();
  const name = useNumberName()(agent);
  return (
    <Confirm
      title={t("supervision.bargeSure", { name })}
      advice={t("supervision.bargeAdvice", { name })}
      confirmLabel={t("supervision.modes.barge")}
      cancelLabel={t("app.cancel")}
      onCancel={onClose}
      onConfirm={() => {
        onYes();
        onClose();
      }}
    />
  );
}
