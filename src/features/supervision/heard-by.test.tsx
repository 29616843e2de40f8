import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, test, vi } from "vitest";

import { loadLaterWords, showLanguage } from "@/i18n/i18n";
import { TranslationProvider } from "@/i18n/translation-provider";
import type { HeardBy } from "@/phone/supervision/supervision-state";

import { HeardBySentence } from "./heard-by";

beforeAll(() => vi.stubGlobal("navigator", { languages: ["en"] }));

const draw = (heardBy: HeardBy): string =>
  renderToStaticMarkup(
    <TranslationProvider>
      <HeardBySentence heardBy={heardBy} />
    </TranslationProvider>,
  );

describe.each([
  [
    "en",
    {
      nobody: "Heard by nobody",
      agent: "Heard by the agent",
      agentAndCustomer: "Heard by the agent and the customer",
    },
  ],
  [
    "ar",
    {
      nobody: "لا يسمعك أحد",
      agent: "يسمعك الموظف",
      agentAndCustomer: "يسمعك الموظف والعميل",
    },
  ],
  [
    "fi",
    {
      nobody: "Kukaan ei kuule sinua",
      agent: "Agentti kuulee sinut",
      agentAndCustomer: "Agentti ja asiakas kuulevat sinut",
    },
  ],
] as const)("who hears a supervisor, in %s", (language, sentences) => {
  test("is a status of one sentence, and no two look alike", async () => {
    await showLanguage(language, "latn");
    await loadLaterWords();
    const drawn = (["nobody", "agent", "agentAndCustomer"] as const).map((heardBy) => {
      const markup = draw(heardBy);
      expect(markup).toMatch(new RegExp(`role="status"[^>]*>${sentences[heardBy]}</p>`));
      return markup.replaceAll(sentences[heardBy], "");
    });
    expect(new Set(drawn).size).toBe(3);
  });
});
