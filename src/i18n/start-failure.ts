import { chooseLanguage, type Language } from "./languages";

/** Said when not even the words of a language could be loaded. */
const texts: Readonly<Record<Language, string>> = {
  en: "Hamsa could not start. Check your network, then reload this page.",
  ar: "تعذّر تشغيل همسة. تحقّق من الشبكة، ثم أعد تحميل هذه الصفحة.",
  fi: "Hamsaa ei voitu käynnistää. Tarkista verkkoyhteys ja lataa sivu sitten uudelleen.",
};

export function chooseStartFailure(wishes: readonly string[]): string {
  return texts[chooseLanguage(wishes)];
}
