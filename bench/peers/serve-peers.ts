import { fileURLToPath } from "node:url";

import type { Site } from "../../e2e/support/site";

export type PeerPage = "register" | "sip-js" | "jssip";

const parts = `<label>Number <input></label>
<button value="Call">Call</button><button value="Answer">Answer</button><button value="Hang up">Hang up</button>
<audio autoplay></audio>`;

const pageOf = (name: PeerPage): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${name}</title>
${name === "register" ? "" : parts}
<output></output><script src="peer-${name}.js"></script></html>
`;

/** One script, minified as our own page is. */
async function bundle(name: PeerPage): Promise<string> {
  const { build } = await import("vite");
  const entry = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const nodeEnv = process.env["NODE_ENV"];
  const built = await build({
    configFile: false,
    logLevel: "error",
    // As a page's own build has it; a library's would leave "development" in.
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      write: false,
      target: "es2022",
      lib: { entry, name: "peer", formats: ["iife"] },
    },
  });
  // A build says "production" to the whole process, which the switch then would not start in.
  if (nodeEnv === undefined) delete process.env["NODE_ENV"];
  const [output] = Array.isArray(built) ? built : [built];
  if (output === undefined || !("output" in output)) throw new Error(`${name} was not bundled`);
  return output.output[0].code;
}

/**
 * Puts pages on other libraries beside ours, on the same server: `/peer-register.html?extension=1001`. Gives back the size of
 * each script.
 */
export async function servePeers(
  site: Pick<Site, "extra">,
  names: readonly PeerPage[],
): Promise<ReadonlyMap<PeerPage, number>> {
  const sizes = new Map<PeerPage, number>();
  for (const name of names) {
    const code = await bundle(name);
    site.extra.set(`/peer-${name}.html`, pageOf(name));
    site.extra.set(`/peer-${name}.js`, code);
    sizes.set(name, code.length);
  }
  return sizes;
}
