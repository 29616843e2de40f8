import { createContext, useContext } from "react";
import type { UseTranslationResponse } from "react-i18next";

type Translation = UseTranslationResponse<"translation", undefined>;

/** What react-i18next gives, asked for once for the whole page. */
export const TranslationContext = createContext<Translation | null>(null);

/**
 * The words of the current language. The hook of react-i18next 17 has six hooks, a subscription and a copy of i18next in
 * each component that calls it: of a ringing call drawn 4 of 33 ms.
 */
export function useTranslation(): Translation {
  const translation = useContext(TranslationContext);
  if (translation === null) throw new Error("no words are provided");
  return translation;
}
