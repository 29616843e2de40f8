import { defineConfig } from "@playwright/test";

import stories from "../playwright.config";

/** Bounded by its own minutes, and not by a story's time. */
export default defineConfig({
  ...stories,
  testDir: ".",
  testMatch: "*.spec.ts",
  outputDir: "../test-results/soak",
  use: { actionTimeout: 30_000 },
});
