import { fileURLToPath } from "node:url";

import { bundle } from "../../e2e/support/bundle";
import type { Site } from "../../e2e/support/site";

export type PeerPage = "register" | "sip-js" | "jssip" | "prepared";

const parts = `<label>Number <input></label>
<button value="Call">Call</button><button value="Answer">Answer</button><button value="Hang up">Hang up</button>
<audio autoplay></audio>`;

const pageOf = (name: PeerPage): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${name}</title>
${name === "register" ? "" : parts}
<output></output><script src="peer-${name}.js"></script></html>
`;

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
    const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
    const code = await bundle(file, "peer");
    site.extra.set(`/peer-${name}.html`, pageOf(name));
    site.extra.set(`/peer-${name}.js`, code);
    sizes.set(name, code.length);
  }
  return sizes;
}
