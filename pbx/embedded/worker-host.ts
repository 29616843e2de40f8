import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

import { build } from "vite";

import type { SwitchControl } from "./control";
import type { SwitchOptions } from "./options";
import { refuseProduction } from "./production";
import type { ControlMethod, ControlRequest, WorkerMessage, WorkerStart } from "./worker-messages";

const here = fileURLToPath(new URL(".", import.meta.url));
const cache = join(here, "../../node_modules/.cache/hamsa-switch");

/**
 * Node 20 runs no TypeScript, so the thread is bundled at each start (about 0.3 s). sip.js goes in:
 * its inner modules have no extensions an importer could leave out. A folder per start, because two
 * processes may start at once; inside node_modules, so that `ws` and `werift` are found.
 */
async function bundle(): Promise<string> {
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, "worker-"));
  const nodeEnv = process.env["NODE_ENV"];
  await build({
    configFile: false,
    envFile: false,
    publicDir: false,
    logLevel: "error",
    mode: "development",
    root: here,
    ssr: { noExternal: ["sip.js"], external: ["ws", "werift"] },
    build: {
      ssr: join(here, "worker.ts"),
      outDir,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { entryFileNames: "worker.mjs", format: "es" } },
    },
  });
  // A build sets this when nobody else has, and the thread would then take itself for production.
  if (nodeEnv === undefined) delete process.env["NODE_ENV"];
  else process.env["NODE_ENV"] = nodeEnv;
  return outDir;
}

type Settle = { resolve(value: unknown): void; reject(error: Error): void };

/** Sends commands to the thread and hands back what it says. */
function createCaller(worker: Worker) {
  const waiting = new Map<number, Settle>();
  let lastId = 0;
  let isGone = false;

  worker.on("message", (message: WorkerMessage) => {
    if (message.type !== "result" && message.type !== "error") return;
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.type === "result") settle?.resolve(message.value);
    else settle?.reject(new Error(message.reason));
  });
  worker.once("exit", () => {
    isGone = true;
    for (const { reject } of waiting.values()) reject(new Error("the switch has stopped"));
    waiting.clear();
  });

  return (method: ControlMethod, given: readonly unknown[]): Promise<unknown> => {
    if (isGone) return Promise.reject(new Error("the switch has stopped"));
    lastId += 1;
    const request: ControlRequest = { id: lastId, method, given };
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      worker.postMessage(request, []);
    });
  };
}

function untilReady(worker: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the switch stopped while it started")));
    worker.on("message", (message: WorkerMessage) => {
      if (message.type === "ready") resolve(message.port);
      if (message.type === "failed") reject(new Error(message.reason));
    });
  });
}

/** Starts the switch in a worker thread. It runs until `close`, and keeps the process alive. */
export async function startSwitch(options: Partial<SwitchOptions> = {}): Promise<SwitchControl> {
  refuseProduction();
  const directory = await bundle();
  const start: WorkerStart = {
    options: { promptsDirectory: join(here, "prompts"), ...options },
  };
  const worker = new Worker(join(directory, "worker.mjs"), { workerData: start });
  const call = createCaller(worker);
  let port: number;
  try {
    port = await untilReady(worker);
  } catch (error) {
    await worker.terminate();
    throw error;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }

  async function close(): Promise<void> {
    await call("close", []).catch(() => undefined); // it has stopped by itself
    await worker.terminate();
  }

  return {
    port,
    customerCalls: (order) => call("customerCalls", [order]) as Promise<{ id: string }>,
    customerDoes: (id, action) => call("customerDoes", [id, action]) as Promise<void>,
    setVoiceMessages: (user, fresh) => call("setVoiceMessages", [user, fresh]) as Promise<void>,
    setServing: (user, queue, isServing) =>
      call("setServing", [user, queue, isServing]) as Promise<void>,
    snapshot: () => call("snapshot", []) as ReturnType<SwitchControl["snapshot"]>,
    endCalls: () => call("endCalls", []) as Promise<void>,
    levels: (query) => call("levels", [query]) as Promise<readonly number[]>,
    addFault: (rule) => call("addFault", [rule]) as Promise<{ id: string }>,
    clearFaults: () => call("clearFaults", []) as Promise<void>,
    close,
  };
}
