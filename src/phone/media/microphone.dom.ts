import { log } from "@/lib/log";
import { PhoneError } from "@/phone/errors";
import type { Stop } from "@/phone/store";

import type { MicrophoneRequest } from "./audio-port";
import type { Device } from "./devices";
import { readMediaError } from "./read-media-error.dom";

/** A place that has borrowed the microphone: it is told of each new clone. */
type Borrower = (track: MediaStreamTrack) => void;

/** One warm microphone for everybody. The track itself is never handed out: borrowers get clones. */
export interface Microphone {
  open(request: MicrophoneRequest): Promise<Device | null>;
  /** The label of the open microphone, or `null`. */
  label(): string | null;
  /** The warm track while it lives: to be cloned, never handed on. */
  current(): MediaStreamTrack | null;
  close(): void;
  /**
   * Gives a clone now and another after each change of device; silence stands in while there is no microphone, so
   * that a call without one still sends packets and is not taken for dead.
   */
  lend(borrower: Borrower): Stop;
  /** The warm track or `null`, now and after each change; for the level meter. */
  watch(listener: (track: MediaStreamTrack | null) => void): Stop;
  watchLost(listener: () => void): Stop;
  /** Whether the track gives silence that is not ours (W3C Media Capture, `muted`), after each change. */
  watchMuted(listener: (muted: boolean) => void): Stop;
}

export function createMicrophone(silence: () => MediaStreamTrack): Microphone {
  let warm: MediaStreamTrack | null = null;
  const borrowers = new Map<Borrower, MediaStreamTrack>();
  const watchers = new Set<(track: MediaStreamTrack | null) => void>();
  const lostListeners = new Set<() => void>();
  const mutedListeners = new Set<(muted: boolean) => void>();
  /** Openings run one after the other: some headsets cannot be opened twice at once. */
  let turn: Promise<unknown> = Promise.resolve();

  function lendTo(borrower: Borrower): void {
    const clone = warm === null ? silence() : warm.clone();
    const before = borrowers.get(borrower);
    borrowers.set(borrower, clone);
    borrower(clone);
    before?.stop();
  }

  function tellMuted(): void {
    for (const listener of mutedListeners) listener(warm?.muted ?? false);
  }

  function replace(next: MediaStreamTrack | null): void {
    const before = warm;
    warm = next;
    for (const borrower of borrowers.keys()) lendTo(borrower);
    for (const watcher of watchers) watcher(next);
    tellMuted();
    before?.stop();
  }

  async function capture({ deviceId, processing }: MicrophoneRequest): Promise<MediaStreamTrack> {
    if (!navigator.mediaDevices?.getUserMedia) throw new PhoneError("microphoneInsecure");
    const exact = deviceId === null ? {} : { deviceId: { exact: deviceId } };
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: { ...exact, ...processing },
      });
      const [track] = stream.getAudioTracks();
      if (track === undefined) throw new PhoneError("microphoneMissing");
      return track;
    } catch (error) {
      throw readMediaError(error);
    }
  }

  async function openNow(request: MicrophoneRequest): Promise<Device | null> {
    try {
      const track = await capture(request);
      // "ended" comes for an unplugged device or a withdrawn permission, never for our own stop().
      track.addEventListener("ended", () => {
        if (warm !== track) return;
        replace(null);
        for (const listener of lostListeners) listener();
      });
      for (const name of ["mute", "unmute"]) {
        track.addEventListener(name, () => (warm === track ? tellMuted() : undefined));
      }
      replace(track);
      const id = track.getSettings().deviceId ?? "";
      return { kind: "microphone", id, label: track.label };
    } catch (error) {
      // A device that cannot be had costs nobody the one that works.
      if (warm?.readyState !== "live") replace(null);
      throw error;
    }
  }

  return {
    open(request) {
      const opened = turn.then(() => openNow(request));
      turn = opened.catch((error: unknown) => log("warn", "microphone", "not opened", { error }));
      return opened;
    },
    label: () => (warm?.readyState === "live" ? warm.label : null),
    current: () => (warm?.readyState === "live" ? warm : null),
    close: () => replace(null),
    lend(borrower) {
      lendTo(borrower);
      return () => {
        borrowers.get(borrower)?.stop();
        borrowers.delete(borrower);
      };
    },
    watch(listener) {
      watchers.add(listener);
      listener(warm);
      return () => watchers.delete(listener);
    },
    watchLost(listener) {
      lostListeners.add(listener);
      return () => lostListeners.delete(listener);
    },
    watchMuted(listener) {
      mutedListeners.add(listener);
      return () => mutedListeners.delete(listener);
    },
  };
}
