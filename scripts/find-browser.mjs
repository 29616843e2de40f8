// Finds a Chromium for the browser stories, or installs one, and says what it does.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

import { isDebianRoot } from "../e2e/support/system-parts.mjs";
import { commandOf, root, run } from "./ensure.mjs";

/** Set it to use a browser of your own. */
const variable = "HAMSA_BROWSER";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

async function ofPlaywright() {
  const { chromium } = await import(`${root}node_modules/@playwright/test/index.mjs`);
  const path = chromium.executablePath();
  return path !== "" && existsSync(path) ? path : null;
}

async function find() {
  const chosen = process.env[variable];
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    console.error(`${variable} says ${chosen}, which does not exist.`);
    process.exit(1);
  }
  return usualPlaces.find((path) => existsSync(path)) ?? (await ofPlaywright());
}

function install() {
  if (isDebianRoot()) {
    console.log(
      "No browser found: installing the distribution's Chromium (apt-get install chromium) …",
    );
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], { env });
    const { status } = run(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium"],
      {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      },
    );
    if (status === 0) return;
  }
  console.log("No browser found: installing Playwright's Chromium (playwright install chromium) …");
  run(process.execPath, [commandOf("playwright"), "install", "chromium"]);
}

/** Sets the environment variable that playwright.config.ts reads; exits when there is no browser to be had. */
export async function ensureBrowser() {
  let path = await find();
  if (path === null) {
    install();
    path = await find();
  }
  if (path === null) {
    console.error(
      `No browser could be installed. Install Chromium and set ${variable} to its path.`,
    );
    process.exit(1);
  }
  process.env[variable] = path;
  const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" });
  console.log(`Browser: ${path} (${(stdout ?? "").trim() || "version unknown"})`);
}
