export const languageCodes = ["en", "ar", "fi"] as const;
export type Language = (typeof languageCodes)[number];
export type Digits = "latn" | "arab";

interface LanguageRow {
  readonly code: Language;
  /** In the language itself: whoever looks for it can read it. */
  readonly name: string;
  readonly direction: "ltr" | "rtl";
}

export const languages: Readonly<Record<Language, LanguageRow>> = {
  ar: { code: "ar", name: "العربية", direction: "rtl" },
  fi: { code: "fi", name: "Suomi", direction: "ltr" },
  en: { code: "en", name: "English", direction: "ltr" },
};

/** The first of the wished languages that there is, else English. */
export function chooseLanguage(wishes: readonly (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const code = wish?.slice(0, 2).toLowerCase();
    const found = languageCodes.find((language) => language === code);
    if (found) return found;
  }
  return "en";
}

/**
 * The locale for `Intl`, with digits and calendar explicit: bare `ar` gives 123 and `ar-SA` gives ١٢٣ in the same
 * browser.
 */
export function localeOf(language: Language, digits: Digits): string {
  return `${language}-u-ca-gregory-nu-${language === "ar" ? digits : "latn"}`;
}
