import { useStore } from "zustand";

import { useFormat } from "@/i18n/use-format";
import { useTranslation } from "@/i18n/use-translation";
import type { Company } from "@/phone/directory/company";
import { Button } from "@/ui/button";
import { Notice } from "@/ui/notice";

/** How current the copy of the company's directory is, and why it could not be renewed. */
export function CompanyNote({ company }: { readonly company: Company }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { isConfigured, asOf, count, wrong, problem } = useStore(company.store);
  if (!isConfigured) return null;
  const state =
    asOf === null
      ? t("people.company.none")
      : t("people.company.asOf", { count, date: format.moment(asOf) });
  if (problem === null) {
    return (
      <p className="text-sm text-muted">
        {state}
        {wrong > 0 && <> · {t("people.company.wrong", { count: wrong })}</>}
      </p>
    );
  }
  return (
    <Notice
      tone="warning"
      title={t(`people.company.problems.${problem.code}`)}
      action={<Button onPress={() => void company.refresh()}>{t("app.tryAgain")}</Button>}
    >
      {state}
    </Notice>
  );
}
