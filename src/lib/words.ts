const languages = ["en", "ar", "fi"] as const;
type Language = (typeof languages)[number];

/** What an administrator calls something: one text for everybody, or one for each language. */
export type Words = string | { readonly [Each in Language]?: string };

/** The words in a language; where they are not said in it, in the first language that they are said in. */
export function sayIn(words: Words, language: string): string {
  if (typeof words === "string") return words;
  const wanted = languages.find((each) => each === language);
  const said = [...(wanted === undefined ? [] : [wanted]), ...languages];
  return said.map((each) => words[each]).find((text) => text !== undefined) ?? "";
}

/** All that is said, for searching. */
export function allWords(words: Words): string {
  return typeof words === "string" ? words : Object.values(words).join(" ");
}
