import type { ReactNode } from "react";

import { useTranslation } from "@/i18n/use-translation";
import type { Problem } from "@/phone/errors";
import { Notice } from "@/ui/notice";

import { useNumberName } from "./party";

export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** One sentence and the next step for each code; the compiler knows that none is missing. */
export function useProblemText(): (problem: Problem) => ProblemText {
  const { t } = useTranslation();
  const numberName = useNumberName();
  return ({ code, detail }) => {
    const { reason, target } = detail;
    const words = {
      ...detail,
      ...(typeof target === "string" ? { target: numberName(target) } : {}),
      // An end reason inside a problem is a word of ours, not of the network's.
      ...(typeof reason === "string"
        ? { reason: t(`endReasons.${reason}` as "endReasons.failed") }
        : {}),
    };
    return { title: t(`errors.${code}.title`, words), advice: t(`errors.${code}.advice`, words) };
  };
}

export interface ProblemNoticeProps {
  readonly problem: Problem;
  readonly tone?: "warning" | "danger";
  readonly action?: ReactNode;
  readonly onDismiss?: () => void;
  readonly className?: string;
}

export function ProblemNotice({
  problem,
  tone = "danger",
  action,
  onDismiss,
  className,
}: ProblemNoticeProps) {
  const { t } = useTranslation();
  const { title, advice } = useProblemText()(problem);
  return (
    <Notice
      tone={tone}
      title={title}
      action={action}
      dismissLabel={t("app.dismiss")}
      {...(onDismiss ? { onDismiss } : {})}
      {...(className === undefined ? {} : { className })}
    >
      {advice}
    </Notice>
  );
}
