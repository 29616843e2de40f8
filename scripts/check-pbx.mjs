// npm run check:pbx: signs in to a phone system from Node, tries what the client needs, and prints what it can do.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { ensureDependencies, root } from "./ensure.mjs";

ensureDependencies();
const { build } = await import("vite");
const cache = join(root, "node_modules/.cache/hamsa-check");
mkdirSync(cache, { recursive: true });
const outDir = mkdtempSync(join(cache, "run-"));
try {
  // Node 20 runs no TypeScript.
  await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: "error",
    root,
    resolve: { alias: { "@": join(root, "src") } },
    ssr: { noExternal: ["sip.js"], external: ["ws", "werift"] },
    build: {
      ssr: join(root, "tools/check-pbx/main.ts"),
      outDir,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "main.mjs", format: "es" } },
    },
  });
  const { main } = await import(pathToFileURL(join(outDir, "main.mjs")).href);
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(outDir, { recursive: true, force: true });
}
// Sockets of calls that ended badly do not keep it alive.
process.exit();
