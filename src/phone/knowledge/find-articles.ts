import { foldWords } from "@/lib/fold-text";
import { allWords } from "@/lib/words";
import type { Article } from "@/phone/config/desk-config";

interface Folded {
  readonly article: Article;
  readonly heading: readonly string[];
  readonly text: readonly string[];
}

/** Articles by words that are typed, in whichever language: those that say them in the title or a tag first. */
export function createFinder(articles: readonly Article[]): (text: string) => readonly Article[] {
  let folded: readonly Folded[] | null = null;
  return (text) => {
    const typed = foldWords(text);
    if (typed.length === 0) return articles;
    folded ??= articles.map((article) => ({
      article,
      heading: foldWords(`${allWords(article.title)} ${article.tags.join(" ")}`),
      text: foldWords(allWords(article.text)),
    }));
    const begins = (own: readonly string[], word: string): boolean =>
      own.some((each) => each.startsWith(word));
    return folded
      .map(({ article, heading, text: body }) => ({
        article,
        isFound: typed.every((word) => begins(heading, word) || begins(body, word)),
        inHeading: typed.filter((word) => begins(heading, word)).length,
      }))
      .filter(({ isFound }) => isFound)
      .toSorted((one, other) => other.inHeading - one.inHeading)
      .map(({ article }) => article);
  };
}
