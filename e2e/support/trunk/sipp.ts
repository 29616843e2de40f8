import { spawn, spawnSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** One call that SIPp makes or takes. */
export interface SippCall {
  /** The first text, sent or received, that begins so; waits for it. */
  message(start: string): Promise<string>;
  /** Lets the scenario go on that waits for a request with this word as its method. */
  tell(word: string): Promise<void>;
  /** The scenario has come to its end as it was written; rejects with SIPp's words when it has not. */
  hasEnded(): Promise<void>;
  kill(): Promise<void>;
}

const longestSeconds = 40;
const messageTimeoutMs = 10_000;

const program = "sipp";
const installation = [
  ["apt-get", "update", "-q"],
  ["apt-get", "install", "-y", "-q", "--no-install-recommends", "sip-tester"],
] as const;

function hasSipp(): boolean {
  return spawnSync(program, ["-v"]).error === undefined;
}

/** SIPp on PATH, installed now where that can be done; an error with a sentence on what to install where not. */
export function ensureSipp(): void {
  if (hasSipp()) return;
  const sentence = "The stories about the trunk need SIPp (on Debian: apt-get install sip-tester)";
  if (process.getuid?.() !== 0) throw new Error(`${sentence}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
  for (const [command, ...args] of installation) {
    const { status, error, stderr } = spawnSync(command, args, { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`${sentence}; ${command}: ${error?.message ?? stderr}`);
  }
  if (!hasSipp()) throw new Error(`${sentence}.`);
}

/** SIPp's log: a line of dashes and a time, a line of what it is, an empty line, the message. */
function readMessages(log: string): string[] {
  return log
    .split(/^-{20,}.*\n/m)
    .flatMap((entry) => /^UDP message [^\n]*\n\n([\s\S]*)$/.exec(entry)?.[1] ?? [])
    .filter((text) => /\n\r?\n/.test(text)); // written to the end of its head
}

export function startSipp(
  scenario: Uint8Array,
  ports: { readonly own: number; readonly remote: number; readonly media: number },
): SippCall {
  const folder = mkdtempSync(join(tmpdir(), "hamsa-sipp-"));
  const path = (name: string) => join(folder, name);
  writeFileSync(path("scenario.xml"), scenario);
  const options = {
    sf: path("scenario.xml"),
    m: "1",
    i: "127.0.0.1",
    p: String(ports.own),
    ci: "127.0.0.1",
    mi: "127.0.0.1",
    mp: String(ports.media),
    timeout: `${longestSeconds}s`,
    message_file: path("messages.log"),
    error_file: path("errors.log"),
  };
  const flags = ["-nostdin", "-bind_local", "-timeout_error", "-trace_msg", "-trace_err"];
  const more = Object.entries(options).flatMap(([name, value]) => [`-${name}`, value]);
  const child = spawn(program, [`127.0.0.1:${ports.remote}`, ...flags, ...more], {
    cwd: folder,
    stdio: "ignore",
  });
  const read = (name: string) => readFile(path(name), "utf8").catch(() => "");
  const said = async () => `${await read("errors.log")}\n${await read("messages.log")}`;
  const exit = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (code, signal) => resolve(String(signal ?? code)));
  });

  async function message(start: string): Promise<string> {
    for (const givesUpAt = Date.now() + messageTimeoutMs; Date.now() < givesUpAt;) {
      const messages = readMessages(await read("messages.log"));
      const found = messages.find((text) => text.startsWith(start));
      if (found !== undefined) return found;
      await pause(20);
    }
    throw new Error(`SIPp saw no ${start}\n${await said()}`);
  }

  return {
    message,
    async tell(word) {
      const callId = /^Call-ID: *(\S+)/m.exec(await message("INVITE "))?.[1];
      const head = ["Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKtold", "From: <sip:story>;tag=1"];
      const rest = ["To: <sip:sipp>", `Call-ID: ${callId}`, `CSeq: 1 ${word}`, "Content-Length: 0"];
      const text = [`${word} sip:sipp SIP/2.0`, ...head, ...rest, "", ""].join("\r\n");
      const socket = createSocket("udp4");
      await new Promise<void>((resolve) =>
        socket.send(text, ports.own, "127.0.0.1", () => resolve()),
      );
      socket.close();
    },
    async hasEnded() {
      const how = await exit;
      if (how === "0") return;
      throw new Error(`SIPp ended with ${how}\n${await said()}`);
    },
    async kill() {
      child.kill("SIGKILL");
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
