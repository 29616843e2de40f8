import { spawn } from "node:child_process";
import { createHmac, randomBytes, randomInt } from "node:crypto";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";

/** A TURN server (coturn) on loopback, for this test alone. */
export interface Relay {
  /** As `iceServers` has it, with a credential that is good for so long. */
  server(lastsSeconds?: number): { urls: string; username: string; credential: string };
  /** Safe to call twice. */
  close(): Promise<void>;
}

const host = "127.0.0.1";
/** Where the phone system is met: a packet that comes from another address than its own candidate has no permission. */
const relayHost =
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? host;
const startTimeoutMs = 20_000;

/** Below those that the system hands out by itself: until the server has its port, a browser's socket could be given it. */
const [lowestPort, portCount] = [20_000, 12_000];

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    socket.once("error", () => resolve(false));
    socket.bind(port, host, () => socket.close(() => resolve(true)));
  });
}

async function freeUdpPort(): Promise<number> {
  const port = lowestPort + randomInt(portCount);
  return (await isFree(port)) ? port : freeUdpPort();
}

/** A STUN question (RFC 8489 section 5: binding request, no attributes), again and again until there is an answer. */
async function untilItAnswers(
  port: number,
  ended: Promise<void>,
  said: () => string,
): Promise<void> {
  const question = Buffer.concat([Buffer.from("000100002112a442", "hex"), randomBytes(12)]);
  const socket = createSocket("udp4");
  const ask = setInterval(() => socket.send(question, port, host), 50);
  let giveUp: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (): void =>
        reject(new Error(`turnserver did not start: ${said().slice(-2_000)}`));
      giveUp = setTimeout(fail, startTimeoutMs);
      void ended.then(fail);
      socket.once("message", () => resolve());
    });
  } finally {
    clearTimeout(giveUp);
    clearInterval(ask);
    socket.close();
  }
}

export async function startRelay(): Promise<Relay> {
  const port = await freeUdpPort();
  const secret = randomBytes(16).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "hamsa-relay-"));
  const options = {
    "listening-ip": host,
    "listening-port": port,
    "relay-ip": relayHost,
    realm: "hamsa.test",
    "static-auth-secret": secret,
    pidfile: join(folder, "pid"),
    userdb: join(folder, "turndb"),
    "log-file": "stdout",
  };
  const flags = ["use-auth-secret", "allow-loopback-peers", "no-tls", "no-dtls", "no-cli"];
  const words = [
    "-n",
    ...flags.map((flag) => `--${flag}`),
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
  ];
  const child = spawn("turnserver", words, { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  child.stdout
    .setEncoding("utf8")
    .on("data", (text: string) => (said = (said + text).slice(-4_000)));
  const killAtExit = (): void => void child.kill("SIGKILL");
  process.once("exit", killAtExit);
  const ended = new Promise<void>((resolve) => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  await untilItAnswers(port, ended, () => said);
  return {
    server(lastsSeconds = 3_600) {
      // The way of draft-uberti-behave-turn-rest-00: the name says until when, the secret proves it.
      const username = `${Math.round(Date.now() / 1_000) + lastsSeconds}:1001`;
      const credential = createHmac("sha1", secret).update(username).digest("base64");
      return { urls: `turn:${host}:${port}`, username, credential };
    },
    async close() {
      child.kill("SIGKILL");
      await ended;
      process.off("exit", killAtExit);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
