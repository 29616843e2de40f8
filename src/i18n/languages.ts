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
 * browser. The region comes from the browser's own languages, if one of them is this one: whoever reads `en-GB` wants
 * 14:05 and not 2:05 pm.
 */
export function localeOf(
  language: Language,
  digits: Digits,
  browserLanguages: readonly string[],
): string {
  const regional = browserLanguages.find(
    (name) => /^[a-z]{2}-[A-Z]{2}$/.test(name) && name.startsWith(language),
  );
  return `${regional ?? language}-u-ca-gregory-nu-${language === "ar" ? digits : "latn"}`;
}
