import { log } from "@/lib/log";
import { toProblem } from "@/phone/errors";

import type { AudioPort, MicrophoneRequest } from "./audio-port";
import type { Device } from "./devices";

/** The wanted microphone while it can be had, another while it cannot. */
export interface Opener {
  /** Opens the wanted one, else the browser's default, else any of `others`. Rejects as the wanted one did. */
  open(wanted: MicrophoneRequest, others: readonly string[]): Promise<Device | null>;
  /** Whether the wanted one is plugged in and cannot be had, so that another is open. */
  isStandIn(): boolean;
  /** Something has changed: worth another attempt at once. */
  tryAgain(): void;
  stop(): void;
}

export interface OpenerOptions {
  readonly port: Pick<AudioPort, "openMicrophone" | "microphoneLabel">;
  /** The wanted one could be had after all. */
  readonly returned: (device: Device | null) => void;
  readonly retryMs: number;
}

/**
 * A Bluetooth headset whose profile is away is still in the list of devices, and nothing tells when it is back: it is
 * asked for again and again, which costs the one that stands in nothing (`AudioPort.openMicrophone`).
 */
export function createOpener({ port, returned, retryMs }: OpenerOptions): Opener {
  let missed: MicrophoneRequest | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Attempts that are under way when another device is wanted come to nothing. */
  let round = 0;

  function stop(): void {
    round += 1;
    missed = null;
    clearTimeout(timer);
  }

  async function attempt(): Promise<void> {
    clearTimeout(timer);
    const wanted = missed;
    if (wanted === null) return;
    const mine = round;
    try {
      const device = await port.openMicrophone(wanted);
      if (mine !== round) return;
      stop();
      returned(device);
    } catch {
      if (mine === round) timer = setTimeout(() => void attempt(), retryMs);
    }
  }

  async function openAny(
    wanted: MicrophoneRequest,
    others: readonly string[],
  ): Promise<Device | null> {
    const ids = [...(wanted.deviceId === null ? [] : [null]), ...others];
    for (const deviceId of ids) {
      try {
        return await port.openMicrophone({ ...wanted, deviceId });
      } catch (error) {
        log("debug", "audio", "no stand-in either", { error });
      }
    }
    return null;
  }

  return {
    async open(wanted, others) {
      stop();
      const mine = round;
      try {
        return await port.openMicrophone(wanted);
      } catch (error) {
        const { code } = toProblem(error);
        const isBusy = code === "microphoneBusy";
        if (!isBusy && code !== "microphoneMissing") throw error;
        // One that works goes on, rather than a third that nobody chose.
        if (isBusy && port.microphoneLabel() !== null) throw error;
        const device = await openAny(wanted, others);
        if (device === null) throw error;
        if (isBusy && mine === round) {
          missed = wanted;
          timer = setTimeout(() => void attempt(), retryMs);
        }
        return device;
      }
    },
    isStandIn: () => missed !== null,
    tryAgain: () => void attempt(),
    stop,
  };
}
