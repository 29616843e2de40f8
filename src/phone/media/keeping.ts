import type { Config } from "@/phone/config/config";
import type { Settings } from "@/phone/settings/settings";

import { openMicrophone } from "./audio";
import type { AudioState, Rest } from "./audio-state";
import { chooseDevice } from "./devices";
import { isHandsFree } from "./hands-free";

/** The label of the microphone that is open, or would be opened; `null`: it cannot be told yet. */
export function expectedMicrophone(audio: AudioState, settings: Settings): string | null {
  const open = openMicrophone(audio);
  if (open !== null) return open;
  const { device } = chooseDevice(settings.microphone, "microphone", audio.devices);
  const standard = audio.devices.find(({ isDefault }) => isDefault === true);
  return (device ?? standard)?.label || null;
}

export type KeepPolicy = Config["microphone"];

/** Why this microphone should be closed between calls, whatever has happened; `null`: it is to be kept ready. */
export function whyNotKept(
  { keep }: KeepPolicy,
  { keepMicrophone, keepByDevice }: Settings,
  label: string | null,
): Extract<Rest, "notKept" | "handsFree"> | null {
  if (!keep || !keepMicrophone) return "notKept";
  return label !== null && isHandsFree(label) && keepByDevice[label] !== true ? "handsFree" : null;
}
