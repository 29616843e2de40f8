// A Debian with Asterisk in a folder, for machines whose own packages have none or an old one. Made once and shared by
// all clones of the project; nothing of the machine's own system is touched but the package debootstrap.
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";

/** Where a run's own folder appears inside the Debian. */
export const inside = "/hamsa";

/** Sounds: voicemail speaks by Debian's prompts. */
const packages = ["asterisk", "asterisk-core-sounds-en", "ca-certificates"];
const suite = "sid"; // the only suite of Debian that has Asterisk

function rootfsFolder() {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  return join(cache, "hamsa", "asterisk-rootfs");
}

function isOnPath(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

/** Why this machine cannot make or enter such a folder; null when it can. */
export function whyNot() {
  const install =
    "Install Asterisk 20 or newer so that `asterisk -V` answers (on Debian sid: apt-get install asterisk)";
  if (process.platform !== "linux") return `${install}: this is ${process.platform}, not Linux.`;
  if (process.getuid?.() !== 0) return `${install}, or run this as root on Debian or Ubuntu.`;
  if (!isOnPath("apt-get")) return `${install}: this is neither Debian nor Ubuntu.`;
  // A mount namespace of its own: the kernel takes its mounts away with its last process, however that dies.
  if (spawnSync("unshare", ["--mount", "--propagation", "private", "true"]).status !== 0) {
    return `${install}: this machine allows no mount namespaces (a container without CAP_SYS_ADMIN?).`;
  }
  return null;
}

/** Runs a command whose output matters only when it fails. */
function quietly(command, args) {
  const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: environment, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const keep = (chunk) => {
      output = (output + String(chunk)).slice(-2_000);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(command)} ended with ${signal ?? code}:\n${output}`));
    });
  });
}

async function ensureDebootstrap(say) {
  if (isOnPath("debootstrap")) return;
  say("Installing debootstrap (apt-get) …");
  await quietly("apt-get", ["update", "-q"]);
  const wanted = ["debootstrap", "debian-archive-keyring"];
  await quietly("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...wanted]);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Removes what a process that is no more has left in `folder`, by names as `prefix<pid>-…`. */
export function sweep(folder, prefix) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** In namespaces of its own, so that what debootstrap starts and mounts ends with it, and it with us. */
function contained(command, args) {
  const death = ["--pdeathsig", "KILL"];
  const spaces = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"];
  return quietly("setpriv", [...death, "unshare", ...spaces, "--", command, ...args]);
}

/** The folder with the Debian, made now when there is none yet. */
export async function ensureRootfs(say) {
  const folder = rootfsFolder();
  if (existsSync(folder)) return folder;
  const cache = dirname(folder);
  const prefix = `${basename(folder)}.making-`;
  mkdirSync(cache, { recursive: true });
  sweep(cache, prefix);
  await ensureDebootstrap(say);
  say(`Making a Debian with Asterisk in ${folder}: once, about a minute, 400 MB …`);
  const making = mkdtempSync(join(cache, `${prefix}${process.pid}-`));
  try {
    const include = `--include=${packages.join(",")}`;
    await contained("debootstrap", ["--variant=minbase", include, suite, making]);
    rmSync(join(making, "var/cache/apt/archives"), { recursive: true, force: true });
    mkdirSync(join(making, inside));
    // Asterisk looks its own name up for every call; without this it asks the DNS, and then a root server.
    writeFileSync(join(making, "etc/hosts"), "127.0.0.1 localhost\n");
    chmodSync(making, 0o755); // it becomes the root folder of another user
    renameSync(making, folder);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    // Another start was quicker.
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
  }
  return folder;
}
