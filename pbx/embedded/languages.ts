const known = ["en", "ar", "fi"] as const;
export type Language = (typeof known)[number];

/** In which language the switch speaks to whom: users choose, to everybody else it speaks English. */
export interface Languages {
  /** The answer to `language <en|ar|fi>`; `-` takes the choice back. */
  choose(extension: string, word: string): string;
  /** `null`: no user. */
  of(extension: string | null): Language;
}

export function createLanguages(): Languages {
  const chosen = new Map<string, Language>();
  return {
    choose(extension, word) {
      const language = known.find((each) => each === word);
      if (language === undefined && word !== "-") return "UNKNOWN";
      if (language === undefined) chosen.delete(extension);
      else chosen.set(extension, language);
      return "OK";
    },
    of: (extension) => (extension === null ? undefined : chosen.get(extension)) ?? "en",
  };
}
