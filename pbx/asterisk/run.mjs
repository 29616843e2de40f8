// Starts a real Asterisk on this machine for development and tests, each run with folders and ports of its own.
import { spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { readSiteFile, writeAsteriskFolder } from "./generate.mjs";
import { ensureRootfs, inside, sweep, whyNot } from "./rootfs.mjs";

const runs = fileURLToPath(new URL("../../.cache/asterisk/", import.meta.url));
const host = "127.0.0.1";
const oldest = 20;
const startTimeoutMs = 60_000;
const stopTimeoutMs = 5_000;
const cliTimeoutMs = 15_000;
/** The longest path of a socket on Linux is 107 bytes. */
const longestSocketPath = 107;

/** Whether `asterisk` on PATH is new enough. */
function hasOwnAsterisk() {
  const { stdout } = spawnSync("asterisk", ["-V"], { encoding: "utf8" });
  return Number(/^Asterisk (?:certified-)?(\d+)/.exec(stdout ?? "")?.[1] ?? 0) >= oldest;
}

/**
 * One command on Asterisk's control socket, in the words of `asterisk -rx`: no second process, and no need to enter the
 * Debian that Asterisk may run in.
 */
function ask(socketPath, command) {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    let output = "";
    socket.setEncoding("utf8");
    socket.setTimeout(cliTimeoutMs, () => socket.destroy(new Error(`no answer to ${command}`)));
    socket.once("connect", () => socket.write(`cli quit after ${command}\0`));
    socket.on("data", (text) => {
      output += text;
    });
    socket.once("error", reject);
    // The first line is a greeting: host, process, version.
    socket.once("close", () => resolve(output.slice(output.indexOf("\n") + 1)));
  });
}

/** The port, or a free one for 0. Asterisk itself would only write into its log that somebody else has it. */
function claimPort(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      const inUse = `Port ${wanted} is in use. Another Asterisk? Choose another port.`;
      reject(error.code === "EADDRINUSE" ? new Error(inUse) : error);
    });
    server.listen(wanted, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A free UDP port on loopback. */
function claimUdpPort() {
  return new Promise((resolve, reject) => {
    const socket = createSocket("udp4");
    socket.once("error", reject);
    socket.bind(0, host, () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });
}

function userOf(rootfs) {
  const entry = /^asterisk:[^:]*:(\d+):(\d+):/m.exec(
    readFileSync(join(rootfs, "etc/passwd"), "utf8"),
  );
  if (entry === null) throw new Error(`${rootfs} has no user asterisk: remove the folder.`);
  return `${entry[1]}:${entry[2]}`;
}

const dies = (signal) => ["setpriv", "--pdeathsig", signal];

/**
 * Everything happens in namespaces of its own and by exec: the child is Asterisk itself, and nothing is left to
 * unmount. Twice "die with your parent", since the change of user clears the first one.
 */
function commandInRootfs(rootfs, folder) {
  const enter = [
    'mount --bind "$2" "$1$3"',
    'mount --bind /proc "$1/proc"',
    'mount --rbind /dev "$1/dev"',
    "echo localhost > /proc/sys/kernel/hostname", // the one name in its etc/hosts
    `exec chroot --userspec=asterisk:asterisk "$1" ${dies("TERM").join(" ")} /usr/sbin/asterisk -f -C "$3/etc/asterisk.conf"`,
  ].join(" && ");
  const space = ["unshare", "--mount", "--uts", "--propagation", "private", "--"];
  return [...dies("KILL"), ...space, "sh", "-c", enter, "sh", rootfs, folder, inside];
}

function commandOfOwn(folder) {
  const start = ["asterisk", "-f", "-C", join(folder, "etc/asterisk.conf")];
  return process.platform === "linux" ? [...dies("TERM"), ...start] : start;
}

/** Why no Asterisk can be had on this machine, in a sentence; null when one can. */
export function whyNoAsterisk() {
  return hasOwnAsterisk() ? null : whyNot();
}

/** How this machine runs Asterisk, or an error with a sentence on what to install. */
async function findWay(say) {
  if (hasOwnAsterisk()) {
    return {
      root: "/",
      seenAs: (folder) => folder,
      prepare: () => undefined,
      command: commandOfOwn,
    };
  }
  const reason = whyNot();
  if (reason !== null) throw new Error(reason);
  const rootfs = await ensureRootfs(say);
  const owner = userOf(rootfs);
  return {
    root: rootfs,
    seenAs: () => inside,
    prepare: (folder) => spawnSync("chown", ["-R", owner, folder]),
    command: (folder) => commandInRootfs(rootfs, folder),
  };
}

function launch(way, folder) {
  const [command, ...args] = way.command(folder);
  // A group of its own: Ctrl-C in the terminal is for Node, which then ends Asterisk in order.
  const child = spawn(command, args, {
    cwd: "/",
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      LC_ALL: "C.UTF-8",
    },
  });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = (complaint + String(chunk)).slice(-2_000);
  });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => {
      complaint = String(error);
      resolve();
    });
    child.once("exit", () => resolve());
  });
  return { child, ended, complaint: () => complaint };
}

function readLog(folder) {
  const path = join(folder, "log/messages.log");
  return existsSync(path) ? readFileSync(path, "utf8").slice(-3_000) : "";
}

/** Until Asterisk says that it is up and that the port is its own. */
async function untilReady({ ended, complaint }, folder, cli, httpPort) {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  const failed = (what) => new Error(`${what}\n${complaint()}${readLog(folder)}`);
  for (const givesUpAt = Date.now() + startTimeoutMs; Date.now() < givesUpAt; await pause(100)) {
    if (hasEnded) throw failed("Asterisk ended while it started.");
    const booted = await cli("core waitfullybooted").catch(() => "");
    if (!/fully booted/i.test(booted)) continue;
    const status = await cli("http show status");
    if (status.includes(`${host}:${httpPort}`)) return;
    throw failed(`Asterisk does not listen on port ${httpPort}.`);
  }
  throw failed("Asterisk was not up after a minute.");
}

/**
 * A running Asterisk with the people and queues of site.json. Port 0 takes a free one. Several may share a range of RTP
 * ports: each takes ports that are free. `site` replaces what site.json says.
 */
export async function startAsterisk({
  httpPort = 0,
  rtpStart = 24_000,
  rtpEnd = 24_999,
  site = readSiteFile(),
  say = () => undefined,
} = {}) {
  const way = await findWay(say);
  const port = await claimPort(httpPort);
  const trunkPort = await claimUdpPort();
  mkdirSync(runs, { recursive: true });
  sweep(runs, "run-");
  const folder = mkdtempSync(join(runs, `run-${process.pid}-`));
  const socketPath = join(folder, "run/asterisk.ctl");
  let turn = Promise.resolve();
  /** One after the other: the control socket refuses a third that waits (EAGAIN). */
  const cli = (command) => {
    const answer = turn.then(() => ask(socketPath, command));
    turn = answer.catch(() => undefined);
    return answer;
  };
  let running = null;
  let stopping = null;
  let isRestarting = false;
  let tellEnded;
  const ended = new Promise((resolve) => {
    tellEnded = resolve;
  });

  async function begin() {
    running = launch(way, folder);
    void running.ended.then(() => (isRestarting ? undefined : tellEnded()));
    await untilReady(running, folder, cli, port);
  }

  async function restart() {
    isRestarting = true;
    running.child.kill("SIGKILL");
    await running.ended;
    isRestarting = false;
    await begin();
  }

  const killAtExit = () => void running?.child.kill("SIGTERM");

  async function end() {
    if (running !== null) {
      const { child, ended } = running;
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), stopTimeoutMs);
      await ended;
      clearTimeout(timer);
    }
    process.off("exit", killAtExit);
    rmSync(folder, { recursive: true, force: true });
  }

  function stop() {
    stopping ??= end();
    return stopping;
  }

  try {
    if (Buffer.byteLength(socketPath) > longestSocketPath) {
      throw new Error(
        `The path of this folder is too long for a socket of Asterisk: ${socketPath}`,
      );
    }
    const options = {
      folder: way.seenAs(folder),
      root: way.root,
      httpPort: port,
      trunkPort,
      rtpStart,
      rtpEnd,
      host,
    };
    writeAsteriskFolder(folder, site, options);
    chmodSync(folder, 0o700); // passwords are in it
    way.prepare(folder);
    process.once("exit", killAtExit);
    await begin();
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, trunkPort, folder, cli, restart, stop, ended };
}
