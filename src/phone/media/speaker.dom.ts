import { PhoneError } from "@/phone/errors";

import type { BlockedSound } from "./blocked-sound.dom";

/** Where the voices of the calls come out: one audio element per call, all on the chosen device. */
export interface Speaker {
  attach(owner: object, track: MediaStreamTrack): void;
  detach(owner: object): void;
  /** Moves every voice to a device; `null` is the browser's default. */
  setDevice(deviceId: string | null): Promise<void>;
  /** 0 to 1. */
  setVolume(volume: number): void;
}

export const canChooseSpeaker =
  typeof HTMLMediaElement !== "undefined" && "setSinkId" in HTMLMediaElement.prototype;

/** Sends an element's sound to a device. Throws `speakerUnavailable` when the device is gone or not allowed. */
export async function sendTo(element: HTMLAudioElement, deviceId: string | null): Promise<void> {
  if (!canChooseSpeaker || element.sinkId === (deviceId ?? "")) return;
  try {
    await element.setSinkId(deviceId ?? "");
  } catch (error) {
    throw new PhoneError("speakerUnavailable", {}, error);
  }
}

export function createSpeaker(blocked: BlockedSound): Speaker {
  const elements = new Map<object, HTMLAudioElement>();
  let device: string | null = null;
  let loudness = 1;

  return {
    attach(owner, track) {
      const element = elements.get(owner) ?? new Audio();
      elements.set(owner, element);
      element.volume = loudness;
      element.srcObject = new MediaStream([track]);
      // A device that has gone leaves the default: better heard from the wrong place than not at all.
      void sendTo(element, device)
        .catch(() => undefined)
        .then(() => blocked.play(element));
    },
    detach(owner) {
      const element = elements.get(owner);
      if (element === undefined) return;
      elements.delete(owner);
      blocked.forget(element);
      element.pause();
      element.srcObject = null;
    },
    async setDevice(deviceId) {
      device = deviceId;
      await Promise.all([...elements.values()].map((element) => sendTo(element, deviceId)));
    },
    setVolume(volume) {
      loudness = volume;
      for (const element of elements.values()) element.volume = volume;
    },
  };
}
