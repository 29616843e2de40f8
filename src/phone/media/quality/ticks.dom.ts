import { log } from "@/lib/log";
import type { Stop } from "@/phone/store";

import type { Tick } from "./ticks";
import TickWorker from "./ticks.worker?worker";

/** Not in TypeScript's library; Chromium has it. */
interface NetworkInformation extends EventTarget {}

/** Seconds from a worker, or from the page where no worker can be had; and changes of the network as they are told. */
export function watchTicks(listener: (tick: Tick) => void): Stop {
  const stopSeconds = watchSeconds((lateMs) => listener({ type: "second", lateMs }));
  const changed = (): void => listener({ type: "networkChanged" });
  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation };
  window.addEventListener("online", changed);
  connection?.addEventListener("change", changed);
  return () => {
    stopSeconds();
    window.removeEventListener("online", changed);
    connection?.removeEventListener("change", changed);
  };
}

function watchSeconds(listener: (lateMs: number) => void): Stop {
  let stop: Stop = () => undefined;
  const fallBack = (): void => {
    stop();
    const timer = setInterval(() => listener(0), 1_000);
    stop = () => clearInterval(timer);
  };
  try {
    const worker = new TickWorker();
    stop = () => worker.terminate();
    worker.addEventListener("message", ({ data: sentAt }: MessageEvent<number>) =>
      listener(Math.max(0, Date.now() - sentAt)),
    );
    worker.addEventListener("error", fallBack, { once: true });
  } catch (error) {
    log("warn", "quality", "no worker", { error: String(error) });
    fallBack();
  }
  return () => stop();
}
