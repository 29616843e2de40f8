import type { PhoneSound } from "@/phone/calls/choose-sound";
import type { Stop } from "@/phone/store";

import type { BlockedSound } from "./blocked-sound.dom";
import { sendTo } from "./speaker.dom";

/** The phone's own sounds: the ringtone on the ringer's device, the others where the voices are. */
export interface Ringer {
  play(sound: PhoneSound | null): void;
  /** Told when a sound has really begun, and `null` when it is over. */
  watchSounding(listener: (sound: PhoneSound | null) => void): Stop;
  playTest(role: "speaker" | "ringer"): Promise<void>;
  /** Once, where the voices are. */
  playCoached(): void;
  setRinger(deviceId: string | null): Promise<void>;
  setSpeaker(deviceId: string | null): Promise<void>;
  setVolumes(volumes: { readonly speech: number; readonly ring: number }): void;
}

type Sound = PhoneSound | "test" | "coached";

/** Files in `public/sounds`, beside the page wherever it is served from. */
const files: Readonly<Record<Sound, string>> = {
  ringtone: "sounds/ringtone.mp3",
  callWaiting: "sounds/call-waiting.mp3",
  ringback: "sounds/ringback.mp3",
  autoAnswer: "sounds/auto-answer.mp3",
  test: "sounds/test.mp3",
  coached: "sounds/coached.mp3",
};

const heardOnce: readonly Sound[] = ["test", "autoAnswer", "coached"];

/** A waiting call is told softly: the agent is talking to somebody. */
const softly = 0.35;

export function createRinger(blocked: BlockedSound): Ringer {
  const elements = new Map<Sound, HTMLAudioElement>();
  const listeners = new Set<(sound: PhoneSound | null) => void>();
  let playing: PhoneSound | null = null;
  const devices = { speaker: null as string | null, ringer: null as string | null };
  let volumes = { speech: 1, ring: 1 };

  function tell(sound: PhoneSound | null): void {
    for (const listener of listeners) listener(sound);
  }

  function elementOf(sound: Sound): HTMLAudioElement {
    const existing = elements.get(sound);
    if (existing) return existing;
    const element = new Audio(new URL(files[sound], document.baseURI).href);
    element.loop = !heardOnce.includes(sound);
    element.preload = "auto";
    element.addEventListener("playing", () => {
      if (playing === sound) tell(sound);
    });
    elements.set(sound, element);
    adjust();
    return element;
  }

  function adjust(): void {
    for (const [sound, element] of elements) {
      if (sound === "ringtone") element.volume = volumes.ring;
      else element.volume = sound === "callWaiting" ? volumes.speech * softly : volumes.speech;
    }
  }

  const deviceOf = (sound: Sound): string | null =>
    sound === "ringtone" ? devices.ringer : devices.speaker;

  function play(sound: PhoneSound | null): void {
    if (sound === playing) return;
    if (playing !== null) {
      const before = elementOf(playing);
      blocked.forget(before);
      before.pause();
      before.currentTime = 0;
      tell(null);
    }
    playing = sound;
    if (sound === null) return;
    const element = elementOf(sound);
    void sendTo(element, deviceOf(sound))
      .catch(() => undefined)
      .then(() => {
        if (playing === sound) blocked.play(element);
      });
  }

  async function move(): Promise<void> {
    await Promise.all([...elements].map(([sound, element]) => sendTo(element, deviceOf(sound))));
  }

  return {
    play,
    watchSounding(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async playTest(role) {
      const element = elementOf("test");
      element.volume = role === "ringer" ? volumes.ring : volumes.speech;
      await sendTo(element, devices[role]);
      element.currentTime = 0;
      blocked.play(element);
    },
    playCoached() {
      const element = elementOf("coached");
      element.currentTime = 0;
      void sendTo(element, devices.speaker)
        .catch(() => undefined)
        .then(() => blocked.play(element));
    },
    async setRinger(deviceId) {
      devices.ringer = deviceId;
      await move();
    },
    async setSpeaker(deviceId) {
      devices.speaker = deviceId;
      await move();
    },
    setVolumes(next) {
      volumes = next;
      adjust();
    },
  };
}
