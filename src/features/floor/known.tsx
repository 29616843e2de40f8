import type { ReactNode } from "react";

import { useTranslation } from "@/i18n/use-translation";

/** A value, or a dash that says to those who hear the page that it is not known. */
export function Known({ value }: { readonly value: ReactNode }) {
  const { t } = useTranslation();
  if (value !== null) return value;
  return (
    <>
      <span aria-hidden="true">—</span>
      <span className="sr-only">{t("floor.notKnown")}</span>
    </>
  );
}
