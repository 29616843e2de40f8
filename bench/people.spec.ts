import type { Page } from "@playwright/test";

import { expect, test } from "../e2e/support/fixtures";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// Many people from a CSV file: how long it takes, and how long the page stands still meanwhile.

const count = readRounds().isLook ? 10_000 : 100_000;
const restMs = 5_000;

/** A line in a thousand is wrong, and one in a hundred is there twice. */
const isWrong = (at: number): boolean => at % 1_000 === 500;
const isTwice = (at: number): boolean => at % 100 === 99;
const added = Array.from({ length: count }, (_, at) => at).filter(
  (at) => !isWrong(at) && !isTwice(at),
).length;

function lines(): string {
  const people = Array.from({ length: count }, (_, at) => {
    if (isWrong(at)) return `Pyöristetty ${at};3.58401E+11;;`;
    const same = isTwice(at) ? at - 1 : at;
    return `Matti Meikäläinen ${same};040${1_000_000 + same};p${same}@example.fi;Yritys ${same % 500} Oy`;
  });
  return ["Nimi;Matkapuhelin;Sähköposti;Yritys", ...people].join("\r\n");
}

/** While something goes on: the longest time between two frames, and what the page's own tasks took. */
interface Stops {
  longestGapMs: number;
  readonly tasks: number[];
}

type WatchedPage = Window & { stops: Stops };

function watchStops(): void {
  const page = window as unknown as WatchedPage;
  page.stops = { longestGapMs: 0, tasks: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) page.stops.tasks.push(duration);
  }).observe({ type: "longtask" });
  let last = performance.now();
  const frame = (): void => {
    const now = performance.now();
    page.stops.longestGapMs = Math.max(page.stops.longestGapMs, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** What has stopped the page since the last call of this. */
const takeStops = (page: Page): Promise<Stops> =>
  page.evaluate(() => {
    const own = window as unknown as WatchedPage;
    const { stops } = own;
    own.stops = { longestGapMs: 0, tasks: [] };
    return stops;
  });

test(`${count} people from a file`, async ({ agent, browserOf, pbx }) => {
  test.setTimeout(1_800_000);
  const measures = createMeasures("people", pbx.name, (await browserOf("first")).version());
  const aino = await agent("1001", { prepare: (context) => context.addInitScript(watchStops) });
  const { page } = aino;
  const note = async (of: string): Promise<void> => {
    const { longestGapMs, tasks } = await takeStops(page);
    measures.addValue("import-longest-gap", of, "ms", longestGapMs);
    measures.addValue("import-longest-task", of, "ms", Math.max(0, ...tasks));
  };

  await aino.goesTo("Contacts");
  await aino.presses("Import");
  await page.waitForTimeout(1_000);
  await takeStops(page);
  await page.waitForTimeout(restMs);
  await note("the same page at rest");

  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "big.csv", mimeType: "text/csv", buffer: Buffer.from(lines()) });
  const number = (of: number): RegExp => new RegExp(of.toLocaleString("en-GB").replace(",", ",?"));
  await expect(page.getByText(new RegExp(`big\\.csv: ${number(count).source} rows`))).toBeVisible({
    timeout: 60_000,
  });
  // Only now: a file that comes through the debugging protocol stops the page by itself.
  await takeStops(page);
  const startedAt = Date.now();
  await aino.presses("Start the import");
  await expect(page.getByText(new RegExp(`Added: ${number(added).source}`))).toBeVisible({
    timeout: 1_500_000,
  });
  const seconds = (Date.now() - startedAt) / 1_000;
  await note("Hamsa");
  await page.getByLabel("Search contacts").fill("meikäläinen 99");
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible({
    timeout: 60_000,
  });
  await note("a search afterwards");

  measures.addValue("import-rows", "Hamsa", "rows a second", count / seconds);
  measures.end();
});
