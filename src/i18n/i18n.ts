import i18next, { type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

import type en from "./en.json";
import type { Language } from "./languages";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    returnNull: false;
    resources: { translation: typeof en };
  }
}

/** One chunk per language: nobody loads words they will not read. */
const texts: Readonly<Record<Language, () => Promise<{ default: ResourceKey }>>> = {
  en: () => import("./en.json"),
  ar: () => import("./ar.json"),
  fi: () => import("./fi.json"),
};

/** Loads a language's words and makes it the current one. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      resources: { [language]: { translation: (await texts[language]()).default } },
      // React escapes already; escaping twice would show &amp; in names.
      interpolation: { escapeValue: false },
    });
    return;
  }
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await texts[language]()).default);
  }
  await i18next.changeLanguage(language);
}
