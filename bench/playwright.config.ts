import { defineConfig } from "@playwright/test";

import stories from "../playwright.config";

/** Figures for docs, not tests: slow, noisy, and run by hand. */
export default defineConfig({ ...stories, testDir: ".", testMatch: "*.spec.ts" });
