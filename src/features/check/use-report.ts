import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { KeptCheck, Overall } from "@/phone/check/result";

import { useLineText } from "./use-line-text";

/**
 * A check as plain text for a ticket: sentences and figures. Devices are left out, since many bear their owner's name;
 * so are the extension and every number that was dialled.
 */
export function useReport(): (check: KeptCheck, overall: Overall) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const lineText = useLineText();
  return ({ at, lines }, overall) => {
    const head = t("check.report", {
      app: t("app.name"),
      moment: format.moment(at),
      overall: t(`check.overall.${overall}`),
    });
    const each = Object.entries(lines).map(([name, found]) => {
      const title = t(`check.names.${name as keyof KeptCheck["lines"]}`);
      return `${title}: ${t(`check.verdicts.${found.verdict}`)}. ${lineText(found)}`;
    });
    return [head, ...each].join("\n");
  };
}
