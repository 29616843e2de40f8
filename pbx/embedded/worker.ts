import { parentPort, workerData } from "node:worker_threads";

import type { SwitchControl } from "./control";
import { createSwitch } from "./switch";
import type { ControlRequest, WorkerMessage, WorkerStart } from "./worker-messages";

// The switch in a thread of its own: Vite stalls its event loop for 150-340 ms at start and at the
// first page, which is audible when sound is mixed in the same one.

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message, []);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function perform(control: SwitchControl, request: ControlRequest): Promise<void> {
  const { id, method, given } = request;
  try {
    const act = control[method] as (...args: readonly unknown[]) => Promise<unknown>;
    say({ type: "result", id, value: await act(...given) });
  } catch (error) {
    say({ type: "error", id, reason: reasonOf(error) });
  }
}

async function run({ options }: WorkerStart): Promise<void> {
  try {
    const control = await createSwitch(options);
    parentPort?.on("message", (request: ControlRequest) => void perform(control, request));
    say({ type: "ready", port: control.port });
  } catch (error) {
    say({ type: "failed", reason: reasonOf(error) });
  }
}

// One broken call must not end all the others, nor the dev server with them.
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(`[switch] ${event}: ${reasonOf(error)}\n`);
  });
}

void run(workerData as WorkerStart);
