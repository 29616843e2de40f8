// npm run soak -- [--calls 200] [--minutes 20] [--seed 7] [--pbx asterisk]: calls with random faults, bounded by both.
import { commandOf, ensureDependencies, run } from "./ensure.mjs";
import { ensureBrowser } from "./find-browser.mjs";

const usage = "npm run soak -- [--calls 200] [--minutes 20] [--seed 7] [--pbx embedded|asterisk]";
const names = {
  "--calls": "HAMSA_SOAK_CALLS",
  "--minutes": "HAMSA_SOAK_MINUTES",
  "--seed": "HAMSA_SOAK_SEED",
  "--pbx": "HAMSA_PBX",
};
const env = { ...process.env };
const words = process.argv.slice(2);
for (let i = 0; i < words.length; i += 2) {
  const name = names[words[i]];
  if (name === undefined || words[i + 1] === undefined) {
    console.error(usage);
    process.exit(2);
  }
  env[name] = words[i + 1];
}
ensureDependencies();
await ensureBrowser();
if (run(process.execPath, [commandOf("vite"), "build"]).status !== 0) process.exit(1);
const command = [commandOf("playwright"), "test", "-c", "soak", "--reporter=line"];
process.exit(run(process.execPath, command, { env }).status ?? 1);
