import type { PhoneSound } from "@/phone/calls/choose-sound";
import type { Processing } from "@/phone/settings/settings";
import type { Stop } from "@/phone/store";

import type { Device } from "./devices";

export interface MicrophoneRequest {
  /** `null` for the browser's default. */
  readonly deviceId: string | null;
  readonly processing: Processing;
}

/** What the engine needs of the machine's sound. Rejections are `PhoneError`s with a microphone or speaker code. */
export interface AudioPort {
  /** Tells what is plugged in, at once and after every change. */
  watchDevices(listener: (devices: readonly Device[]) => void): Stop;
  /** Whether a speaker can be chosen in this browser at all. */
  readonly canChooseSpeaker: boolean;
  /** Whether the microphone may be opened without asking the person. */
  permission(): Promise<"granted" | "prompt" | "denied">;
  /**
   * Opens the warm microphone, or moves it: calls that are up get the new one without renegotiation. When it rejects,
   * the one before goes on if it still lives.
   */
  openMicrophone(request: MicrophoneRequest): Promise<Device | null>;
  /** The label of the microphone that is open now, or `null`. */
  microphoneLabel(): string | null;
  closeMicrophone(): void;
  /** The microphone ended by itself: unplugged, or its permission withdrawn. */
  watchMicrophoneLost(listener: () => void): Stop;
  /** Whether the open microphone is silenced outside the page: at the headset, or by the system. After each change. */
  watchMicrophoneMuted(listener: (muted: boolean) => void): Stop;
  /** The microphone is allowed from now on, whoever was asked and wherever. */
  watchAllowed(listener: () => void): Stop;
  /** The level of the warm microphone, 0 to 1, some ten times a second; nothing while it is closed. */
  watchLevel(listener: (level: number) => void): Stop;
  setSpeaker(deviceId: string | null): Promise<void>;
  setRinger(deviceId: string | null): Promise<void>;
  setVolumes(volumes: { readonly speech: number; readonly ring: number }): void;
  /** The sound that is to be heard from now on, or `null`. */
  play(sound: PhoneSound | null): void;
  /** Tells what of `play` is really heard: a refused sound, or one that is still loading, is `null`. */
  watchSounding(listener: (sound: PhoneSound | null) => void): Stop;
  /** A short sound to hear whether it can be heard. */
  playTest(role: "speaker" | "ringer"): Promise<void>;
  /** A soft tone in the ear, once: a supervisor is about to be heard in the call. */
  playCoached(): void;
  /** The browser refuses to sound until a key or button is pressed. */
  watchBlocked(listener: (blocked: boolean) => void): Stop;
  /** Tries again what was refused; call it from a press. */
  unblock(): Promise<void>;
}
