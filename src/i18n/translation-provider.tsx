import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { TranslationContext } from "./use-translation";

/** Gives the words of the current language to everything in it, and draws it anew with those of the next. */
export function TranslationProvider({ children }: { readonly children: ReactNode }) {
  return <TranslationContext value={useTranslation()}>{children}</TranslationContext>;
}
