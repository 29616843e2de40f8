import { ensureParts } from "../e2e/support/system-parts.mjs";
// node scripts/run.mjs COMMAND [ARGUMENT …]: a command of an installed package, after making sure it is installed.
import { commandOf, ensureDependencies, run } from "./ensure.mjs";
import { ensureBrowser } from "./find-browser.mjs";

const [command, ...args] = process.argv.slice(2);
ensureDependencies();
if (command === "playwright") {
  await ensureBrowser();
  for (const lack of ensureParts(console.log)) console.log(`Skipped: ${lack}.`);
}
process.exit(run(process.execPath, [commandOf(command), ...args]).status ?? 1);
