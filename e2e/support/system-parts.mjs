// Programs of the operating system that some stories need, installed where that can be done: on Debian or Ubuntu as root.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/** By command: the Debian package, and what it is for. */
const parts = {
  turnserver: { name: "coturn", use: "the stories of calls through a relay" },
  nft: { name: "nftables", use: "the stories of a lost path on Asterisk" },
};

const policy = "/usr/sbin/policy-rc.d";

function isThere(command) {
  return spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
}

export function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync("/etc/os-release")) return false;
  return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/m.test(readFileSync("/etc/os-release", "utf8"));
}

/** Installs packages without starting the services in them: a TURN server for everybody is not what is wanted. */
function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const forbids = !existsSync(policy);
  if (forbids) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    spawnSync("apt-get", ["update", "-qq"], { env, stdio: "ignore" });
    const words = ["install", "-y", "-qq", "--no-install-recommends", ...names];
    spawnSync("apt-get", words, { env, stdio: ["ignore", "ignore", "inherit"] });
  } finally {
    if (forbids) rmSync(policy, { force: true });
  }
  // Nor at the next start of the machine.
  if (names.includes("coturn")) spawnSync("systemctl", ["disable", "coturn"], { stdio: "ignore" });
}

/**
 * Why a story that needs this command cannot be told here, in a sentence; null when it can, and in CI: there everything
 * can be had, and what is missing must be red.
 */
export function whyNoStory(command) {
  return process.env.CI === "true" ? null : whyNoPart(command);
}

function whyNoPart(command) {
  const { name, use } = parts[command];
  if (process.platform !== "linux") return `${use} need Linux`;
  if (process.getuid?.() !== 0 && command === "nft") return `${use} need root`;
  return isThere(command) ? null : `${use} need ${command} (on Debian: apt-get install ${name})`;
}

/** Installs what is missing and says what stays missing: sentences, one for each. */
export function ensureParts(say) {
  const missing = Object.keys(parts).filter((command) => !isThere(command));
  if (missing.length > 0 && isDebianRoot()) {
    const names = missing.map((command) => parts[command].name);
    say(`Installing ${names.join(" and ")} (apt-get) …`);
    install(names);
  }
  return Object.keys(parts).flatMap((command) => whyNoPart(command) ?? []);
}
