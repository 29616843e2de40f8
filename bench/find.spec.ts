import type { Page } from "@playwright/test";
import type { Dexie as DexieItself } from "dexie";

import type { Agent } from "../e2e/support/agent";
import { expect, test } from "../e2e/support/fixtures";
import { wordsKnown } from "./known-words";
import { fillRows } from "./many-rows";
import { createMeasures } from "./report/measures";
import { readRounds } from "./report/rounds";

// Two words typed key by key, over many contacts and twice as many calls: from the key to the painted results. Beside it a plain
// page that asks the same tables by Dexie and their index of words alone, in the same browser.

const { isLook } = readRounds();
const contacts = isLook ? 10_000 : 100_000;
const calls = contacts * 2;
const rounds = isLook ? 1 : 2;

/** A common word and another, in three languages; a word and the middle of a number; two that nobody has both. */
const typed = ["maria virt", "Matti Mäkin", "فاطمة الخ", "eero 40123", "saara 77", "john haddad 1"];

interface Measured {
  readonly times: number[];
  readonly tasks: number[];
  /** What stood in the box at each of the times. */
  readonly texts?: string[];
}

type MeasuringPage = Window & {
  finding: Measured & { painted: () => Promise<void> };
};

/** In a page, before its own scripts: the time from each key to the frame that shows what was found for it. */
function measureKeys(): void {
  const times: number[] = [];
  const tasks: number[] = [];
  let current: { readonly at: number; wasBusy: boolean; isFound: boolean } | null = null;
  let done: () => void = () => undefined;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask" });
  // A letter that no key of the keyboard has comes without `keydown`.
  for (const kind of ["keydown", "beforeinput"]) {
    document.addEventListener(
      kind,
      ({ timeStamp }) => (current ??= { at: timeStamp, wasBusy: false, isFound: false }),
      { capture: true },
    );
  }
  new MutationObserver(() => {
    const key = current;
    const list = document.querySelector("ul[aria-busy]");
    if (key === null || list === null || key.isFound) return;
    if (list.getAttribute("aria-busy") === "true") key.wasBusy = true;
    else if (key.wasBusy) {
      key.isFound = true;
      requestAnimationFrame(() => {
        // After the frame has been painted, and before whatever waits for its turn.
        const painted = (): void => {
          times.push(performance.now() - key.at);
          current = null;
          done();
        };
        void scheduler.postTask(painted, { priority: "user-blocking" });
      });
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  const painted = () =>
    new Promise<void>((resolve) => {
      if (current === null) resolve();
      else done = resolve;
    });
  Object.assign(window, { finding: { times, tasks, painted } });
}

/** In a page: the same tables, asked by Dexie's own means, and the simplest list. */
function plainPage([extension, table, limit]: readonly [string, string, number]): void {
  interface Row {
    readonly id: string;
    readonly name: string;
    readonly startedAt: number;
  }
  const { Dexie } = window as unknown as { Dexie: typeof DexieItself };
  document.body.innerHTML = '<input type="search"><ul aria-busy="false"></ul>';
  const input = document.querySelector("input") as HTMLInputElement;
  const list = document.querySelector("ul") as HTMLUListElement;
  const opened = (async () => {
    const names = await Dexie.getDatabaseNames();
    return new Dexie(names.find((name) => name.startsWith(`hamsa ${extension}@`)) ?? "").open();
  })();
  const compare = (one: Row, other: Row): number =>
    table === "calls" ? other.startedAt - one.startedAt : one.name.localeCompare(other.name);
  let round = 0;
  async function find(): Promise<void> {
    list.setAttribute("aria-busy", "true");
    const mine = (round += 1);
    const words = input.value
      .normalize("NFKD")
      .replace(/[\u0300-\u036f]/g, "")
      .replace(/ة/g, "ه")
      .toLowerCase()
      .split(" ")
      .filter((word) => word !== "");
    const rows = (await opened).table<Row, string>(table);
    const [one = [], ...others] = await Promise.all(
      words.map((word) => rows.where("tokens").startsWith(word).primaryKeys()),
    );
    const sets = others.map((ids) => new Set(ids));
    const ids = [...new Set(one)].filter((id) => sets.every((set) => set.has(id)));
    const found = (await rows.bulkGet(ids)).filter((row) => row !== undefined);
    if (mine !== round) return;
    const shown = found.toSorted(compare).slice(0, limit);
    list.replaceChildren(
      ...shown.map(({ name }) =>
        Object.assign(document.createElement("li"), { textContent: name }),
      ),
    );
    list.setAttribute("aria-busy", "false");
  }
  input.addEventListener("input", () => void find());
}

async function typeAll(page: Page, label: string | null): Promise<Measured> {
  const box = label === null ? page.locator("input") : page.getByLabel(label);
  const texts: string[] = [];
  const found: Measured = { times: [], tasks: [], texts };
  await box.focus();
  for (let round = 0; round < rounds; round += 1) {
    for (const text of typed) {
      // Nothing is found for a key that changes nothing.
      if ((await box.inputValue()) !== "") await box.fill("");
      await page.evaluate(() => (window as unknown as MeasuringPage).finding.painted());
      await page.waitForTimeout(300);
      await page.evaluate(() => {
        const { times, tasks } = (window as unknown as MeasuringPage).finding;
        times.length = 0;
        tasks.length = 0;
      });
      for (const key of text) {
        await page.keyboard.type(key);
        await page.evaluate(() => (window as unknown as MeasuringPage).finding.painted());
        await page.waitForTimeout(80);
      }
      const { times, tasks } = await page.evaluate(() => {
        const { times, tasks } = (window as unknown as MeasuringPage).finding;
        return { times, tasks };
      });
      found.times.push(...times);
      texts.push(...times.map((_, at) => text.slice(0, at + 1)));
      found.tasks.push(...tasks);
    }
  }
  return found;
}

/** The slowest keys, and the tasks that held the page up: worth knowing, and no figure. */
function describeWorst(what: string, { times, tasks, texts = [] }: Measured): string {
  const slowest = times
    .map((ms, at) => ({ ms, text: texts[at] ?? "" }))
    .toSorted((one, other) => other.ms - one.ms)
    .slice(0, 6)
    .map(({ ms, text }) => `${Math.round(ms)} ms "${text}"`);
  const longest = Math.round(Math.max(0, ...tasks));
  return `${what}: ${tasks.length} tasks over 50 ms, the longest ${longest} ms; slowest ${slowest.join(", ")}\n`;
}

async function plainly(aino: Agent, url: string, table: string): Promise<Measured> {
  const page = await aino.context.newPage();
  await page.route("**/plain.html", (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html><title>plain</title>" }),
  );
  await page.goto(new URL("plain.html", url).href);
  await page.evaluate(plainPage, ["1001", table, table === "calls" ? 50 : 200] as const);
  const measured = await typeAll(page, null);
  await page.close();
  return measured;
}

test(`two words over ${contacts} contacts and ${calls} calls`, async ({
  agent,
  browserOf,
  pbx,
  site,
}) => {
  test.setTimeout(1_800_000);
  const browser = await browserOf("first");
  const aino = await agent("1001", {
    prepare: async (context) => {
      await context.addInitScript({ path: "node_modules/dexie/dist/dexie.min.js" });
      await context.addInitScript(measureKeys);
    },
  });
  const { page } = aino;
  await aino.goesTo("History");
  await page.getByText("No calls yet").waitFor();
  await fillRows(page, "1001", { contacts, calls });
  const known = wordsKnown(page);
  await page.reload();
  await aino.isConnected();
  await aino.goesTo("Contacts");
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  const measures = createMeasures("find", pbx.name, browser.version());
  const note = (path: string, of: string, found: Measured): void => {
    for (const ms of found.times) measures.addValue(path, of, "ms", ms);
    process.stdout.write(describeWorst(`${path}, ${of}`, found));
  };
  const knownMs = await known;
  note("find-contacts", "Hamsa", await typeAll(page, "Search contacts"));
  await aino.goesTo("History");
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  note("find-history", "Hamsa", await typeAll(page, "Search history"));
  note("find-contacts", "plain Dexie", await plainly(aino, site.url, "contacts"));
  note("find-history", "plain Dexie", await plainly(aino, site.url, "calls"));
  process.stdout.write(
    `All words were known ${(knownMs / 1_000).toFixed(1)} s after the sign-in\n`,
  );
  measures.end();
});
