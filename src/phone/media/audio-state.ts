import type { Problem } from "@/phone/errors";
import type { DeviceRef, Processing } from "@/phone/settings/settings";

import type { Device } from "./devices";

export const roles = ["microphone", "speaker", "ringer"] as const;
export type AudioRole = (typeof roles)[number];

/** Why the microphone is closed between calls. */
export type Rest =
  /** The agent, or the administrator, does not want it kept. */
  | "notKept"
  /** It is that of a Bluetooth headset. */
  | "handsFree"
  | "released"
  | "idle";

export type MicrophoneState =
  /** `waits`: the browser would ask the person, so a press is wanted. */
  | { readonly phase: "closed"; readonly waits: boolean }
  /** Closed between calls: it opens by itself with the next one. `label`: which one it is, as far as it is known. */
  | { readonly phase: "resting"; readonly because: Rest; readonly label: string | null }
  /** `label`: the one that goes on until the new one is open. */
  | { readonly phase: "opening"; readonly label: string | null }
  | { readonly phase: "open"; readonly label: string }
  | { readonly phase: "failed"; readonly problem: Problem };

export interface AudioState {
  readonly devices: readonly Device[];
  readonly canChooseSpeaker: boolean;
  readonly microphone: MicrophoneState;
  /** Roles whose chosen device is away, so that another stands in. */
  readonly fellBack: readonly AudioRole[];
  /** The open microphone gives no sound: muted at the headset, or its link is away. */
  readonly mutedOutside: boolean;
  /** Sound waits for a press. */
  readonly soundBlocked: boolean;
  /** A microphone that nobody chose went away, and the browser's default is another one now. */
  readonly replaced: { readonly from: string; readonly to: string } | null;
  /** Why the last change of a device failed. */
  readonly problem: Problem | null;
}

export type AudioCommand =
  | { readonly type: "openMicrophone" }
  /** Closes it until the next call. */
  | { readonly type: "releaseMicrophone" }
  /** Opens one that rests, if the person need not be asked. */
  | { readonly type: "makeReady" }
  /** A number is being typed. */
  | { readonly type: "expectCall" }
  | { readonly type: "choose"; readonly role: AudioRole; readonly device: DeviceRef | null }
  | { readonly type: "setProcessing"; readonly processing: Processing }
  | { readonly type: "test"; readonly role: "speaker" | "ringer" }
  | { readonly type: "unblockSound" }
  | { readonly type: "dismissProblem" };
