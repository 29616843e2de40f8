import { lazily } from "@/lib/lazily";
import type { Stop } from "@/phone/store";

import type { AudioPort } from "./audio-port";
import { createBlockedSound } from "./blocked-sound.dom";
import type { SharedMicrophone } from "./borrow-bare.dom";
import { createConnector, type IceOptions } from "./connector.dom";
import { microphonePermission, watchAllowed, watchDevices } from "./devices.dom";
import { createPatience } from "./gathering";
import { hasRelay } from "./has-relay";
import type { MediaPort } from "./media-session";
import { createMicrophone } from "./microphone.dom";
import { createMixer } from "./mixer.dom";
import { createRinger } from "./ringer.dom";
import { createMediaSession } from "./session.dom";
import { createSilence } from "./silence.dom";
import { canChooseSpeaker, createSpeaker } from "./speaker.dom";
import type { Standby } from "./standby.dom";

/** The browser's sound: both ports, over one microphone and one set of speakers. */
export function createBrowserAudio(ice: IceOptions): {
  readonly audio: AudioPort;
  readonly media: MediaPort;
  /** For the check before the shift, which shares the microphone. */
  readonly microphone: SharedMicrophone;
} {
  const blocked = createBlockedSound();
  const microphone = createMicrophone(createSilence());
  const speaker = createSpeaker(blocked);
  const ringer = createRinger(blocked);
  const mixer = createMixer();
  const connector = createConnector();
  const patience = createPatience();
  let standby: Standby | null = null;
  const loadStandby = lazily(async () => {
    const { createStandby } = await import("./standby.dom");
    return (standby = createStandby(connector, patience));
  });
  const choose = (relayOnly: boolean): IceOptions =>
    relayOnly && hasRelay(ice.iceServers) ? { ...ice, iceTransportPolicy: "relay" } : ice;
  // A page that captures a microphone may sound (autoplay policy): what was refused before is heard now.
  microphone.watch((track) => {
    if (track !== null) void blocked.unblock();
  });
  /** Labels appear only once the microphone was allowed: the list is read again then. */
  const looks = new Set<() => void>();

  return {
    microphone,
    media: {
      createSession({ isOutgoing = false, relayOnly = false } = {}) {
        const chosen = choose(relayOnly);
        const ready = isOutgoing ? (standby?.take(chosen) ?? null) : null;
        const parts = { connector, patience, microphone, speaker, mixer };
        return createMediaSession({ ice: chosen, ...parts }, ready);
      },
      prepare(relayOnly = false) {
        // Without it calls begin a little later.
        loadStandby().then(
          ({ prepare }) => prepare(choose(relayOnly)),
          () => undefined,
        );
      },
      standDown() {
        standby?.discard();
        connector.renew();
      },
    },
    audio: {
      canChooseSpeaker,
      watchDevices(listener) {
        let stop = watchDevices(listener);
        const again = (): void => {
          stop();
          stop = watchDevices(listener);
        };
        looks.add(again);
        return () => {
          looks.delete(again);
          stop();
        };
      },
      permission: microphonePermission,
      async openMicrophone(request) {
        const before = await microphonePermission();
        const device = await microphone.open(request);
        if (before !== "granted") for (const look of looks) look();
        return device;
      },
      microphoneLabel: microphone.label,
      closeMicrophone: microphone.close,
      watchMicrophoneLost: microphone.watchLost,
      watchMicrophoneMuted: microphone.watchMuted,
      watchAllowed,
      watchLevel(listener) {
        let stop: Stop | null | undefined;
        void import("./level-meter.dom").then(({ watchMicrophoneLevel }) => {
          if (stop === undefined) stop = watchMicrophoneLevel(microphone, listener);
        }, noLevel);
        return () => {
          stop?.();
          stop = null;
        };
      },
      setSpeaker: async (deviceId) => {
        await Promise.all([speaker.setDevice(deviceId), ringer.setSpeaker(deviceId)]);
      },
      setRinger: ringer.setRinger,
      setVolumes(volumes) {
        speaker.setVolume(volumes.speech);
        ringer.setVolumes(volumes);
      },
      play: ringer.play,
      watchSounding: ringer.watchSounding,
      playTest: ringer.playTest,
      playCoached: ringer.playCoached,
      watchBlocked: blocked.watch,
      unblock: blocked.unblock,
    },
  };
}

/** A page older than what the server has: it says so itself, and the bar stands still. */
function noLevel(): void {}
