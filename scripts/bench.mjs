// npm run bench -- [name …] [--pbx embedded|asterisk|both] [--rounds 15]: figures for docs/performance.md. Other arguments
// go to Playwright.
import { ensureParts } from "../e2e/support/system-parts.mjs";
import { commandOf, ensureDependencies, run } from "./ensure.mjs";
import { ensureBrowser } from "./find-browser.mjs";

const usage = "npm run bench -- [name …] [--pbx embedded|asterisk|both] [--rounds 15]";
const systems = { embedded: ["embedded"], asterisk: ["asterisk"], both: ["embedded", "asterisk"] };
const words = process.argv.slice(2);

/** The word after an option, both taken out. */
function take(option) {
  const at = words.indexOf(option);
  if (at < 0) return null;
  const [, value = null] = words.splice(at, 2);
  if (value !== null) return value;
  console.error(usage);
  process.exit(2);
}

const wanted = systems[take("--pbx") ?? process.env.HAMSA_PBX ?? "asterisk"];
const rounds = take("--rounds");
if (wanted === undefined) {
  console.error(usage);
  process.exit(2);
}
ensureDependencies();
await ensureBrowser();
for (const lack of ensureParts(console.log)) console.log(`Skipped: ${lack}.`);
if (run(process.execPath, [commandOf("vite"), "build"]).status !== 0) process.exit(1);
let worst = 0;
for (const system of wanted) {
  const env = { ...process.env, HAMSA_PBX: system };
  if (rounds !== null) env.HAMSA_BENCH_ROUNDS = rounds;
  const command = [commandOf("playwright"), "test", "-c", "bench", ...words];
  worst = Math.max(worst, run(process.execPath, command, { env }).status ?? 1);
}
// The table is written by what has measured, and has to look as everything else does.
run(process.execPath, [commandOf("oxfmt"), "--write", "docs/performance.md"]);
process.exit(worst);
