import type { PhoneSound } from "@/phone/calls/choose-sound";
import { OfferWithdrawn, PhoneError } from "@/phone/errors";
import type { AudioPort, MicrophoneRequest } from "@/phone/media/audio-port";
import type { Device } from "@/phone/media/devices";
import type {
  MediaDirection,
  MediaPath,
  MediaPort,
  MediaSession,
  SessionOrder,
  Statistic,
} from "@/phone/media/media-session";

/** What happened to one call's sound, in order: the order is often the point of a test. */
export interface FakeSession extends MediaSession {
  readonly log: string[];
  readonly order: SessionOrder;
  microphoneOpen: boolean;
  closed: boolean;
  path: MediaPath;
  /** Who is heard over there besides our microphone. */
  hears: readonly MediaSession[];
  /** What the next look at it finds. */
  statistics: readonly Statistic[];
  /** The path is so from now on, and says so. */
  changePath(path: MediaPath): void;
}

export interface FakeMedia extends MediaPort {
  readonly sessions: FakeSession[];
  /** How often an offer was made ahead since nobody was to call. */
  prepared: number;
  /** The next offer or answer fails with this. */
  failWith: PhoneError | null;
  /** An offer has its candidates only then. */
  gathering: Promise<void> | null;
  /** Whether the far end understands RFC 4733. */
  digitsAgreed: boolean;
}

export function createFakeMedia(): FakeMedia {
  const sessions: FakeSession[] = [];
  const media: FakeMedia = {
    sessions,
    failWith: null,
    gathering: null,
    digitsAgreed: true,
    prepared: 0,
    createSession(order = {}) {
      const session = createSession(media, order);
      sessions.push(session);
      return session;
    },
    prepare() {
      media.prepared += 1;
    },
    standDown() {
      media.prepared = 0;
    },
  };
  return media;
}

function createSession(media: FakeMedia, order: SessionOrder): FakeSession {
  let receiving = true;
  let awaitsAnswer = false;
  let making: Promise<string> | null = null;
  let ahead: string | null = null;
  let remoteDirection: MediaDirection = "sendrecv";
  const log: string[] = [];
  const listeners = new Set<(path: MediaPath) => void>();
  const description = (): string => {
    if (media.failWith !== null) throw media.failWith;
    return `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=${receiving ? "sendrecv" : "sendonly"}\r\n`;
  };
  const read = (sdp: string): void => {
    const found = /a=(sendrecv|sendonly|recvonly|inactive)/.exec(sdp)?.[1];
    remoteDirection = (found ?? "sendrecv") as MediaDirection;
  };
  return {
    log,
    order,
    microphoneOpen: false,
    closed: false,
    hears: [],
    get awaitsAnswer() {
      return awaitsAnswer;
    },
    get remoteDirection() {
      return remoteDirection;
    },
    setReceiving(next) {
      receiving = next;
    },
    async createOffer({ restartIce }) {
      log.push(restartIce ? "offer restart" : "offer");
      const sdp = description();
      awaitsAnswer = true;
      await media.gathering;
      if (!awaitsAnswer) throw new OfferWithdrawn();
      return sdp;
    },
    prepareAnswer(sdp, connects) {
      log.push(connects ? "prepare and connect" : "prepare");
      making ??= (async () => {
        read(sdp);
        ahead = description();
        return ahead;
      })();
      return making;
    },
    begin() {
      if (making !== null) log.push("begin");
      making = null;
      ahead = null;
    },
    answerOffer(sdp) {
      const answer = ahead;
      awaitsAnswer = false;
      this.begin();
      log.push("answer");
      read(sdp);
      return answer ?? description();
    },
    async applyAnswer(sdp) {
      log.push("apply");
      awaitsAnswer = false;
      read(sdp);
    },
    async rollback() {
      log.push("rollback");
      awaitsAnswer = false;
    },
    async withdraw() {
      log.push("withdraw");
      awaitsAnswer = false;
    },
    setMicrophone(open) {
      this.microphoneOpen = open;
      log.push(open ? "mic open" : "mic closed");
    },
    hear(others) {
      this.hears = others;
    },
    sendDigits(digits) {
      if (media.digitsAgreed) log.push(`digits ${digits}`);
      return media.digitsAgreed;
    },
    path: "connected",
    statistics: [],
    changePath(path) {
      this.path = path;
      for (const listener of listeners) listener(path);
    },
    watchPath(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async readStatistics() {
      return this.statistics;
    },
    close() {
      this.closed = true;
      this.path = "closed";
      log.push("close");
    },
  };
}

export interface FakeAudio extends AudioPort {
  /** The sound that is to be heard now. */
  playing: PhoneSound | null;
  /** How often the tone before a supervisor's voice was heard. */
  coached: number;
  readonly opened: MicrophoneRequest[];
  microphoneOpen: boolean;
  failWith: PhoneError | null;
  permissionIs: "granted" | "prompt" | "denied";
  speaker: string | null;
  ringer: string | null;
  plug(devices: readonly Device[]): void;
  loseMicrophone(): void;
  /** Microphones that are listed and cannot be opened, by id; `default` is the browser's choice. */
  readonly busy: Set<string>;
  muteOutside(muted: boolean): void;
  allow(): void;
  block(blocked: boolean): void;
  /** How many watch the level. */
  levelListeners(): number;
  /** The microphone is so loud at this moment. */
  speak(level: number): void;
}

export function createFakeAudio(devices: readonly Device[] = []): FakeAudio {
  let present = devices;
  let label = "";
  let tellDevices: (devices: readonly Device[]) => void = () => undefined;
  let tellLost = (): void => undefined;
  const levelListeners = new Set<(level: number) => void>();
  let tellMuted: (muted: boolean) => void = () => undefined;
  let tellAllowed = (): void => undefined;
  let tellBlocked: (blocked: boolean) => void = () => undefined;
  let tellSounding: (sound: PhoneSound | null) => void = () => undefined;
  let isBlocked = false;
  const audio: FakeAudio = {
    canChooseSpeaker: true,
    playing: null,
    coached: 0,
    opened: [],
    microphoneOpen: false,
    failWith: null,
    permissionIs: "granted",
    speaker: null,
    ringer: null,
    busy: new Set(),
    watchDevices(listener) {
      tellDevices = listener;
      listener(present);
      return () => undefined;
    },
    permission: async () => audio.permissionIs,
    async openMicrophone(request) {
      audio.opened.push(request);
      if (audio.failWith !== null) throw audio.failWith;
      const device = present.find(
        ({ id, kind }) => kind === "microphone" && (request.deviceId ?? id) === id,
      );
      if (device === undefined) throw new PhoneError("microphoneMissing");
      if (audio.busy.has(request.deviceId ?? "default")) throw new PhoneError("microphoneBusy");
      audio.microphoneOpen = true;
      label = device.label;
      return device;
    },
    microphoneLabel: () => (audio.microphoneOpen ? label : null),
    closeMicrophone() {
      audio.microphoneOpen = false;
    },
    watchMicrophoneLost(listener) {
      tellLost = listener;
      return () => undefined;
    },
    watchLevel(listener) {
      levelListeners.add(listener);
      return () => void levelListeners.delete(listener);
    },
    levelListeners: () => levelListeners.size,
    watchMicrophoneMuted(listener) {
      tellMuted = listener;
      return () => undefined;
    },
    watchAllowed(listener) {
      tellAllowed = listener;
      return () => undefined;
    },
    setSpeaker: async (id) => void (audio.speaker = id),
    setRinger: async (id) => void (audio.ringer = id),
    setVolumes: () => undefined,
    play(sound) {
      audio.playing = sound;
      tellSounding(isBlocked ? null : sound);
    },
    watchSounding(listener) {
      tellSounding = listener;
      return () => undefined;
    },
    playTest: async () => undefined,
    playCoached() {
      audio.coached += 1;
    },
    watchBlocked(listener) {
      tellBlocked = listener;
      return () => undefined;
    },
    async unblock() {
      audio.block(false);
    },
    plug(next) {
      present = next;
      tellDevices(next);
    },
    loseMicrophone() {
      audio.microphoneOpen = false;
      tellLost();
    },
    muteOutside: (muted) => tellMuted(muted),
    allow() {
      audio.failWith = null;
      audio.permissionIs = "granted";
      tellAllowed();
    },
    block(blocked) {
      isBlocked = blocked;
      tellSounding(blocked ? null : audio.playing);
      tellBlocked(blocked);
    },
    speak(level) {
      for (const listener of levelListeners) listener(level);
    },
  };
  return audio;
}
