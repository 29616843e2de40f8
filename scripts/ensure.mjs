// Makes sure that what package-lock.json names is installed. Uses nothing but Node, since nothing else may be there.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Vite's notice about a future loader of its configuration is of no use to whoever runs this. */
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = "true";

const oldest = [20, 19];

function readLock(path) {
  return JSON.parse(readFileSync(path, "utf8")).packages;
}

/** Whether node_modules holds exactly the versions of the lock file (packages for other platforms aside). */
function isInstalled() {
  const hidden = `${root}node_modules/.package-lock.json`;
  if (!existsSync(hidden)) return false;
  const wanted = readLock(`${root}package-lock.json`);
  const present = readLock(hidden);
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === "" || entry.optional || entry.peer || present[path]?.version === entry.version,
  );
}

/** Runs `npm ci` when dependencies are missing or older than the lock file. Exits when that fails. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    console.error(
      `Hamsa needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}.`,
    );
    process.exit(1);
  }
  if (isInstalled()) return;
  console.log("Installing dependencies (npm ci) …");
  const { status } = run("npm", ["ci", "--no-audit", "--no-fund"], {
    shell: process.platform === "win32",
  });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs a command in the project folder with its output shown. */
export function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
}

/** The script behind a package's command, to be run by this very Node. */
export function commandOf(name) {
  const owner = { playwright: "@playwright/test", tsc: "typescript" }[name] ?? name;
  const folder = `${root}node_modules/${owner}/`;
  const { bin } = JSON.parse(readFileSync(`${folder}package.json`, "utf8"));
  return folder + (typeof bin === "string" ? bin : bin[name]);
}
