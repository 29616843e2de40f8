import { shortestEnding } from "@/lib/number-tokens";

import { growing, integers } from "./growing";

/** Numbers in one text: a part of any of them is found in milliseconds, and no ending needs a place of its own. */
export interface NumberText {
  /** Of one that is not there yet; they are counted from 0. */
  add(number: string): void;
  /** Which of them have an ending of at least three characters that begins so. */
  containing(part: string, found: (id: number) => void): void;
}

export function createNumberText(): NumberText {
  let text = "";
  let added: string[] = [];
  /** Where each begins in the text; the next one begins after a line feed. */
  const starts = growing(integers);
  let count = 0;
  let length = 0;

  return {
    add(number) {
      starts.set(count, length);
      count += 1;
      length += number.length + 1;
      added.push(number);
    },
    containing(part, found) {
      if (added.length > 0) {
        text += `${added.join("\n")}\n`;
        added = [];
      }
      const endOf = (id: number): number =>
        id + 1 < count ? (starts.list[id + 1] ?? 0) - 1 : length - 1;
      let id = 0;
      for (let at = text.indexOf(part); at >= 0;) {
        while (endOf(id) <= at) id += 1;
        const end = endOf(id);
        if (at <= end - shortestEnding) found(id);
        at = text.indexOf(part, end);
      }
    },
  };
}
