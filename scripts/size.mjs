// The size budget of the built page, per chunk, in kB of gzip. Written here, enforced by npm test.
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

import { root } from "./ensure.mjs";

/** JavaScript until "Connected and able to dial": the page's own chunks and one language. */
const firstLoadBudget = 230;

/** What loads later, by the beginning of its name; anything else may have `otherBudget`. */
const laterBudgets = {
  // Loaded by itself on the way to a phone at work (vite.config.ts): the account's databases with Dexie, ...
  account: 48,
  // ... what an agent's and a supervisor's phone does beyond calls, ...
  work: 60,
  // ... and what stands around the calls.
  bars: 24,
  "contacts-page": 8,
  history: 8,
  "settings-page": 8,
  "audio-settings": 12,
  "call-keypad": 3,
  "transfer-panel": 3,
  "quality-panel": 4,
  "callback-form": 56, // the calendar of react-aria, with every calendar system
  people: 4,
  confirm: 20,
  "reader.worker": 86, // libphonenumber, ical.js, papaparse; a worker shares no chunk with the page
  "read-storage-error": 34, // Dexie, for both databases
  "reports.worker": 40, // Dexie again: a worker shares no chunk with the page
  "uPlot.esm": 24,
  later: 25, // words of one language
  "parse-number": 34, // libphonenumber's tables
  markdown: 18, // mdast-util-from-markdown and micromark
};
const otherBudget = 12;

const folder = `${root}dist/assets/`;
const sizes = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(".js"))
    .map((name) => [name, gzipSync(readFileSync(folder + name), { level: 9 }).length / 1000]),
);

/** The page's scripts and everything they import statically: all that must arrive before the first call. */
function firstLoad() {
  const html = readFileSync(`${root}dist/index.html`, "utf8");
  const found = new Set([...html.matchAll(/assets\/([\w.-]+\.js)/g)].map(([, name]) => name));
  for (const name of found) {
    const code = readFileSync(folder + name, "utf8");
    for (const [, imported] of code.matchAll(/(?:from|import)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
      found.add(imported);
    }
  }
  return found;
}

const first = firstLoad();
/** The words of the first screen: those of later parts (`i18n/later`) are named alike, and may be more. */
const isFirstWords = (name) =>
  /^(?:en|ar|fi)-/.test(name) && readFileSync(folder + name, "utf8").includes("skipToContent");
const language = Math.max(
  ...[...sizes].filter(([name]) => isFirstWords(name)).map(([, size]) => size),
);
const failures = [];
const total = [...first].reduce((sum, name) => sum + (sizes.get(name) ?? 0), language);
console.log(`first load ${total.toFixed(1)} kB of ${firstLoadBudget} (with the largest language)`);
if (total > firstLoadBudget) failures.push(`first load: ${total.toFixed(1)} kB`);

for (const [name, size] of sizes) {
  if (first.has(name) || /^(?:en|ar|fi)-/.test(name)) continue;
  const key = Object.keys(laterBudgets).find((beginning) => name.startsWith(`${beginning}-`));
  const budget = key === undefined ? otherBudget : laterBudgets[key];
  console.log(`  ${name.padEnd(36)} ${size.toFixed(1).padStart(6)} of ${budget}`);
  if (size > budget) failures.push(`${name}: ${size.toFixed(1)} kB of ${budget}`);
}
/** The service worker, which names every file. */
const workerBudget = 5;
const workerSize = gzipSync(readFileSync(`${root}dist/sw.js`), { level: 9 }).length / 1000;
console.log(`  ${"sw.js".padEnd(36)} ${workerSize.toFixed(1).padStart(6)} of ${workerBudget}`);
if (workerSize > workerBudget) failures.push(`sw.js: ${workerSize.toFixed(1)} kB`);
if (failures.length > 0) {
  console.error(`Over the budget: ${failures.join(", ")}`);
  process.exit(1);
}
