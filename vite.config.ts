import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

import { embeddedSwitch, type StartSystem } from "./pbx/embedded/vite-plugin";
import { leanSip } from "./tools/lean-sip/vite-plugin";
import { serviceWorker } from "./tools/service-worker/vite-plugin";

/** The style elements that react-aria puts into the page (1.22: `usePress`, `usePreventScroll`), word for word. */
const libraryStyles = [
  "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}",
  "@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}",
];

/** Sources that react-aria's styles need; a story fails when the page meets a violation. */
function styleHashes(): string {
  return libraryStyles
    .map((text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
    .join(" ");
}

/**
 * The content security policy of the built page, as a `meta` element: `dist/` is a static folder for any web server.
 * (`frame-ancestors` works only as a header: docs/administrators.md.)
 */
function contentSecurityPolicy(): Plugin {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styleHashes()}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self' wss: ws://localhost:* ws://127.0.0.1:*",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join("; ");
  return {
    name: "hamsa-content-security-policy",
    apply: "build",
    transformIndexHtml: () => [
      {
        tag: "meta",
        attrs: { "http-equiv": "Content-Security-Policy", content: policy },
        injectTo: "head-prepend",
      },
    ],
  };
}

const sources = fileURLToPath(new URL("./src/", import.meta.url));

interface ModuleGraph {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

/**
 * What the page needs before it can dial, in this order, each chunk by the module that it begins with; then what it loads by
 * itself on the way to a phone at work: some 80 files, most of a few hundred bytes, when each part was a chunk.
 */
const wholeChunks = [
  ["early", ["main.ts"]],
  ["engine", ["app/start.ts"]],
  ["screens", ["app/show-screens.tsx"]],
  [
    "ready",
    [
      "phone/directory/contact.ts",
      "phone/media/standby.dom.ts",
      "phone/microphone-keeper.ts",
      "phone/readiness.ts",
      "phone/sip/make-ahead.ts",
    ],
  ],
  ["calls", ["features/calls/one-call.tsx"]],
  [
    "account",
    [
      "phone/open-account.ts",
      "app/record-page.dom.ts",
      "app/open-tables.dom.ts",
      "phone/storage/memory-tables.ts",
      "phone/history/close-abandoned.ts",
    ],
  ],
  [
    "work",
    [
      "phone/desk.ts",
      "phone/agent/agent-work.ts",
      "phone/callbacks/keeper.ts",
      "phone/check/check.ts",
      "phone/check/check-port.dom.ts",
      "phone/coaching/coaching-work.ts",
      "phone/db/trace-database.ts",
      "phone/diagnostics/keeper.ts",
      "phone/diagnostics/describe.ts",
      "phone/directory/people.ts",
      "phone/directory/directory-work.ts",
      "phone/media/quality/ticks.dom.ts",
      "phone/media/quality/watch-calls.ts",
      "phone/media/trial-sound.dom.ts",
      "phone/reports/days.ts",
      "phone/reports/figures.ts",
      "phone/supervision/supervision-work.ts",
      "app/reporter.dom.ts",
    ],
  ],
  [
    "bars",
    [
      "app/call-context.tsx",
      "features/agent/agent-bar.tsx",
      "features/callbacks/callbacks-badge.tsx",
      "features/callbacks/callback-reminders.tsx",
      "features/calls/call-sound.tsx",
      "features/calls/voicemail-button.tsx",
      "features/check/check-hint.tsx",
      "features/coaching/coaching-panel.tsx",
      "features/coaching/help-button.tsx",
      "features/connection/later-banners.tsx",
      "features/reports/figure-strip.tsx",
      "features/shared/people.tsx",
    ],
  ],
] as const;

/** Modules of ours in those chunks, by the chunk's name. */
const chunkNames = new Map<string, string>();

/**
 * Each stays one chunk: whatever a part that loads later shares with them would otherwise become a chunk of its own, which
 * together cost two kilobytes of the first load. Libraries are left to be split, since nobody needs all of an icon set.
 */
function nameChunk(id: string, graph: ModuleGraph): string | null {
  if (chunkNames.size === 0) {
    for (const [name, paths] of wholeChunks)
      for (const path of paths) gather(sources + path, name, graph);
  }
  return chunkNames.get(id) ?? null;
}

function gather(id: string, name: string, graph: ModuleGraph): void {
  if (!id.startsWith(sources) || chunkNames.has(id)) return;
  chunkNames.set(id, name);
  const module = graph.getModuleInfo(id);
  if (module === null) throw new Error(`${id} is named for the chunk "${name}" and is not there`);
  for (const imported of module.importedIds) gather(imported, name, graph);
}

/** The page names its first chunks: the browser fetches all of them at once, and not each when the one before has run. */
function preloadFirstChunks(): Plugin {
  return {
    name: "hamsa-preload-first-chunks",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle = {} }) =>
        Object.values(bundle)
          .filter(
            ({ type, fileName }) =>
              type === "chunk" && /assets\/(?:engine|screens|rolldown-runtime)-/.test(fileName),
          )
          .filter(({ fileName }) => !html.includes(fileName))
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `./${fileName}` },
            injectTo: "head",
          })),
    },
  };
}

const startAsterisk: StartSystem = async (say) => {
  const { startAsteriskForDevelopment } = await import("./pbx/asterisk/development");
  return startAsteriskForDevelopment(say);
};

const packageFile = fileURLToPath(new URL("./package.json", import.meta.url));
const { version } = JSON.parse(readFileSync(packageFile, "utf8")) as { version: string };

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    contentSecurityPolicy(),
    leanSip(),
    preloadFirstChunks(),
    serviceWorker(`${sources}app/shell.worker.ts`),
    // `npm start -- --pbx asterisk` (scripts/start.mjs).
    embeddedSwitch(process.env["HAMSA_PBX"] === "asterisk" ? { start: startAsterisk } : {}),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  define: { HAMSA_VERSION: JSON.stringify(version) },
  // Relative addresses: the built page works in any folder of any server.
  base: "./",
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 800,
    modulePreload: {
      // Every browser that runs this page knows it (Safari since 17); without it nothing but time is lost.
      polyfill: false,
      // Of later parts only the styles: the first chunk would have to name every chunk that any of them needs, 1.4 kB that
      // all who only want to dial would wait for. Most of what a part needs is there already.
      resolveDependencies: (_, needed, { hostType }) =>
        hostType === "html" ? needed : needed.filter((name) => name.endsWith(".css")),
    },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: wholeChunks.map(([name], place) => ({
            name: (id: string, graph: ModuleGraph) => (nameChunk(id, graph) === name ? name : null),
            priority: wholeChunks.length - place,
          })),
        },
        // Words of parts that load later, told apart from those of the first screen (scripts/size.mjs).
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes("/i18n/later/") === true
            ? "assets/later-[name]-[hash].js"
            : "assets/[name]-[hash].js",
      },
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "pbx/**/*.test.ts", "tools/**/*.test.ts"],
    environment: "node",
    restoreMocks: true,
    // A log line per transition is for people at a browser.
    onConsoleLog: () => false,
  },
});
