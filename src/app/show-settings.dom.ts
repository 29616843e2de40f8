import { showLanguage } from "@/i18n/i18n";
import { chooseLanguage, type Language, languages } from "@/i18n/languages";
import type { Phone } from "@/phone/phone";
import type { Settings } from "@/phone/settings/settings";

/** Language and direction on the root, so that style, screen readers and hyphenation follow. */
function showDirection(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = languages[language].direction;
}

function showLook({ theme, textSize }: Settings): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.dataset["textSize"] = textSize;
}

/**
 * Puts what was chosen onto the page, now and after each change. The language: the agent's choice, else `wished`
 * (the address), else the configuration's, else the browser's.
 */
export async function showSettings(phone: Phone, wished: string | null): Promise<void> {
  const { store } = phone.settings;
  const pick = ({ language }: Settings): Language =>
    chooseLanguage([wished, language, phone.config.language, ...navigator.languages]);
  const first = pick(store.getState());
  let shown = first;
  showLook(store.getState());
  showDirection(first);
  await showLanguage(first, store.getState().digits);
  store.subscribe((settings, before) => {
    showLook(settings);
    if (settings.language === before.language && settings.digits === before.digits) return;
    // From now on the person's choice counts, not the address the page came with.
    const hasChosen = settings.language !== before.language;
    const language = hasChosen ? chooseLanguage([settings.language]) : shown;
    shown = language;
    void showLanguage(language, settings.digits).then(() => showDirection(language));
  });
}
