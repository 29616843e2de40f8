import { PhoneError } from "@/phone/errors";
import type { Processing } from "@/phone/settings/settings";

import type { Microphone } from "./microphone.dom";

/** The microphone as it is: a canceller would take away the very tones that are listened for. */
const bare: Processing = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

export type SharedMicrophone = Pick<Microphone, "current" | "open" | "close" | "watch">;

export interface Borrowed {
  readonly track: MediaStreamTrack;
  giveBack(): void;
}

/** A clone of the microphone that is open, with whatever it does to the sound; `null` if none is. */
export function borrowWarm(microphone: SharedMicrophone): Borrowed | null {
  const track = microphone.current()?.clone();
  return track === undefined ? null : { track, giveBack: () => track.stop() };
}

/**
 * The one microphone there is, bare for so long: it is opened anew in its place, not beside it, and put back afterwards
 * as it was. Whoever opens another one meanwhile, for a call, takes it away from us.
 */
export async function borrowBare(
  microphone: SharedMicrophone,
  deviceId: string | null,
): Promise<Borrowed> {
  const before = microphone.current()?.getSettings();
  const isBare = before !== undefined && isAsWanted(before, deviceId);
  const own = isBare ? null : await microphone.open({ deviceId, processing: bare });
  const warm = microphone.current();
  const lent = borrowWarm(microphone);
  if (lent === null) throw new PhoneError("microphoneMissing");
  const stop = microphone.watch((now) => (now === warm ? undefined : lent.giveBack()));
  return {
    track: lent.track,
    giveBack() {
      stop();
      lent.giveBack();
      if (own === null || microphone.current() !== warm) return;
      if (before === undefined) microphone.close();
      // What went wrong is told by the next one who opens it.
      else void microphone.open(requestOf(before)).catch(() => undefined);
    },
  };
}

function isAsWanted(settings: MediaTrackSettings, deviceId: string | null): boolean {
  const { processing } = requestOf(settings);
  const hasAny = Object.values(processing).some(Boolean);
  return !hasAny && (deviceId === null || settings.deviceId === deviceId);
}

function requestOf(settings: MediaTrackSettings) {
  const { deviceId = null } = settings;
  const isOn = (name: keyof Processing): boolean => settings[name] === true;
  return {
    deviceId,
    processing: {
      echoCancellation: isOn("echoCancellation"),
      noiseSuppression: isOn("noiseSuppression"),
      autoGainControl: isOn("autoGainControl"),
    },
  };
}
