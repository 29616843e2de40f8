import type { Page } from "@playwright/test";

import type { Agent } from "../e2e/support/agent";
import { expect, test } from "../e2e/support/fixtures";
import { describeTimes } from "./describe-times";

const contactCount = 100_000;
const callCount = 200_000;
const rounds = 3;
/** In one call of the middle of the history only. */
const rareWord = "quetzalcoatl";

interface Figures {
  readonly firstResultMs: number;
  readonly longestGapMs: number;
}

type MeasuringPage = Window & { figures: { longestGapMs: number; since: number } };

/** In a page, before its own scripts: the longest time in which nothing else had a turn. */
function measureGaps(): void {
  const page = window as unknown as MeasuringPage;
  page.figures = { longestGapMs: 0, since: performance.now() };
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const now = performance.now();
    page.figures.longestGapMs = Math.max(page.figures.longestGapMs, now - page.figures.since);
    page.figures.since = now;
    setTimeout(() => port2.postMessage(null), 1);
  };
  port2.postMessage(null);
}

/** In a page: what a long life leaves behind, as the phone itself would have written it. */
async function fill({
  contacts,
  calls,
  rareWord,
}: {
  readonly contacts: number;
  readonly calls: number;
  readonly rareWord: string;
}): Promise<void> {
  const all = await indexedDB.databases();
  const name = all.find((found) => found.name?.startsWith("hamsa 1001@"))?.name;
  const request = indexedDB.open(name ?? "");
  await new Promise((resolve) => (request.onsuccess = resolve));
  const database = request.result;
  const first = ["Maria", "Omar", "Aino", "Layla", "Eero", "Noor", "Saara", "Yusuf", "Helmi"];
  const last = ["Virtanen", "Haddad", "Laine", "Nieminen", "Aaltonen", "Salminen", "Korhonen"];
  const endings = (digits: string): string[] =>
    Array.from({ length: digits.length - 2 }, (_, at) => digits.slice(at));
  const personOf = (index: number) => {
    const person = `${first[index % 9]} ${last[index % 7]} ${index}`;
    const digits = `35840${String(1_000_000 + index)}`;
    const number = `+${digits}`;
    const tokens = [
      ...person.toLowerCase().split(" "),
      ...endings(digits),
      ...endings(`0${digits.slice(3)}`),
    ];
    return { person, number, tokens: [...new Set(tokens)] };
  };
  const putAll = async (table: string, count: number, rowOf: (index: number) => object) => {
    for (let at = 0; at < count; at += 5_000) {
      const transaction = database.transaction(table, "readwrite");
      for (let index = at; index < at + 5_000; index += 1) {
        transaction.objectStore(table).put(rowOf(index));
      }
      await new Promise((resolve) => (transaction.oncomplete = resolve));
    }
  };
  await putAll("contacts", contacts, (index) => {
    const { person, number, tokens } = personOf(index);
    return {
      id: crypto.randomUUID(),
      name: person,
      company: "Pohjoinen Oy",
      notes: "prefers to be called in the afternoon",
      numbers: [{ kind: "mobile", number }],
      updatedAt: 1,
      keys: [number],
      tokens: [...tokens, "pohjoinen", "oy"],
    };
  });
  const start = Date.now() - calls * 60_000;
  await putAll("calls", calls, (index) => {
    const { person, number, tokens } = personOf((index * 7) % contacts);
    const startedAt = start + index * 60_000;
    const words = index === calls / 2 ? [rareWord] : [];
    return {
      id: crypto.randomUUID(),
      agent: "1001",
      direction: index % 3 === 0 ? "out" : "in",
      number,
      name: person,
      contactId: null,
      formatted: number,
      members: null,
      startedAt,
      answeredAt: startedAt + 5_000,
      endedAt: startedAt + 95_000,
      heldMs: 0,
      endReason: "hungUp",
      sipStatus: null,
      queue: "support",
      queueLabel: "Support",
      waitedSeconds: 12,
      menuChoice: "Invoices",
      isInternal: false,
      callUuid: `${startedAt}.12`,
      instance: "gone",
      work: {
        note: "asked about the invoice of last month and wants a copy by e-mail",
        outcome: "invoice",
        wrapUpMs: 20_000,
        survey: null,
        callbackId: null,
      },
      sync: "local",
      tokens: [...tokens, ..."support asked about the invoice of last month".split(" "), ...words],
      key: number,
      open: 0,
      missed: 0,
    };
  });
  database.close();
}

async function count(page: Page, table: string): Promise<number> {
  return page.evaluate(async (table) => {
    const all = await indexedDB.databases();
    const name = all.find((found) => found.name?.startsWith("hamsa 1001@"))?.name;
    const request = indexedDB.open(name ?? "");
    await new Promise((resolve) => (request.onsuccess = resolve));
    const counting = request.result.transaction(table).objectStore(table).count();
    await new Promise((resolve) => (counting.onsuccess = resolve));
    request.result.close();
    return counting.result;
  }, table);
}

/** From the beginning of a page to the one call that is looked for. */
async function opens({ page }: Agent): Promise<Figures> {
  await page.reload();
  return page.evaluate(async () => {
    const found = (): boolean =>
      document.querySelector("#content")?.querySelectorAll("li").length === 1;
    while (!found()) await new Promise((resolve) => setTimeout(resolve, 2));
    const { longestGapMs } = (window as unknown as MeasuringPage).figures;
    return { firstResultMs: performance.now(), longestGapMs };
  });
}

/** From the last key to the calls that are found, in a page that has been open for a while. */
async function searches({ page }: Agent, text: string, rows: number): Promise<Figures> {
  return page.evaluate(
    async ([text, rows]) => {
      const input = document.querySelector<HTMLInputElement>("#content input[type=search]");
      const list = (): string => document.querySelector("#content ul")?.textContent ?? "";
      const before = list();
      const { figures } = window as unknown as MeasuringPage;
      Object.assign(figures, { longestGapMs: 0, since: performance.now() });
      const startedAt = performance.now();
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
      set?.call(input, text);
      input?.dispatchEvent(new Event("input", { bubbles: true }));
      const found = (): boolean =>
        list() !== before && document.querySelectorAll("#content li").length === rows;
      while (!found()) await new Promise((resolve) => setTimeout(resolve, 1));
      return { firstResultMs: performance.now() - startedAt, longestGapMs: figures.longestGapMs };
    },
    [text, rows] as const,
  );
}

/** What is typed, and how many calls are then shown: a rare word, a common one, two of them, and nothing at all. */
const searched = [
  ["virt", 50],
  [rareWord, 1],
  ["maria invoice", 50],
  ["haddad nowhere", 0],
] as const;

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor((values.length - 1) / 2)] ?? 0;

async function measure(aino: Agent, what: string): Promise<Map<string, number>> {
  const times = new Map<string, number[]>();
  const note = (name: string, { firstResultMs, longestGapMs }: Figures): void => {
    for (const [key, value] of [
      [name, firstResultMs],
      [`${name}, longest gap`, longestGapMs],
    ] as const) {
      times.set(key, [...(times.get(key) ?? []), value]);
    }
  };
  for (let round = 0; round < rounds; round += 1) {
    note("first result after opening the page", await opens(aino));
    for (const [text, rows] of searched) {
      await aino.page.waitForTimeout(500);
      note(`search "${text}"`, await searches(aino, text, rows));
    }
    await aino.page.getByLabel("Search history").fill(rareWord);
    await expect(aino.page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  }
  const lines = [...times].map(([name, all]) => `  ${name}: ${describeTimes(all)}`);
  process.stdout.write(`${what}\n${lines.join("\n")}\n`);
  return new Map([...times].map(([name, all]) => [name, median(all)]));
}

test("a large history and directory, open and sealed on the disk", async ({ agent, site }) => {
  test.setTimeout(1_200_000);
  const config = site.config as object;
  const aino = await agent("1001", { prepare: (context) => context.addInitScript(measureGaps) });
  const { page } = aino;
  await aino.goesTo("History");
  await page.getByText("No calls yet").waitFor();
  await page.evaluate(fill, { contacts: contactCount, calls: callCount, rareWord });
  await page.getByLabel("Search history").fill(rareWord);
  await page.reload();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1);
  const open = await measure(aino, "open");

  site.config = { ...config, privacy: { encrypt: true } };
  const from = Date.now();
  await page.reload();
  await expect.poll(() => count(page, "calls"), { timeout: 600_000 }).toBe(0);
  await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(1, { timeout: 60_000 });
  process.stdout.write(`sealed for the first time in ${Date.now() - from} ms\n`);
  const sealed = await measure(aino, "sealed");
  for (const [name, ms] of sealed) {
    process.stdout.write(`${name}: ${(ms / (open.get(name) ?? ms)).toFixed(2)} of open\n`);
  }
});
