// npm test: every check, cheapest first, stopping at the first red. The last line is "N passed, N failed".
import { mkdirSync, readFileSync, rmSync } from "node:fs";

import { ensureParts } from "../e2e/support/system-parts.mjs";
import { whyNoAsterisk } from "../pbx/asterisk/run.mjs";
import { asteriskStories } from "./asterisk-stories.mjs";
import { commandOf, ensureDependencies, root, run } from "./ensure.mjs";
import { ensureBrowser } from "./find-browser.mjs";

const results = `${root}.cache/results`;

function tool(name, ...args) {
  return () => run(process.execPath, [commandOf(name), ...args]).status === 0;
}

function script(name) {
  return () => run(process.execPath, [`${root}scripts/${name}`]).status === 0;
}

function readJson(name) {
  try {
    return JSON.parse(readFileSync(`${results}/${name}.json`, "utf8"));
  } catch {
    return null;
  }
}

/** Programs that some stories need and this machine has not, in sentences. */
let lacks = [];

/** What a story needs and a phone system has not is a lack of the phone system, not of this machine. */
function countStories(report, system) {
  const stats = readJson(report)?.stats;
  if (stats) console.log(`${stats.skipped} stories are not for ${system}`);
  const failed = stats && stats.unexpected + stats.flaky;
  return stats && { passed: stats.expected, failed, skipped: lacks.length };
}

/** A ring of tests counts by its tests, any other stage as one. */
const counters = {
  "unit and engine tests": () => {
    const report = readJson("unit");
    return (
      report && {
        passed: report.numPassedTests,
        failed: report.numFailedTests,
        skipped: report.numPendingTests,
      }
    );
  },
  "browser tests": () => countStories("browser", "the embedded switch"),
  "browser tests on Asterisk": () =>
    noAsterisk === null
      ? countStories("asterisk", "Asterisk")
      : { passed: 0, failed: 0, skipped: 1 },
};

function playwright(report, stories, more = {}) {
  const env = { ...process.env, ...more, PLAYWRIGHT_JSON_OUTPUT_NAME: `${results}/${report}.json` };
  const command = [commandOf("playwright"), "test", ...stories, "--reporter=list,json"];
  return run(process.execPath, command, { env }).status === 0;
}

async function browserTests() {
  await ensureBrowser();
  lacks = ensureParts(console.log);
  for (const lack of lacks) console.log(`Not told: ${lack}.`);
  return playwright("browser", []);
}

const noAsterisk = whyNoAsterisk();

/** In short, and always the same: `npm run soak` goes on for longer, with other luck. */
function shortSoak() {
  const luck = { HAMSA_SOAK_CALLS: "20", HAMSA_SOAK_MINUTES: "8", HAMSA_SOAK_SEED: "4" };
  return playwright("soak", ["-c", "soak"], luck);
}

async function asteriskTests() {
  if (noAsterisk === null)
    return playwright("asterisk", asteriskStories, { HAMSA_PBX: "asterisk" });
  console.log(noAsterisk);
  return true;
}

/** A few rounds of calls, and of who rings with few contacts and with many, to be read: nothing here fails for being slow. */
function printSpeed() {
  const measure = (system, ...names) =>
    playwright(
      `speed-${system}`,
      ["-c", "bench", ...names.map((name) => `bench/${name}.spec.ts`)],
      {
        HAMSA_BENCH_ROUNDS: "3",
        HAMSA_PBX: system,
      },
    );
  if (noAsterisk !== null) console.log(noAsterisk);
  const isMeasured = measure("embedded", "calls", "caller-card");
  return isMeasured && (noAsterisk !== null || measure("asterisk", "calls"));
}

/**
 * CI ends what takes an hour and a half, with nothing told: a stage with `latestMinutes` is left out of it when all before took
 * longer, and counts as nothing. Figures of a machine as slow as that say nothing either.
 */
const stages = [
  { name: "format", check: tool("oxfmt", "--check", ".") },
  { name: "lint", check: tool("oxlint", "-c", "oxlint.config.mjs", "--deny-warnings") },
  { name: "types", check: tool("tsc", "--noEmit") },
  { name: "dead code", check: tool("knip") },
  {
    name: "unit and engine tests",
    check: tool(
      "vitest",
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${results}/unit.json`,
    ),
  },
  { name: "build", check: tool("vite", "build") },
  { name: "bundle size", check: script("size.mjs") },
  { name: "browser tests", check: browserTests },
  { name: "browser tests on Asterisk", check: asteriskTests },
  { name: "calls with random faults", check: shortSoak, latestMinutes: 80 },
  { name: "speed, printed", check: printSpeed, latestMinutes: 65 },
];

ensureDependencies();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
const counts = { passed: 0, failed: 0, skipped: 0 };
const times = [];
const startedAt = Date.now();
for (const { name, check, latestMinutes = Infinity } of stages) {
  console.log(`\n── ${name}`);
  const stageStartedAt = Date.now();
  if (process.env.CI === "true" && stageStartedAt - startedAt > latestMinutes * 60_000) {
    console.log(`Left out: all before took more than ${latestMinutes} minutes on this machine.`);
    continue;
  }
  const ok = await check();
  times.push([name, (Date.now() - stageStartedAt) / 60_000]);
  const counted = counters[name]?.() ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  for (const key of Object.keys(counts)) counts[key] += counted[key];
  // A stage may be red without a red test: a crash, or nothing to run.
  if (!ok && counted.failed === 0) counts.failed += 1;
  if (!ok) break;
}
console.log("\nMinutes per stage");
for (const [name, minutes] of times)
  console.log(`  ${name.padEnd(24)} ${minutes.toFixed(2).padStart(6)}`);
console.log(`  ${"all".padEnd(24)} ${((Date.now() - startedAt) / 60_000).toFixed(2).padStart(6)}`);
if (counts.skipped > 0) {
  console.log(`${counts.skipped} skipped: what they need could not be had on this machine`);
  // In CI everything can be had: a skipped story there is a hole nobody would see.
  if (process.env.CI === "true") counts.failed += counts.skipped;
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);
