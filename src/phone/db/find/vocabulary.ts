/** Words, each with a number of its own, found by how they begin. */
export interface Vocabulary {
  /** The number of a word; one that is new gets the next. */
  idOf(word: string): number;
  /** The numbers of all words that begin so. */
  startingWith(beginning: string, found: (id: number) => void): void;
}

/** So many new words are put into their places at once, or an eighth of what is there. */
const fewest = 4_096;

/** Words in their order, found by halving: a fraction of the memory of a table of them. */
export function createVocabulary(): Vocabulary {
  let words: string[] = [];
  let ids = new Uint32Array(0);
  /** New ones. */
  let fresh = new Map<string, number>();
  /** Found before: most words of a text are the same few thousand. */
  const known = new Map<string, number>();
  let count = 0;

  function placeOf(word: string): number {
    let low = 0;
    let high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((words[middle] ?? "") < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function putInPlace(): void {
    const coming = [...fresh.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1));
    const nextWords: string[] = [];
    const nextIds = new Uint32Array(words.length + coming.length);
    let from = 0;
    const take = (word: string, id: number): void => {
      nextIds[nextWords.length] = id;
      nextWords.push(word);
    };
    for (const [word, id] of coming) {
      for (; from < words.length && (words[from] ?? "") < word; from += 1) {
        take(words[from] ?? "", ids[from] ?? 0);
      }
      take(word, id);
    }
    for (; from < words.length; from += 1) take(words[from] ?? "", ids[from] ?? 0);
    words = nextWords;
    ids = nextIds;
    fresh = new Map();
  }

  function find(word: string): number | undefined {
    const remembered = known.get(word) ?? fresh.get(word);
    if (remembered !== undefined) return remembered;
    const place = placeOf(word);
    if (words[place] !== word) return undefined;
    if (known.size >= fewest) known.clear();
    known.set(word, ids[place] ?? 0);
    return ids[place];
  }

  return {
    idOf(word) {
      const found = find(word);
      if (found !== undefined) return found;
      const id = count;
      count += 1;
      fresh.set(word, id);
      if (fresh.size >= Math.max(fewest, words.length >>> 3)) putInPlace();
      return id;
    },
    startingWith(beginning, found) {
      for (let at = placeOf(beginning); words[at]?.startsWith(beginning) === true; at += 1) {
        found(ids[at] ?? 0);
      }
      for (const [word, id] of fresh) if (word.startsWith(beginning)) found(id);
    },
  };
}
