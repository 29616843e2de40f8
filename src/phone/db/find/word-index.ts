import { type Bits, bitsFor, keepCommon } from "./bits";
import { createNumberText } from "./number-text";
import { createPostings } from "./postings";
import { splitTokens } from "./split-tokens";
import { createVocabulary } from "./vocabulary";

/** Which rows have a token that begins with a word. Rows have numbers and are only ever added. */
export interface WordIndex {
  add(row: number, tokens: readonly string[]): void;
  /** Of the first `count` rows those in which every word begins a token. */
  find(words: readonly string[], count: number): Bits;
}

export function createWordIndex(): WordIndex {
  const vocabulary = createVocabulary();
  const wordRows = createPostings();
  const numbers = createVocabulary();
  const text = createNumberText();
  const numberRows = createPostings();
  let numberCount = 0;

  function rowsWith(word: string, count: number): Bits {
    const bits = bitsFor(count);
    vocabulary.startingWith(word, (id) => wordRows.mark(id, bits));
    text.containing(word, (id) => numberRows.mark(id, bits));
    return bits;
  }

  return {
    add(row, tokens) {
      const { words, numbers: whole } = splitTokens(tokens);
      for (const word of words) wordRows.add(vocabulary.idOf(word), row);
      for (const number of whole) {
        const id = numbers.idOf(number);
        if (id === numberCount) {
          text.add(number);
          numberCount += 1;
        }
        numberRows.add(id, row);
      }
    },
    find(words, count) {
      const [first, ...others] = words;
      const bits = first === undefined ? bitsFor(count).fill(~0) : rowsWith(first, count);
      for (const word of others) keepCommon(bits, rowsWith(word, count));
      return bits;
    },
  };
}
