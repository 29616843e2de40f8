import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";

import { build, type Plugin } from "vite";

/** The service worker: one script with the names of all that `dist/` consists of (src/app/shell.worker.ts). */
export function serviceWorker(script: string): Plugin {
  let publicFolder = "";
  return {
    name: "hamsa-service-worker",
    configResolved({ publicDir }) {
      publicFolder = `${publicDir}/`;
    },
    // No page that is being developed is kept, and one of a build that was kept at this address is let go of.
    configureServer({ middlewares }) {
      middlewares.use("/sw.js", (_, response) => {
        response.setHeader("Content-Type", "text/javascript").end(lettingGo);
      });
    },
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the page is not in the bundle");
        const html = String(page.source);
        const files = [...Object.keys(bundle), ...readPublic(publicFolder)].filter(
          (name) => name !== "index.html" && name !== "config.json",
        );
        // Whatever name the bundler gives it: it goes by what else is in that chunk.
        const entry = /<script type="module"[^>]* src="\.\/([^"]+)"/.exec(html)?.[1];
        if (entry === undefined) throw new Error("the page has no first script");
        const hash = createHash("sha256").update(html).update(files.join());
        for (const name of readPublic(publicFolder)) hash.update(readFileSync(publicFolder + name));
        const source = await bundleWorker(script, {
          HAMSA_FILES: ["", ...files.toSorted()],
          HAMSA_BUILD: hash.digest("hex").slice(0, 12),
          HAMSA_ENTRY: entry,
        });
        this.emitFile({ type: "asset", fileName: "sw.js", source });
      },
    },
  };
}

const lettingGo = `addEventListener("install", () => skipWaiting());
addEventListener("activate", async () => {
  await registration.unregister();
  for (const client of await clients.matchAll()) client.navigate(client.url);
});
`;

function readPublic(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replace(/\/+/g, "/").slice(folder.length));
}

async function bundleWorker(
  script: string,
  defined: Readonly<Record<string, unknown>>,
): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    define: Object.fromEntries(
      Object.entries(defined).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    build: {
      write: false,
      target: "es2022",
      lib: { entry: script, name: "shell", formats: ["iife"] },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error("no service worker was made");
  return output.output[0].code;
}
