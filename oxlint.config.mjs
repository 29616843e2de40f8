// Folder boundaries and rules. An override REPLACES a rule's options, so every block's list below is complete.
import { defineConfig } from "oxlint";

const forbid = (groups) => ["error", { patterns: groups }];
const library = (name, home) => ({
  group: [name, `${name}/*`],
  message: `${name} lives in ${home} only.`,
});

const sipJs = library("sip.js", "src/phone/sip");
const dexie = library("dexie", "src/phone/db");
const librariesAtHome = [sipJs, dexie, library("react-i18next", "src/i18n")];
const react = {
  group: [
    "react",
    "react/*",
    "react-dom",
    "react-dom/*",
    "react-i18next",
    "react-aria-components",
    "react-aria-components/*",
    "lucide-react",
    "lucide-react/*",
  ],
  message: "The engine knows no React: put it in src/features or src/ui.",
};
const screens = {
  group: ["@/features/*", "@/features/**", "@/ui/*", "@/i18n/*", "@/app/*"],
  message: "The engine knows no screens and no words.",
};
const testing = { group: ["@/testing/*"], message: "src/testing is for tests." };
const upwards = { group: ["../*", "../**"], message: "Outside your folder import with @/…" };
const neighbours = {
  group: ["@/phone/*/*", "!@/phone/settings/*", "!@/phone/dialects/*"],
  allowTypeImports: true,
  message: "Modules of one level meet in src/phone/phone.ts; import types only.",
};
const edges = {
  group: ["@/phone/sip/*", "@/phone/db/*", "@/phone/**/*.dom"],
  message: "Screens talk to the Phone, never to an edge; edges are composed in src/app.",
};
const featureFolders = [
  "agent",
  "call-work",
  "callbacks",
  "caller-card",
  "calls",
  "check",
  "coaching",
  "connection",
  "demo",
  "diagnostics",
  "directory",
  "floor",
  "history",
  "knowledge",
  "media",
  "reports",
  "settings",
  "supervision",
];
const browserGlobals = [
  "window",
  "document",
  "navigator",
  "localStorage",
  "sessionStorage",
  "indexedDB",
  "location",
  "AudioContext",
  "Audio",
  "RTCPeerConnection",
  "WebSocket",
  "Notification",
  "MediaStream",
  "fetch",
].map((name) => ({ name, message: "Browser globals only in *.dom.ts files of the engine." }));

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "react", "jsx-a11y", "promise"],
  jsPlugins: [{ name: "tailwind", specifier: "eslint-plugin-better-tailwindcss" }],
  categories: { correctness: "error", suspicious: "error" },
  options: { typeAware: true },
  env: { builtin: true, browser: true, node: true },
  settings: { "better-tailwindcss": { entryPoint: "src/app/style.css" } },
  rules: {
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": [
      "error",
      { considerDefaultExhaustiveForUnions: true },
    ],
    "typescript/consistent-type-imports": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-non-null-assertion": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    "react/rules-of-hooks": "error",
    "react/no-unstable-nested-components": ["error", { allowAsProps: true }],
    "react/exhaustive-deps": "error",
    "no-console": "error",
    "jsx-a11y/no-autofocus": ["error", { ignoreNonDOM: true }],
    "max-lines": ["warn", { max: 300, skipBlankLines: false, skipComments: false }],
    "no-restricted-imports": forbid([upwards]),
    // Noise here: JSX runtime, shadowing of event names, unassigned style imports.
    "react/react-in-jsx-scope": "off",
    "import/no-unassigned-import": "off",
    "no-shadow": "off",
    "unicorn/consistent-function-scoping": "off",
    "import/no-named-as-default-member": "off",
    // `output` and `fieldset` bring a form's meaning with them.
    "jsx-a11y/prefer-tag-over-role": "off",
    // Dexie's collections have a `reverse` of their own.
    "unicorn/no-array-reverse": "off",
    "typescript/no-unsafe-type-assertion": "off",
    "promise/always-return": "off",
    // Modules are closures, not classes: their functions have no `this`. Exhaustive switches need no last return.
    "typescript/unbound-method": "off",
    "typescript/consistent-return": "off",
    // One owner per socket or element: replacing its handler is the point.
    "unicorn/prefer-add-event-listener": "off",
    // A BroadcastChannel has no target: it takes the rule for `window.postMessage`.
    "unicorn/require-post-message-target-origin": "off",
  },
  overrides: [
    {
      files: ["src/lib/**"],
      rules: {
        "no-restricted-imports": forbid([
          { group: ["@/**"], message: "lib knows nothing of ours." },
          upwards,
          react,
          sipJs,
          dexie,
        ]),
      },
    },
    {
      files: ["src/phone/**"],
      rules: {
        "no-restricted-imports": forbid([
          react,
          screens,
          testing,
          upwards,
          neighbours,
          sipJs,
          dexie,
        ]),
        "no-restricted-globals": ["error", ...browserGlobals],
      },
    },
    {
      // A folder of its own inside: what is read from files becomes contacts.
      files: ["src/phone/directory/import/**"],
      rules: {
        "no-restricted-imports": forbid([
          react,
          screens,
          testing,
          upwards,
          { ...neighbours, group: [...neighbours.group, "!@/phone/directory/*"] },
          sipJs,
          dexie,
        ]),
      },
    },
    {
      files: ["src/phone/phone.ts"],
      rules: { "no-restricted-imports": forbid([react, screens, testing, upwards, sipJs, dexie]) },
    },
    {
      files: ["src/phone/sip/**"],
      rules: {
        "no-restricted-imports": forbid([react, screens, testing, upwards, neighbours, dexie]),
      },
    },
    {
      files: ["src/phone/db/**"],
      rules: {
        "no-restricted-imports": forbid([react, screens, testing, upwards, neighbours, sipJs]),
      },
    },
    { files: ["src/phone/**/*.dom.ts"], rules: { "no-restricted-globals": "off" } },
    {
      files: ["src/ui/**"],
      rules: {
        "no-restricted-imports": forbid([
          {
            group: ["@/phone/*", "@/phone/**", "@/features/**", "@/app/**"],
            message: "ui draws plain values.",
          },
          testing,
          upwards,
          ...librariesAtHome,
        ]),
      },
    },
    {
      files: ["src/i18n/**"],
      rules: {
        "no-restricted-imports": forbid([
          {
            group: ["@/phone/**", "@/features/**", "@/app/**", "@/ui/**"],
            message: "i18n knows lib only.",
          },
          testing,
          upwards,
          sipJs,
          dexie,
        ]),
      },
    },
    {
      files: ["src/features/**"],
      rules: {
        "no-restricted-imports": forbid([
          {
            group: ["@/app/*", ...featureFolders.map((name) => `@/features/${name}/*`)],
            message: "Features do not import each other; they meet in src/app.",
          },
          edges,
          testing,
          upwards,
          ...librariesAtHome,
        ]),
      },
    },
    {
      files: ["src/app/**", "src/main.ts"],
      rules: { "no-restricted-imports": forbid([testing, upwards, ...librariesAtHome]) },
    },
    {
      files: ["src/**/*.tsx"],
      rules: {
        "react/jsx-no-literals": [
          "error",
          {
            noStrings: true,
            ignoreProps: true,
            restrictedAttributes: [
              "aria-label",
              "label",
              "title",
              "placeholder",
              "alt",
              "description",
            ],
            allowedStrings: ["·", "—", ":", "…", "+"],
          },
        ],
        // Only sides that mirror: no language here runs from top to bottom.
        "tailwind/enforce-logical-properties": [
          "error",
          {
            ignore: [
              "(?:^|:)-?(?:pt|pb|mt|mb|top|bottom|border-t|border-b|scroll-m[tb]|scroll-p[tb])(?:-|$)",
              "(?:^|:)(?:h|w|size|min-h|min-w|max-h|max-w)-",
            ],
          },
        ],
      },
    },
    {
      files: ["pbx/**"],
      rules: {
        "no-restricted-imports": forbid([
          {
            group: ["@/**"],
            message:
              "The phone system shares no code with the client: a shared mistake would hide.",
          },
          react,
          dexie,
        ]),
      },
    },
    {
      // They put the engine and the phone system's own parts to use, and the fakes where they need no more.
      files: ["tools/**"],
      rules: { "no-restricted-imports": forbid([react, dexie]) },
    },
    {
      files: ["**/*.test.ts", "**/*.test.tsx", "src/testing/**", "e2e/**", "bench/**", "soak/**"],
      rules: {
        "no-restricted-imports": "off",
        "no-restricted-globals": "off",
        "max-lines": "off",
        "typescript/no-non-null-assertion": "off",
        "react/jsx-no-literals": "off",
      },
    },
    { files: ["*.config.ts", "*.config.mjs"], rules: { "import/no-default-export": "off" } },
    { files: ["scripts/**", "src/lib/log.ts"], rules: { "no-console": "off" } },
    { files: ["scripts/**"], rules: { "no-restricted-imports": "off" } },
  ],
});
