import { ListChecks } from "lucide-react";
import { use } from "react";
import { useStore } from "zustand";

import { usePhone } from "@/features/shared/phone-context";
import { useTranslation } from "@/i18n/use-translation";

/** On a computer where nothing was ever checked: a calm line that leads there. */
export function CheckHint() {
  const { t } = useTranslation();
  const check = use(usePhone().openCheck());
  const isNew = useStore(check.store, ({ kept }) => kept.length === 0);
  if (!isNew) return null;
  return (
    <p className="mt-6 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <ListChecks aria-hidden="true" className="size-5" />
      {t("phone.checkHint")}
      <a href="#/check" className="rounded-lg font-semibold text-brand-ink underline focus-ring">
        {t("nav.check")}
      </a>
    </p>
  );
}
