import { useProblemText } from "@/features/shared/problem-notice";
import { useTranslation } from "@/i18n/use-translation";
import type { PhoneErrorCode } from "@/phone/errors";

/** What a line found, as it is shown and kept. */
export interface Finding {
  readonly code: string;
  readonly figures: Readonly<Record<string, string | number>>;
}

/** One sentence with the next step for each finding: the check's own, or that of a failure of the phone's. */
export function useLineText(): (finding: Finding) => string {
  const { t, i18n } = useTranslation();
  const problemText = useProblemText();
  return ({ code, figures }) => {
    // What another version of the page has kept may have words no more.
    if (i18n.exists(`check.codes.${code}`)) {
      return t(`check.codes.${code}` as "check.codes.interrupted", figures);
    }
    if (!i18n.exists(`errors.${code}.title`)) return t("check.codes.interrupted");
    const { title, advice } = problemText({ code: code as PhoneErrorCode, detail: figures });
    return `${title}. ${advice}`;
  };
}
