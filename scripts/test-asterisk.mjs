import { ensureParts } from "../e2e/support/system-parts.mjs";
// npm run test:asterisk: the browser stories on a real Asterisk. Arguments go to Playwright.
import { asteriskStories } from "./asterisk-stories.mjs";
import { commandOf, ensureDependencies, run } from "./ensure.mjs";
import { ensureBrowser } from "./find-browser.mjs";

ensureDependencies();
await ensureBrowser();
for (const lack of ensureParts(console.log)) console.log(`Skipped: ${lack}.`);
if (run(process.execPath, [commandOf("vite"), "build"]).status !== 0) process.exit(1);
const wanted = process.argv.slice(2);
const stories = wanted.some((argument) => !argument.startsWith("-")) ? [] : asteriskStories;
const { status } = run(process.execPath, [commandOf("playwright"), "test", ...stories, ...wanted], {
  env: { ...process.env, HAMSA_PBX: "asterisk" },
});
process.exit(status ?? 1);
