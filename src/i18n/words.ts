import type { ResourceKey } from "i18next";

import type { Language } from "./languages";

/** One chunk per language: nobody loads words they will not read. */
const texts: Readonly<Record<Language, () => Promise<{ default: ResourceKey }>>> = {
  en: () => import("./en.json"),
  ar: () => import("./ar.json"),
  fi: () => import("./fi.json"),
};

/** Words of the first screen. */
export async function loadWords(language: Language): Promise<ResourceKey> {
  return (await texts[language]()).default;
}
