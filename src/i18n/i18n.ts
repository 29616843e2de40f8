import i18next, { type ResourceKey } from "i18next";
import { initReactI18next } from "react-i18next";

import type en from "./en.json";
import { createInterpolation } from "./interpolate";
import { type Digits, type Language, languages, localeOf } from "./languages";
import type later from "./later/en.json";
import { loadWords } from "./words";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    returnNull: false;
    resources: { translation: typeof en & typeof later };
  }
}

/** Words of parts that load later: what must arrive before the first call stays small. */
const laterTexts: Readonly<Record<Language, () => Promise<{ default: ResourceKey }>>> = {
  en: () => import("./later/en.json"),
  ar: () => import("./later/ar.json"),
  fi: () => import("./later/fi.json"),
};

let isLaterWanted = false;

async function addLater(language: Language): Promise<void> {
  const words = (await laterTexts[language]()).default;
  i18next.addResourceBundle(language, "translation", words, true);
}

/** Loads the words of parts that load later, for this language and every one that is chosen afterwards. */
export async function loadLaterWords(): Promise<void> {
  await addLater(i18next.language as Language);
  isLaterWanted = true;
}

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
      // Said, or i18next 26 looks at every key whether it is a sentence.
      keySeparator: ".",
      resources: { [language]: { translation: await loadWords(language) } },
      interpolation: { useRawValueToEscape: true, escape: (value: unknown) => interpolate(value) },
    });
    return;
  }
  if (!i18next.hasResourceBundle(language, "translation")) {
    i18next.addResourceBundle(language, "translation", await loadWords(language));
  }
  if (isLaterWanted) await addLater(language);
  interpolate = next;
  await i18next.changeLanguage(language);
}
