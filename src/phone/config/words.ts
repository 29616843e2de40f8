import * as v from "valibot";

/** Words of at most so many characters, in one language or in several. */
export function wordsUpTo(most: number) {
  const text = v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(most)));
  const inLanguages = v.pipe(
    v.object({ en: text, ar: text, fi: text }),
    v.check((said) => Object.values(said).length > 0, "it is empty"),
  );
  return v.union([text.wrapped, inLanguages]);
}
