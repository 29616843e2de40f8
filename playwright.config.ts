import { defineConfig } from "@playwright/test";

/**
 * One worker: every story has real audio in real time, and two at once would disturb each other's. No retries: a
 * flaky story is a bug whose cause is to be found. What a story waits for ends by itself long before the story does: a
 * minute and a half is for the one that hangs, not for the one on a slow computer.
 */
export default defineConfig({
  testDir: "e2e",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env["CI"] === "true",
  reporter: [["list"]],
  outputDir: "test-results",
});
