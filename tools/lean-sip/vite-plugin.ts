import { readFileSync } from "node:fs";

import type { Plugin } from "vite";

import { leanGrammar } from "./lean-grammar";

/** What of sip.js 0.21.2 has a place of its own in `src/phone/sip` and `src/phone/media`, and who asks for it. */
const unusedOfSip: Readonly<Record<string, string>> = {
  "platform/web/session-description-handler/session-description-handler-factory-default.js":
    "export const defaultSessionDescriptionHandlerFactory = () => undefined;",
  "platform/web/transport/transport.js": "export class Transport {}",
  "core/messages/digest-authentication.js": "export class DigestAuthentication {}",
};

/**
 * sip.js without what is never called, and with a grammar that is made ready once.
 *
 * `UserAgent` names its own transport, media and digest as defaults, so no bundler can leave them out: 9 kB of gzip.
 */
export function leanSip(): Plugin {
  return {
    name: "hamsa-lean-sip",
    apply: "build",
    load(id) {
      const path = /[\\/]sip\.js[\\/]lib[\\/](.+)$/.exec(id)?.[1]?.replaceAll("\\", "/");
      if (path === "grammar/pegjs/dist/grammar.js") return leanGrammar(readFileSync(id, "utf8"));
      return path === undefined ? null : (unusedOfSip[path] ?? null);
    },
  };
}
