import type { Page } from "@playwright/test";

/** Resolves when the worker of a page has read all tables, to how many milliseconds that took from the sign-in. */
export async function wordsKnown(page: Page): Promise<number> {
  const told = await page.waitForEvent("console", {
    predicate: (message) => /words are found.*calls/.test(message.text()),
    timeout: 3_600_000,
  });
  return Number(/afterMs: (\d+)/.exec(told.text())?.[1]);
}
