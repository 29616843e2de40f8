import i18next, { type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

import type en from "./en.json";
import { createInterpolation } from "./interpolate";
import { type Digits, type Language, languages, localeOf } from "./languages";

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

let interpolate = createInterpolation("en", "ltr");

/** Loads a language's words and makes it the current one, with these digits. Whatever is on the screen follows. */
export async function showLanguage(language: Language, digits: Digits): Promise<void> {
  const locale = localeOf(language, digits, navigator.languages);
  const next = createInterpolation(locale, languages[language].direction);
  if (!i18next.isInitialized) {
    interpolate = next;
    await i18next.use(initReactI18next).init({
      lng: language,
      fallbackLng: false,
      resources: { [language]: { translation: (await texts[language]()).default } },
      interpolation: { useRawValueToEscape: true, escape: (value: unknown) => interpolate(value) },
    });
    return;
  }
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", (await texts[language]()).default);
  }
  interpolate = next;
  await i18next.changeLanguage(language);
}
